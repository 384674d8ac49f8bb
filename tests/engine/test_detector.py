"""A real detector, opened with a user's own code: its boxes, its maps, and a place it missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest
from given_detector import STREET, fastestdet, needs_detector

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.engine.engine import Engine
from viewer.engine.explain.replying import Reply

pytestmark = needs_detector
BUS = (72, 23, 417, 329)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        yield engine


def ask(engine: Engine, *texts: str, method: str = "hires_cam") -> list[Reply]:
    info = engine.open(fastestdet())
    request = ExplainRequest(
        image=ImageRef.of(STREET),
        model=info.ref,
        panes=tuple(PaneSpec(method, target=Target.parse(text)) for text in texts),
    )
    return list(engine.explain(request))


def test_it_starts_where_its_backbone_ends(engine: Engine) -> None:
    info = engine.open(fastestdet())
    assert (info.task, info.local, info.default_layer) == ("boxes", True, "backbone.stage4")
    assert info.answer.classes == 80
    assert len(info.class_names) == 80


def test_the_bus_is_found_and_its_map_lies_in_it(engine: Engine) -> None:
    seen, heat = ask(engine, "box 1")
    assert isinstance(seen, Prediction)
    assert isinstance(heat, HeatMap)
    first = seen.top[0]
    assert (first.name, first.asks) == ("bus", "box 1")
    assert first.probability == pytest.approx(0.915, abs=2e-3)
    assert first.place == pytest.approx(BUS, abs=1)
    assert heat.probability == pytest.approx(first.probability)
    assert heat.raw.shape == (11, 11)
    inside = heat.raw[: round(11 * 329 / 375), round(11 * 72 / 500) : round(11 * 417 / 500)]
    assert inside.sum() > 0.8 * heat.raw.sum()
    (again,) = Unpacker().feed(pack(heat))
    assert (again.resolved, again.shapes) == (heat.resolved, heat.shapes)
    (told,) = Unpacker().feed(pack(seen))
    assert told.top == seen.top


def test_boxes_together_are_explained_as_each_alone(engine: Engine) -> None:
    texts = ("box 1", "box 2", "person", "miss 250,60,40,80", "box 1 right")
    together = ask(engine, *texts)[1:]
    for text, one in zip(texts, together, strict=True):
        with Engine(device="cpu") as other:
            _, alone = ask(other, text)
        assert isinstance(one, HeatMap)
        assert isinstance(alone, HeatMap)
        assert one.resolved == alone.resolved
        assert np.allclose(one.raw, alone.raw, atol=1e-5 * np.abs(alone.raw).max())


@pytest.mark.parametrize("method", ["hires_cam", "grad_cam", "odam"])
def test_a_map_tells_how_it_stands_against_its_control(engine: Engine, method: str) -> None:
    """Shares are counted again here, pixel by pixel of the model's input."""
    seen, heat = ask(engine, "box 1", method=method)
    _, control = ask(engine, "box 1", method="gradient_size")
    assert isinstance(seen, Prediction)
    assert isinstance(heat, HeatMap)
    assert isinstance(control, HeatMap)
    left, top, right, bottom = (352 * side / size for side, size in zip(
        seen.top[0].place, (500, 375, 500, 375), strict=True))  # fmt: skip
    shares: list[float] = []
    for one in (heat, control):
        large = cv2.resize(np.maximum(one.raw, 0), (352, 352), interpolation=cv2.INTER_LINEAR)
        inside = large[max(0, round(top)) : round(bottom), max(0, round(left)) : round(right)]
        shares.append(float(inside.sum() / large.sum()))
    own, other = shares
    numbers = [float(one) for one in re.findall(r"\d\.\d\d", heat.note[0])]
    assert numbers[0] == pytest.approx(own, abs=0.02)
    assert numbers[1] == pytest.approx(other, abs=0.02)
    assert heat.note[0].startswith("Worse than its control") == (numbers[0] < numbers[1])
    assert own < other if method == "grad_cam" else own > other - 0.03
    assert control.note == ("", "")


def test_methods_of_many_passes_explain_a_box(engine: Engine) -> None:
    *_, heat = ask(engine, "box 1", method="ablation_cam")
    assert isinstance(heat, HeatMap)
    assert heat.raw.max() > 0


def test_a_changed_rule_numbers_the_boxes_anew(engine: Engine) -> None:
    ref = fastestdet()
    assert ref.setup is not None
    assert ref.setup.boxes is not None
    stricter = replace(ref.setup, boxes=replace(ref.setup.boxes, threshold=0.9))
    info = engine.open(replace(ref, setup=stricter))
    request = ExplainRequest(image=ImageRef.of(STREET), model=info.ref)
    (seen,) = engine.explain(request)
    assert isinstance(seen, Prediction)
    assert [row.asks for row in seen.top] == ["box 1"]

"""Concepts as a map: by hand, on real networks, and painted the same in panes and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from given_networks import NETWORKS
from given_weights import small_model
from torch import nn

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.core.maps.part_colours import CONCEPTS
from viewer.engine.engine import Engine
from viewer.methods.dff import concepts, concepts_of
from viewer.methods.method import Method
from viewer.methods.registry import built_in


def two_things() -> tuple[nn.Module, torch.Tensor]:
    """Two channels, each alone in one half; the first speaks for class 2, the second for 1."""
    model = nn.Sequential(nn.Identity(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2, 3))
    with torch.no_grad():
        model.get_parameter("3.weight").copy_(torch.tensor([[0.0, 0.0], [0.0, 4.0], [2.0, 0.0]]))
        model.get_parameter("3.bias").zero_()
    x = torch.zeros(1, 2, 2, 2)
    x[0, 0, :, 0], x[0, 1, :, 1] = 1.0, 3.0
    return model.eval(), x


@pytest.mark.truth("dff")
def test_two_things_are_two_concepts_and_the_map_is_the_class_s() -> None:
    look = look_at(*two_things(), "0")
    done = last(concepts(look, 2))
    assert done.concepts is not None
    first, second = done.concepts.strengths
    np.testing.assert_allclose(first, [[0, 3], [0, 3]], atol=1e-3)  # the larger one is first
    np.testing.assert_allclose(second, [[1, 0], [1, 0]], atol=1e-3)
    np.testing.assert_allclose(done.make(), second, atol=1e-6)  # which alone speaks for class 2
    shares = [one.share for one in done.concepts.concepts]
    np.testing.assert_allclose(shares, [0.75, 0.25], atol=1e-3)
    assert [one.alone[0].index for one in done.concepts.concepts] == [1, CHOSEN]
    assert done.concepts.error < 1e-3


LAYERS = ("layer4", "blocks.1.norm1", "features.3")


@pytest.mark.parametrize(("build", "layer"), [*zip(NETWORKS, LAYERS, strict=True)])
def test_concepts_alone_are_what_the_network_answers_to_them(build, layer) -> None:
    model, x = build()
    look = look_at(model, x, layer)
    found, answers = concepts_of(look, 3)
    assert found.strengths.shape[0] == len(answers) == 3
    kept = look.run.capture.recorded[layer][-1].detach()
    from viewer.core.maps.factorising import factorise

    factors = factorise(look.activations, 3)
    way, offset = factors.directions[:, 1, None, None], factors.offset[:, None, None]
    alone = torch.from_numpy(way * factors.strengths[1] + offset)
    if look.layout.kind == "channels_last":
        given = alone.permute(1, 2, 0)[None]
    elif look.layout.kind == "tokens":
        given = torch.cat([kept[:, : look.layout.skip], alone.flatten(1).T[None]], 1)
    else:
        given = alone[None]
    handle = model.get_submodule(layer).register_forward_hook(lambda *_: given)
    with torch.no_grad():
        expected = model(x)[0]
    handle.remove()
    np.testing.assert_allclose(answers[1], expected, atol=1e-4)


def test_an_infinite_layer_is_told() -> None:
    model, x = two_things()
    with pytest.raises(UserError, match="not finite"):
        last(concepts(look_at(model, x / 0, "0")))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        yield engine


def test_a_pane_of_concepts_travels_and_is_painted_in_their_colours(
    engine: Engine, photo: Path, tmp_path: Path
) -> None:
    request = ExplainRequest(
        image=ImageRef.of(photo),
        model=small_model(tmp_path, "squeezenet1_1"),
        panes=(PaneSpec("dff"), PaneSpec("dff", target=Target.parse("1"))),
        target=Target.parse("0"),
    )
    maps = [one for one in engine.explain(request) if isinstance(one, HeatMap)]
    assert len(maps) == 2
    heat = maps[0]
    assert heat.concepts is not None
    (sent,) = Unpacker().feed(pack(heat))
    assert sent.concepts == heat.concepts
    assert np.array_equal(sent.concepts.strengths, heat.concepts.strengths)
    assert any(np.array_equal(heat.raw, one) for one in heat.concepts.strengths)
    width, height = heat.geometry.original
    rgb = np.full((height, width, 3), 90, np.uint8)
    painted = paint_over(rgb, heat, HeatStyle(opacity=1.0, cells=True))
    strengths = heat.concepts.strengths
    y, x = np.unravel_index(strengths.max(0).argmax(), strengths.shape[1:])
    (rows, columns), (wide, high) = strengths.shape[1:], heat.geometry.input
    at = heat.geometry.to_original((x + 0.5) * wide / columns, (y + 0.5) * high / rows)
    assert tuple(painted[int(at[1]), int(at[0])]) == CONCEPTS[strengths[:, y, x].argmax()]
    half = paint_over(rgb, heat, HeatStyle(opacity=0.5, cells=True))
    expected = np.rint((painted.astype(float) + 90) / 2)
    box = heat.geometry.box
    inside = (slice(int(box[1]) + 1, int(box[3])), slice(int(box[0]) + 1, int(box[2])))
    assert np.abs(half[inside] - expected[inside]).max() <= 1
    bare = paint_over(rgb, replace(heat, concepts=None), HeatStyle(opacity=0.5))
    assert np.abs(bare.astype(int) - half).max() > 50


def test_its_row_is_in_the_table() -> None:
    method: Method = built_in().find("dff")
    assert method.never_negative
    assert method.row.cost == "seconds"

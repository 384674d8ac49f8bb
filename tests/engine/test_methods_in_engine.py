"""The methods of pixels and of attention through the engine: their cost, notes and failures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.maps.remarks import remark_on
from viewer.engine.engine import Engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        yield engine


def asked(photo: Path, model: ModelRef, *methods: str, target: str = "1") -> ExplainRequest:
    panes = tuple(PaneSpec(method) for method in methods)
    return ExplainRequest(
        image=ImageRef.of(photo), model=model, panes=panes, target=Target.parse(target)
    )


def small(folder: Path) -> ModelRef:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        torch.save(squeezenet1_1(num_classes=4).state_dict(), folder / "four.pth")
    return ModelRef.parse(str(folder / "four.pth"), arch="squeezenet1_1")


def test_integrated_gradients_tell_how_complete_they_are(
    engine: Engine, photo: Path, tmp_path: Path
) -> None:
    request = asked(photo, small(tmp_path), "integrated_gradients", "guided_backprop", "cam")
    _, *replies = engine.explain(request)
    told = [reply for reply in replies if isinstance(reply, Progress) and reply.pane == 0]
    assert told[0].heat is None
    assert told[0].remaining_s > 0
    found, guided = (reply for reply in replies if isinstance(reply, HeatMap))
    assert found.layer == guided.layer == "input"
    assert found.raw.shape == (224, 224)
    assert found.signed is not None
    assert found.signed.min() < 0 < found.signed.max()
    told_sum = re.search(r"adds up to (\S+);", found.note[0])
    assert told_sum is not None
    total = float(found.signed.astype(np.float64).sum())
    assert float(told_sum[1]) == pytest.approx(total, rel=0.01)
    (sent,) = Unpacker().feed(pack(found))
    assert sent.note == found.note
    assert remark_on(sent, sent.raw).headline == found.note[0]
    assert guided.signed is None
    assert "whatever the class" in remark_on(guided, guided.raw).headline
    (failure,) = (reply for reply in replies if isinstance(reply, Failure))
    assert failure.pane == 2
    assert "average of this layer" in failure.headline


def test_attention_of_a_transformer_and_what_a_network_without_says(
    engine: Engine, photo: Path, tmp_path: Path
) -> None:
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = timm.create_model("vit_tiny_patch16_224", num_classes=4, pretrained=False)
        torch.nn.init.normal_(model.get_parameter("head.weight"))
        torch.save(model.state_dict(), tmp_path / "vit.pth")
    vit = ModelRef.parse(str(tmp_path / "vit.pth"), arch="vit_tiny_patch16_224")
    methods = ("grad_cam", "attention_rollout", "generic_relevance", "legrad", "grad_cam")
    prediction, *replies = engine.explain(asked(photo, vit, *methods))
    assert isinstance(prediction, Prediction)
    first, *maps = [reply for reply in replies if isinstance(reply, HeatMap)]
    alike = [one for one in maps if one.method == "grad_cam"]
    assert np.array_equal(first.raw, alike[0].raw)
    assert len(maps) == 4
    for heat in maps[1:] if maps[0].method == "grad_cam" else maps[:3]:
        assert heat.raw.shape == (14, 14)
        assert heat.raw.max() > heat.raw.min() >= 0
        assert heat.signed is None
    _, *other = engine.explain(asked(photo, vit, *methods[1:4], target="2"))
    again = [reply for reply in other if isinstance(reply, HeatMap)]
    by_key = {one.method: one.raw for one in maps}
    same = [np.array_equal(one.raw, by_key[one.method]) for one in again]
    assert same == [True, False, False]  # rollout knows no class
    _, *told = engine.explain(asked(photo, small(tmp_path), "legrad"))
    assert "no attention" in next(one for one in told if isinstance(one, Failure)).headline

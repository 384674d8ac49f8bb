"""Models of every kind of input and answer are opened from a file and explained."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_setup import ModelSetup
from viewer.core.pictures.images import load_picture
from viewer.core.stores.setup_memory import remember_setup
from viewer.engine.engine import Engine
from viewer.engine.look.preprocess import to_input
from viewer.tasks.class_score import target_score

PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
LOGITS = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)


def network(*, channels: int = 3, side: int = 0, outputs: int = 3, end: nn.Module | None = None):
    """A small classifier; with a side it flattens, so that it takes no other size."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        body = OrderedDict[str, nn.Module](
            conv=nn.Conv2d(channels, 8, 5, padding=2), act=nn.ReLU(), pool=nn.MaxPool2d(2)
        )
        if side:
            rest = [nn.Flatten(), nn.Linear(8 * (side // 2) ** 2, outputs)]
        else:
            rest = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, outputs)]
        return nn.Sequential(nn.Sequential(body), *rest, *([end] if end else [])).eval()


def saved(model: nn.Module, path: Path) -> ModelRef:
    torch.save(model, path)
    return ModelRef(source="file", path=path)


def explain(engine: Engine, ref: ModelRef, picture: Path, text: str = "top"):
    request = ExplainRequest(
        image=ImageRef.of(picture), model=ref, target=Target.parse(text), panes=PANES
    )
    replies = list(engine.explain(request))
    maps = [reply for reply in replies if isinstance(reply, HeatMap)]
    return next(reply for reply in replies if isinstance(reply, Prediction)), maps


def model_input(picture: Path, rule: InputRule) -> Tensor:
    loaded = load_picture(picture)
    return to_input(loaded, plan_geometry(loaded.size, rule, "default"), rule)


@pytest.mark.parametrize("side", [28, 32, 64])
def test_a_small_grey_network_opens_by_itself(tmp_path: Path, photo: Path, side: int) -> None:
    model = network(channels=1, side=side)
    with Engine() as engine:
        info = engine.open(saved(model, tmp_path / "m.pth"))
        assert (info.rule.size, info.rule.channels) == ((side, side), 1)
        assert any("grey with one channel" in note for note in info.notes)
        prediction, maps = explain(engine, info.ref, photo)
    assert np.allclose(prediction.answer, model(model_input(photo, info.rule))[0].detach())
    assert all(heat.raw.shape == (side // 2, side // 2) for heat in maps)


def test_four_channels_are_refused_in_words(tmp_path: Path) -> None:
    with Engine() as engine, pytest.raises(UserError, match="4 channels") as told:
        engine.open(saved(network(channels=4), tmp_path / "m.pth"))
    assert told.value.hint


@pytest.mark.parametrize(
    ("end", "outputs", "kind"),
    [
        (nn.Softmax(dim=1), 3, "probabilities"),
        (nn.LogSoftmax(dim=1), 3, "log_probabilities"),
        (nn.Sigmoid(), 3, "multi_label_probabilities"),
        (nn.Sigmoid(), 1, "multi_label_probabilities"),
    ],
)
def test_probabilities_are_the_models_own(
    tmp_path: Path, photo: Path, end: nn.Module, outputs: int, kind: str
) -> None:
    model = network(outputs=outputs, end=end)
    with Engine() as engine:
        info = engine.open(saved(model, tmp_path / "m.pth"))
        assert info.answer.kind == kind
        prediction, maps = explain(engine, info.ref, photo, "1")
    own = model(model_input(photo, info.rule))[0].detach()
    if kind == "log_probabilities":
        own = own.exp()
    if outputs == 1:
        own = torch.cat((1 - own, own))
    assert np.allclose(prediction.probabilities, own, atol=1e-6)
    assert maps[0].probability == pytest.approx(float(own[1]), abs=1e-6)


def test_a_softmax_inside_changes_a_maps_height_and_not_its_shape(
    tmp_path: Path, photo: Path
) -> None:
    """The gradient of log p is that of p, divided by p: the map is the library's up to a factor."""
    plain, ended = network(), network(end=nn.Softmax(dim=1))
    x = model_input(photo, InputRule(size=(224, 224), shorter_side=256))
    recorded: list[Tensor] = []
    handle = ended[0].register_forward_hook(lambda *args: recorded.append(args[2]))
    chance = ended(x)[0, 2]
    handle.remove()
    gradient = torch.autograd.grad(chance, recorded[0])[0][0]
    weights = gradient.mean((1, 2), keepdim=True)
    expected = (weights * recorded[0][0]).sum(0).clamp_min(0).detach().numpy()
    with Engine() as engine:
        _, maps = explain(engine, saved(ended, tmp_path / "a.pth"), photo, "2")
    assert np.allclose(maps[0].raw * float(chance.detach()), expected, atol=1e-7)
    assert not np.allclose(plain(x).detach(), ended(x).detach())


def test_a_setup_is_applied_to_the_open_network_and_remembered_ones_are_used(
    tmp_path: Path, photo: Path
) -> None:
    ref = saved(network(), tmp_path / "m.pth")
    rule = InputRule(
        size=(64, 48), shorter_side=None, colours="bgr", white=255, mean=(9.0,) * 3, std=(2.0,) * 3
    )
    said = ModelSetup(class_names=("cat", "dog", "鸟"), rule=rule, answer="multi_label")
    with Engine() as engine:
        first = engine.open(ref)
        module = engine._subject.opened.module
        told = engine.open(replace(ref, setup=said))
        assert engine._subject.opened.module is module, "the file is not read again"
        assert (told.class_names, told.rule, told.named) == (said.class_names, rule, True)
        prediction, maps = explain(engine, told.ref, photo, "鸟")
        assert maps[0].resolved.title == "鸟"
        own = module(model_input(photo, rule))[0]
        assert np.allclose(prediction.answer, own, atol=1e-5)
        assert np.allclose(prediction.probabilities, own.sigmoid(), atol=1e-6)
        assert engine.open(ref).class_names == first.class_names
        remember_setup(first.weights_sha256, said)
    with Engine() as engine:
        assert engine.open(ref).setup == said


def test_a_setup_that_cannot_be_is_refused_and_the_model_stays(tmp_path: Path, photo: Path) -> None:
    ref = saved(network(), tmp_path / "m.pth")
    with Engine() as engine:
        before, _ = explain(engine, ref, photo)
        grey = InputRule(size=(64, 64), shorter_side=64, colours="single", mean=(0.5,), std=(0.5,))
        with pytest.raises(UserError, match="one-channel"):
            engine.open(replace(ref, setup=ModelSetup(rule=grey)))
        with pytest.raises(UserError, match="2 class names"):
            engine.open(replace(ref, setup=ModelSetup(class_names=("a", "b"))))
        after, _ = explain(engine, ref, photo)
    assert np.array_equal(before.answer, after.answer)


@pytest.mark.parametrize(
    ("target", "independent", "value"),
    [
        (ResolvedTarget(title="", members=(0,)), False, 1.0),
        (ResolvedTarget(title="", members=(0,), sign=-1), False, -1.0),
        (ResolvedTarget(title="", members=(0,), against=(1,)), False, 3.0),
        (ResolvedTarget(title="", members=(0, 1)), False, np.log(np.e + np.exp(-2))),
        (
            ResolvedTarget(title="", members=(0,), scale="probability"),
            False,
            np.e / (np.e + np.exp(-2) + np.exp(0.5)),
        ),
        (ResolvedTarget(title="", members=(0,), scale="probability"), True, 1 / (1 + np.exp(-1))),
        (
            ResolvedTarget(title="", members=(0,), against=(1,), scale="probability", sign=-1),
            True,
            1 / (1 + np.exp(2)) - 1 / (1 + np.exp(-1)),
        ),
    ],
)
def test_the_score_is_what_was_asked_for(target, independent, value) -> None:
    assert float(target_score(LOGITS, target, independent=independent)) == pytest.approx(value)


def test_to_lower_a_class_explains_the_negative_gradient(tmp_path: Path, photo: Path) -> None:
    ref = saved(network(), tmp_path / "m.pth")
    with Engine() as engine:
        _, up = explain(engine, ref, photo, "1")
        _, down = explain(engine, ref, photo, "lower:1")
    assert down[0].resolved.title == "against class 1"
    assert down[0].signed is not None
    assert np.allclose(down[0].signed, -up[0].signed, atol=1e-9)
    assert up[0].raw.max() > 0 or down[0].raw.max() > 0

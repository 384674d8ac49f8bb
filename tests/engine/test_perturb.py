"""Slow methods against the library and against plain loops; progress, previews, cancelling."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine
from viewer.engine.look import probe as probe_module
from viewer.engine.look.probe import Probe
from viewer.engine.look.reentry import Reentry
from viewer.engine.look.tokens import TokenLayout
from viewer.methods.ablation_cam import ablation_cam
from viewer.methods.look import Step
from viewer.methods.occlusion import occlusion
from viewer.methods.rise import rise
from viewer.methods.score_cam import score_cam

CHOSEN = 2


def small_net() -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        return nn.Sequential(
            nn.Conv2d(3, 10, 5, stride=2),
            nn.ReLU(inplace=True),
            nn.Conv2d(10, 9, 3, stride=2),
            nn.BatchNorm2d(9),
            nn.ReLU(inplace=True),
            nn.Conv2d(9, 8, 3),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(32, 5),
        ).eval()


@pytest.fixture
def x() -> torch.Tensor:
    return torch.randn(1, 3, 40, 60, generator=torch.Generator().manual_seed(4))


def probe_of(model: nn.Module, x: torch.Tensor) -> Probe:
    return Probe(model, x, lambda logits: logits[CHOSEN], lambda: None)


def last(steps: Iterable[Step]) -> Step:
    every = list(steps)
    assert [step.done for step in every] == sorted({step.done for step in every})
    assert every[-1].done == every[-1].total
    return every[-1]


def library_map(name: str, model: nn.Module, layer: nn.Module, x: torch.Tensor) -> np.ndarray:
    """Return the library's map before it is scaled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pytorch_grad_cam
        from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

        cam = getattr(pytorch_grad_cam, name)(model, [layer])
        targets = [ClassifierOutputTarget(CHOSEN)]
        activations = cam.activations_and_grads
        activations(x)
        found = activations.activations[0].numpy()
        weights = cam.get_cam_weights(x, layer, targets, found, None)
        activations.release()
    return (weights[0][:, None, None] * found[0]).sum(0)


@pytest.mark.truth("score_cam")
def test_score_cam_is_the_library_s(x: torch.Tensor) -> None:
    model = small_net()
    maps = model[:5](x)[0].detach()
    maps[3] = 0  # a channel that is the same everywhere
    mine = last(score_cam(probe_of(model, x), maps.numpy())).make()
    reference = library_map("ScoreCAM", model, model[4], x)
    untouched = last(score_cam(probe_of(model, x), model[:5](x)[0].detach().numpy())).make()
    assert np.abs(untouched - reference).max() <= 1e-4 * np.abs(reference).max()
    assert mine.shape == reference.shape
    assert not np.array_equal(mine, untouched)


@pytest.mark.truth("ablation_cam")
def test_ablation_cam_is_the_library_s(x: torch.Tensor) -> None:
    model = small_net()
    base = model(x)[0, CHOSEN].item()
    layer = model[4]  # ends in a ReLU, where the library sets channels to zero as well
    entry = Reentry(model, x, layer, lambda: None)
    layout = TokenLayout(kind="maps", grid=(9, 14), channels=9)
    maps = entry.activations[0].numpy()
    mine = last(ablation_cam(probe_of(model, x), entry, layout, maps)).make()
    reference = library_map("AblationCAM", model, layer, x) * np.sign(base)
    assert np.abs(mine - reference).max() <= 1e-4 * np.abs(reference).max()


@pytest.mark.truth("occlusion")
def test_occlusion_is_a_loop_over_windows(x: torch.Tensor) -> None:
    model = small_net()
    drops = last(occlusion(probe_of(model, x))).make()
    assert drops.shape == (14, 21)  # 3:2, as the picture
    covered = x.clone()
    covered[:, :, round(4.5 * 40 / 14) : round(6.5 * 40 / 14), : round(1.5 * 60 / 21)] = 0
    with torch.no_grad():
        drop = (model(x) - model(covered))[0, CHOSEN].item()
    assert drops[5, 0] == pytest.approx(drop, abs=1e-5)


@pytest.mark.truth("rise")
def test_rise_finds_the_only_pixel_that_counts() -> None:
    class Eye(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.stack((x[:, 0, 10, 40], x[:, 0, 0, 0] * 0), 1)

    x = torch.ones(1, 3, 40, 60)
    probe = Probe(Eye(), x, lambda logits: logits[0], lambda: None)
    found = last(rise(probe)).make()
    assert found.shape == (40, 60)
    row, column = np.unravel_index(found.argmax(), found.shape)
    assert abs(row - 10) <= 3
    assert abs(column - 40) <= 4
    assert abs(float(np.median(found))) < 0.05
    assert np.array_equal(found, last(rise(probe)).make())


def test_rise_does_not_depend_on_how_many_masks_are_tried_at_a_time(
    x: torch.Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = probe_of(small_net(), x)
    found = last(rise(probe)).make()
    monkeypatch.setattr(probe_module, "MOST", 7)
    assert probe.batch == 7
    assert np.allclose(found, last(rise(probe)).make(), rtol=0, atol=1e-6 * np.abs(found).max())


@pytest.mark.parametrize("index", range(7))
def test_re_entry_equals_a_whole_pass(index: int, x: torch.Tensor) -> None:
    """Other activations at a layer give what a hook that exchanges them gives."""
    model = small_net()
    layer = model[index]
    entry = Reentry(model, x, layer, lambda: None)
    assert not entry._whole
    other = torch.randn(3, *entry.activations.shape[1:], generator=torch.Generator().manual_seed(2))
    handle = layer.register_forward_hook(lambda *_: other.clone())
    with torch.no_grad():
        expected = model(x.expand(3, -1, -1, -1))
    handle.remove()
    assert torch.allclose(entry.run(other), expected, atol=1e-6)
    assert torch.equal(model(x), entry.answer)  # nothing is left in the model
    assert not any("forward" in vars(module) for module in model.modules())


class Branching(nn.Module):
    """One module called twice, a sum written in place, and two ways around the layer."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.twice = nn.Conv2d(3, 6, 3, padding=1), nn.Conv2d(6, 6, 3, padding=1)
        self.side, self.head = nn.Conv2d(6, 6, 1), nn.Linear(6, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x).relu_()
        y = self.twice(x)
        side = self.side(x)
        y = self.twice(y.relu_())
        y += side
        return self.head(y.mean((2, 3)))


@pytest.mark.parametrize("name", ["first", "twice", "side"])
def test_re_entry_into_branches_and_repeated_modules(name: str) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        model = Branching().eval()
    x = torch.randn(1, 3, 9, 12, generator=torch.Generator().manual_seed(3))
    layer = model.get_submodule(name)
    entry = Reentry(model, x, layer, lambda: None)
    assert not entry._whole
    calls: list[int] = []
    other = entry.activations * 1.5

    def exchange(*_: object) -> torch.Tensor | None:
        calls.append(1)
        return other.clone() if len(calls) == entry._last + 1 else None

    handle = layer.register_forward_hook(exchange)
    with torch.no_grad():
        expected = model(x)
    handle.remove()
    assert torch.allclose(entry.run(other), expected, atol=1e-6)


@pytest.fixture
def asked(photo: Path, tmp_path: Path) -> ExplainRequest:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        torch.save(squeezenet1_1(num_classes=4).state_dict(), tmp_path / "four.pth")
    return ExplainRequest(
        image=ImageRef.of(photo),
        model=ModelRef.parse(str(tmp_path / "four.pth"), arch="squeezenet1_1"),
        panes=(PaneSpec("ablation_cam"), PaneSpec("grad_cam")),
        target=Target.parse("1"),
        serial=3,
    )


def test_progress_comes_before_the_map_and_the_map_is_remembered(asked: ExplainRequest) -> None:
    with Engine(device="cpu") as engine:
        _, *replies = engine.explain(asked)
        told = [reply for reply in replies if isinstance(reply, Progress)]
        maps = [reply for reply in replies if isinstance(reply, HeatMap)]
        assert told[0].done == 0
        assert told[0].remaining_s > 0
        assert told[0].heat is None
        assert [step.pane for step in told] == [0] * len(told)
        assert told[-1].heat is not None
        assert told[-1].remaining_s == 0
        assert np.array_equal(told[-1].heat.raw, maps[0].raw)
        assert [heat.pane for heat in maps] == [0, 1]
        _, *again = engine.explain(asked)
        assert [type(reply) for reply in again] == [HeatMap, HeatMap]


def test_a_slow_method_stops_within_one_module(asked: ExplainRequest) -> None:
    with Engine(device="cpu") as engine:
        replies = engine.explain(replace(asked, panes=(PaneSpec("score_cam"),)))
        while not isinstance(next(replies), Progress):
            pass
        assert engine._subject is not None
        reached: list[int] = []
        inner = engine._subject.opened.module.get_submodule("features.3")
        handle = inner.register_forward_hook(lambda *_: (reached.append(1), engine.cancel()))
        with pytest.raises(Cancelled):
            list(replies)
        handle.remove()
        assert len(reached) == 1


def test_methods_without_a_layer_are_the_same_at_every_layer(asked: ExplainRequest) -> None:
    with Engine(device="cpu") as engine:
        once = [PaneSpec("occlusion", layer=name) for name in ("features.7", "features.12")]
        maps = [r for r in engine.explain(replace(asked, panes=tuple(once))) if hasattr(r, "raw")]
    assert maps[0].layer == maps[1].layer == "input"
    assert np.array_equal(maps[0].raw, maps[1].raw)

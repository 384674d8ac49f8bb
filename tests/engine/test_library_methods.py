"""Methods with a score, a derivative or layers of their own, and smoothing, against the library."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.merging import Merge, parse_layers
from viewer.engine.engine import Engine
from viewer.engine.explain.mapping import quick_map, scaled
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.explain.slow import SlowJob
from viewer.engine.explain.smoothing import augmented
from viewer.engine.look.blocks import find_blocks
from viewer.engine.look.layers import Survey, survey
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.probe import Probe
from viewer.engine.look.sight import Sight
from viewer.methods.finer_cam import with_rivals
from viewer.methods.full_grad import full_grad
from viewer.methods.kpca_cam import MOST_CELLS, kpca_cam
from viewer.methods.method import MethodResult
from viewer.methods.principal import eigen_smooth
from viewer.methods.refine_cam import refining
from viewer.methods.registry import built_in
from viewer.tasks.classification import Classification

CHOSEN = 2
LIMIT = 1e-5


class SmallNet(nn.Sequential):
    """Bends (GELU), has biases everywhere, and batch norms that have seen pictures."""

    def __init__(self) -> None:
        super().__init__(
            nn.Conv2d(3, 10, 5, stride=2),
            nn.BatchNorm2d(10),
            nn.ReLU(),
            nn.Conv2d(10, 9, 3, stride=2),
            nn.BatchNorm2d(9),
            nn.GELU(),
            nn.Conv2d(9, 16, 3),
            nn.GELU(),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(64, 6),
        )


@dataclass(frozen=True)
class Case:
    """A model with a picture and the layer that is looked at."""

    model: nn.Module
    x: torch.Tensor
    layer: str
    found: Survey

    def sight(self) -> Sight:
        return Sight(None, None, None, self.x, self.found)  # type: ignore[arg-type]

    def subject(self) -> Any:
        names = [layer.name for layer in self.found.layers]
        size = (self.x.shape[-1], self.x.shape[-2])
        return SimpleNamespace(
            opened=SimpleNamespace(module=self.model),
            model=SimpleNamespace(
                task=Classification(),
                answer=SimpleNamespace(by_itself=False),
                rule=SimpleNamespace(size=size),
            ),
            info=SimpleNamespace(layers=self.found.layers),
            blocks=find_blocks(self.model, names, self.found.default),
        )

    def job(self, key: str, sight: Sight, *, budget: int) -> SlowJob:
        return SlowJob(
            pane=resolved(key, self.layer),
            subject=self.subject(),
            sight=sight,
            target=target(),
            check=lambda: None,
            layers=frozenset((self.layer,)),
            budget_bytes=budget,
        )

    def quick(self, method: str, layer: str | None = None) -> np.ndarray:
        """Return our map, scaled as the library scales."""
        return self.enlarged(self.result(method, layer).raw)

    def enlarged(self, raw: np.ndarray) -> np.ndarray:
        return scaled(scaled(raw, (self.x.shape[-1], self.x.shape[-2])))

    def run(self, names: frozenset[str]) -> Pass:
        return run_pass(self.model, self.x, names, lambda: None, Classification())

    def result(self, method: str, layer: str | None = None) -> MethodResult:
        layer = layer or self.layer
        names = frozenset(layer.split("*"))
        run = self.run(names)
        pane = resolved(method, layer)
        return quick_map(pane, target(), self.sight(), run, sorted(names))

    def library(self, name: str, *layers: str, **flags: Any) -> np.ndarray:
        """Return the library's own map of the chosen class."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pytorch_grad_cam
            from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

            modules = [self.model.get_submodule(one) for one in layers or (self.layer,)]
            self.model.requires_grad_(True)
            cam = getattr(pytorch_grad_cam, name)(self.model, modules)
            index = flags.pop("target_idx", None)
            if index is not None:
                found = cam(self.x, None, target_idx=index, **flags)
            else:
                found = cam(self.x, [ClassifierOutputTarget(CHOSEN)], **flags)
            self.model.zero_grad(set_to_none=True)
        return found[0]


def resolved(key: str, layers: str) -> ResolvedPane:
    return ResolvedPane(built_in().find(key), parse_layers(layers), "default")


def target() -> ResolvedTarget:
    return ResolvedTarget(title="two", members=(CHOSEN,))


def seen(model: nn.Module) -> nn.Module:
    """Give every batch norm and bias something to say."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.get_buffer("running_mean"), std=0.3)
            nn.init.uniform_(module.get_buffer("running_var"), 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.3)
    return model.eval()


@pytest.fixture(scope="module", params=["small", "resnet18"])
def case(request: pytest.FixtureRequest) -> Case:
    from torchvision.models import resnet18

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        small = request.param == "small"
        model = seen(SmallNet() if small else resnet18(weights=None))
        x = torch.randn(1, 3, 64, 96) if small else torch.randn(1, 3, 96, 128)
    return Case(model, x, "4" if small else "layer3.1", survey(model, x))


@pytest.mark.truth("finer_cam")
def test_finer_cam_is_the_library_s(case: Case) -> None:
    theirs = case.library("FinerCAM", target_idx=CHOSEN)
    assert np.abs(case.quick("finer_cam") - theirs).max() <= LIMIT
    assert np.abs(case.quick("grad_cam") - theirs).max() > 0.01


def test_a_class_is_never_its_own_rival() -> None:
    logits = torch.tensor([1.0, 1.0, 1.0, 0.0, 1.5])
    for index in range(3):
        found = with_rivals(ResolvedTarget(title="", members=(index,)), logits, Classification())
        assert index not in found.rivals
        assert len(found.rivals) == 3
    pair = ResolvedTarget(title="", members=(0, 1), against=(2,))
    both = with_rivals(pair, logits, Classification())
    assert set(both.rivals) == {3, 4}
    down = ResolvedTarget(title="", members=(4,), sign=-1)
    lowered = with_rivals(down, logits, Classification())
    assert set(lowered.rivals) == {0, 1, 2}


@pytest.mark.truth("shapley_cam")
def test_shapley_cam_is_the_library_s(case: Case) -> None:
    theirs = case.library("ShapleyCAM")
    assert np.abs(case.quick("shapley_cam") - theirs).max() <= LIMIT


def test_shapley_cam_bends_where_the_model_does(case: Case) -> None:
    differs = np.abs(case.quick("shapley_cam") - case.quick("grad_cam")).max()
    assert (differs > 1e-3) == isinstance(case.model, SmallNet)  # ReLUs alone do not bend


@pytest.mark.truth("refine_cam")
def test_refine_cam_is_the_library_s(case: Case) -> None:
    layers = ("1", "4", "7") if isinstance(case.model, SmallNet) else ("layer1.1", "layer3.1")
    theirs = case.library("RefineCAM", *layers)
    assert np.abs(case.quick("refine_cam", "*".join(layers)) - theirs).max() <= LIMIT


@pytest.mark.truth("full_grad")
def test_full_grad_is_the_library_s(case: Case) -> None:
    theirs = case.library("FullGrad")
    probe = Probe(case.model, case.x, lambda logits: logits[CHOSEN], lambda: None)
    (step,) = full_grad(probe)
    assert np.abs(scaled(step.make()) - theirs).max() <= LIMIT
    assert not any(module._forward_hooks for module in case.model.modules())


def test_full_grad_counts_batch_norms_that_the_library_overlooks() -> None:
    """Those with an activation of their own, as in timm: the sum of all shares is the score."""
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = seen(timm.create_model("mobilenetv3_small_050", pretrained=False))
        x = torch.randn(1, 3, 64, 64)
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    assert {type(norm) for norm in norms} != {nn.BatchNorm2d}
    from viewer.engine.look.biases import Biases

    met: list[torch.Tensor] = []
    with torch.no_grad():
        plain = model(x)
    x.requires_grad_()
    with Biases(lambda _output, bias: met.append(bias)):
        assert torch.allclose(model(x), plain, atol=1e-5)
    assert sum(bias.numel() for bias in met) >= sum(norm.num_features for norm in norms)


def test_full_grad_stops_on_its_way_back(case: Case) -> None:
    over: list[int] = []

    def check() -> None:
        if over:
            raise Cancelled

    handle = case.model.register_forward_hook(lambda *_: over.append(1))
    with pytest.raises(Cancelled):
        list(full_grad(Probe(case.model, case.x, lambda logits: logits[CHOSEN], check)))
    handle.remove()


@pytest.mark.truth("kpca_cam")
def test_kpca_cam_is_exact_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).random((5, 6, 9), dtype=np.float32)
    cells = values.reshape(5, -1).T.astype(np.float64)
    cells -= cells.mean(0)
    kernel = np.tanh(cells @ cells.T / 5 + 1)
    middle = np.eye(54) - 1 / 54
    size, vectors = np.linalg.eigh(middle @ kernel @ middle)
    found = kpca_cam(values).ravel()
    expected = vectors[:, -1] * np.sqrt(size[-1])
    assert np.allclose(found, expected * np.sign(found @ expected), atol=1e-6)
    assert found[np.abs(found).argmax()] > 0
    monkeypatch.setattr("viewer.methods.kpca_cam.FEW", 0)  # as if there were many cells
    assert np.allclose(kpca_cam(values).ravel(), found, atol=1e-6)
    with pytest.raises(UserError, match="too many"):
        kpca_cam(np.zeros((1, 1, MOST_CELLS + 1), np.float32))
    with pytest.raises(UserError, match="infinite"):
        kpca_cam(np.full((1, 2, 2), np.inf, np.float32))


EIGEN = {
    "grad_cam": "GradCAM",
    "layer_cam": "LayerCAM",
    "grad_cam_pp": "GradCAMPlusPlus",
    "xgrad_cam": "XGradCAM",
    "hires_cam": "HiResCAM",
    "grad_cam_elementwise": "GradCAMElementWise",
    "shapley_cam": "ShapleyCAM",
}


@pytest.mark.parametrize("method", EIGEN)
def test_eigen_smoothing_is_the_library_s_or_the_right_way_up(case: Case, method: str) -> None:
    theirs = case.library(EIGEN[method], eigen_smooth=True)
    mine = case.result(f"{method}+eigen_smooth").signed
    assert mine is not None
    plain = case.result(method)
    summed = plain.raw if plain.signed is None else plain.signed
    assert ((summed - summed.mean()) * mine).sum() > 0
    possible = [case.enlarged(np.maximum(one, 0)) for one in (mine, -mine)]
    differences = [np.abs(one - theirs).max() for one in possible]
    assert min(differences) <= LIMIT  # the second: the library's is upside down


def test_an_upside_down_component_is_turned() -> None:
    shares = np.random.default_rng(1).random((4, 5, 6), dtype=np.float32)
    for sign in (1, -1):
        plain = (sign * shares).sum(0)
        found = eigen_smooth(sign * shares)
        assert ((plain - plain.mean()) * found).sum() > 0


def smoothed(case: Case, key: str, sight: Sight, *, budget: int) -> np.ndarray:
    job = case.job(key, sight, budget=budget)
    every = list(augmented(job))
    assert [step.done for step in every] == list(range(1, 7))
    return every[-1].make()


@pytest.mark.parametrize("method", ["grad_cam", "layer_cam"])
@pytest.mark.parametrize("eigen", [False, True])
def test_augmentation_smoothing_is_the_library_s(case: Case, method: str, *, eigen: bool) -> None:
    theirs = case.library(EIGEN[method], aug_smooth=True, eigen_smooth=eigen)
    key = f"{method}+aug_smooth" + "+eigen_smooth" * eigen
    sight = case.sight()
    sight.run = run_pass(
        case.model, case.x, frozenset((case.layer,)), lambda: None, Classification()
    )
    mine = smoothed(case, key, sight, budget=0)
    assert all(view.run is None for view in sight.views)  # there is no room for them
    if not eigen:  # whose sign is the library's own
        assert np.abs(mine - theirs).max() <= 1e-4
    assert np.array_equal(mine, smoothed(case, key, sight, budget=1 << 30))
    captures = [view.run.capture for view in sight.views if view.run is not None]
    assert [capture.row for capture in captures] == [0, 1, 2, 0, 1, 2]  # three at a time
    assert np.array_equal(mine, smoothed(case, key, sight, budget=1 << 30))  # from kept passes
    assert [view.run.capture for view in sight.views if view.run is not None] == captures


def test_large_views_are_held_one_at_a_time(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.engine.explain.smoothing.TOGETHER_BYTES", 0)
    theirs = case.library("LayerCAM", aug_smooth=True)
    sight, held = case.sight(), list[int]()
    sight.run = run_pass(
        case.model, case.x, frozenset((case.layer,)), lambda: None, Classification()
    )
    job = case.job("layer_cam+aug_smooth", sight, budget=0)
    mean = np.zeros(())
    for step in augmented(job):
        held.append(sum(view.run is not None for view in sight.views))
        mean = step.make()
    assert held == [1] * 6
    assert np.abs(mean - theirs).max() <= 1e-4


class Mixing(nn.Module):
    """A model whose pictures do not leave one another alone."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.inner(x * (0.5 + 0.5 * len(x)))


@pytest.mark.parametrize("method", ["grad_cam", "layer_cam", "shapley_cam"])
def test_views_are_explained_one_by_one_where_together_they_would_differ(method: str) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        plain = seen(SmallNet())
        x = torch.randn(1, 3, 64, 96)
    maps = []
    for model, layer in ((plain, "4"), (Mixing(plain), "inner.4")):
        case = Case(model, x, layer, survey(model, x))
        sight = case.sight()
        sight.run = run_pass(model, x, frozenset((layer,)), lambda: None, Classification())
        maps.append(smoothed(case, f"{method}+aug_smooth", sight, budget=1 << 30))
        rows = [view.run.capture.row for view in sight.views if view.run is not None]
        assert rows == ([0] * 6 if isinstance(model, Mixing) else [0, 1, 2] * 2)
    assert np.abs(maps[0] - maps[1]).max() <= 1e-5


def test_refining_layers_are_the_ends_of_stages() -> None:
    def layer(name: str, side: int) -> Any:
        return SimpleNamespace(name=name, grid=(side, side))

    layers = [
        layer("0", 16),
        layer("a", 8),
        layer("b", 8),
        layer("c", 4),
        layer("d", 2),
        layer("e", 2),
    ]
    blocks = [one.name for one in layers]
    assert refining(Merge(("e",)), blocks, layers).names == ("b", "c", "e")
    assert refining(Merge(("a",)), blocks, layers).names == ("a", "b", "c", "e")
    assert refining(Merge(("c",)), blocks, layers).names == ("c", "e")
    assert refining(Merge(("a", "d"), "max"), blocks, layers) == Merge(("a", "d"), "product")
    same = [layer(str(index), 14) for index in range(12)]
    assert refining(Merge(("11",)), [one.name for one in same], same).names == (
        *("5", "8"),
        "11",
    )


def test_smoothed_methods_are_named_and_bounded() -> None:
    find = built_in().table.find
    both = find("layer_cam+eigen_smooth+aug_smooth")
    assert both.key == "layer_cam+aug_smooth+eigen_smooth"
    assert both.title == "LayerCAM +aug +eigen"
    assert both.base == "layer_cam"
    assert both.cost == "seconds"
    assert find("eigen_grad_cam+aug_smooth").aug_smooth
    for wrong in ("eigen_cam+aug_smooth", "eigen_grad_cam+eigen_smooth", "grad_cam+soft", "x+y"):
        with pytest.raises(UserError):
            find(wrong)


@pytest.fixture
def engine(photo: Path, tmp_path: Path) -> Iterator[tuple[Engine, ExplainRequest]]:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        torch.save(squeezenet1_1(num_classes=6).state_dict(), tmp_path / "six.pth")
    ref = ModelRef.parse(str(tmp_path / "six.pth"), arch="squeezenet1_1")
    request = ExplainRequest(image=ImageRef.of(photo), model=ref, target=Target.parse("1"))
    with Engine(device="cpu") as engine:
        yield engine, request


@pytest.mark.parametrize("method", ["grad_cam+aug_smooth", "full_grad"])
def test_what_takes_several_passes_says_how_long_and_can_be_stopped(
    engine: tuple[Engine, ExplainRequest], method: str
) -> None:
    from dataclasses import replace

    served, request = engine
    asked = replace(request, panes=(PaneSpec(method),))
    _, *replies = served.explain(asked)
    assert isinstance(replies[0], Progress)
    assert replies[0].heat is None
    assert replies[0].remaining_s > 0
    heat = replies[-1]
    assert isinstance(heat, HeatMap)
    assert heat.signed is None
    assert heat.raw.shape == heat.geometry.input[::-1]
    waiting = served.explain(replace(asked, target=Target.parse("2")))
    while not isinstance(next(waiting), Progress):
        pass
    served.cancel()
    with pytest.raises(Cancelled):
        list(waiting)


def test_second_derivatives_of_attention_are_found_another_way(photo: Path, tmp_path: Path) -> None:
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        model = timm.create_model("vit_tiny_patch16_224", num_classes=6, img_size=224)
        torch.save(model.state_dict(), tmp_path / "vit.pth")
    ref = ModelRef.parse(str(tmp_path / "vit.pth"), arch="timm:vit_tiny_patch16_224")
    panes = (PaneSpec("grad_cam", layer="blocks.9"), PaneSpec("shapley_cam", layer="blocks.9"))
    request = ExplainRequest(image=ImageRef.of(photo), model=ref, panes=panes)
    with Engine(device="cpu") as engine:
        maps = [reply for reply in engine.explain(request) if isinstance(reply, HeatMap)]
    assert [heat.method for heat in maps] == ["grad_cam", "shapley_cam"]
    assert not np.array_equal(maps[0].raw, maps[1].raw)

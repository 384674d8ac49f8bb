"""A model with one picture before it, made ready as the engine does it, and the library's way."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import torch
import torchvision
from torch import Tensor, nn

from viewer.core.asks.target import ResolvedTarget
from viewer.core.maps.geometry import InputRule
from viewer.core.maps.merging import parse_layers
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.explain.slow import SlowJob
from viewer.engine.look.blocks import find_blocks
from viewer.engine.look.layers import Survey, survey
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.sight import Sight
from viewer.engine.look.tokens import TokenLayout, to_maps
from viewer.methods.method import MethodResult
from viewer.methods.registry import built_in
from viewer.tasks.classification import Classification

METHODS = ("grad_cam", "layer_cam")


@dataclass
class Scene:
    """One torchvision model with random weights, and a random picture of 224 px."""

    name: str
    size: int = 224
    device: str = "cpu"
    model: nn.Module = field(init=False)
    x: Tensor = field(init=False)
    found: Survey = field(init=False)
    blocks: tuple[str, ...] = field(init=False)
    run: Pass | None = None

    def __post_init__(self) -> None:
        self.model = seeded(lambda: torchvision.models.get_model(self.name, weights=None))
        self.model.to(self.device).requires_grad_(False)
        chance = torch.Generator().manual_seed(1)
        self.x = torch.randn(1, 3, self.size, self.size, generator=chance).to(self.device)
        self.found = survey(self.model, self.x)
        names = [layer.name for layer in self.found.layers]
        self.blocks = find_blocks(self.model, names, self.found.default)

    def floor(self) -> None:
        """The bare forward pass that everything is compared with, until its answer is at hand."""
        with torch.inference_mode():
            self.model(self.x).cpu()

    def forward(self, layers: frozenset[str]) -> None:
        """Record layers of a new picture."""
        self.run = run_pass(self.model, self.x, layers, lambda: None, Classification())

    def explain(self, method: str, layer: str, index: int, together: tuple[str, ...] = ()) -> None:
        """Compute one map from the recorded pass."""
        self.map_of(method, layer, index, together)

    def map_of(
        self, method: str, layer: str, index: int, together: tuple[str, ...] = ()
    ) -> MethodResult:
        """Return one map from the recorded pass."""
        assert self.run is not None
        sight = Sight(None, None, None, self.x, self.found)  # type: ignore[arg-type]
        pane = pane_of(method, layer)
        return quick_map(pane, target_of(index), sight, self.run, together)

    def new_picture(self) -> None:
        """Both methods at the suggested layer, from nothing."""
        self.forward(frozenset((self.found.default,)))
        for method in METHODS:
            self.explain(method, self.found.default, 1)

    def forget_gradients(self) -> None:
        """Let the next map compute its gradients anew."""
        assert self.run is not None
        self.run.kept.clear()

    def library(self, method: str, layer: str | None = None) -> Callable[[], np.ndarray]:
        """Return the grad-cam library doing one method, as its readme shows."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pytorch_grad_cam as library
            from pytorch_grad_cam.utils.model_targets import (
                ClassifierOutputTarget,
            )
        kinds = {"grad_cam": library.GradCAM, "layer_cam": library.LayerCAM}
        name = layer or self.found.default
        layout = self.found.layout(name)

        def work() -> np.ndarray:
            self.model.requires_grad_(True)
            modules = [self.model.get_submodule(name)]
            with kinds[method](self.model, modules, reshape_of(layout)) as cam:
                found = cam(input_tensor=self.x, targets=[ClassifierOutputTarget(1)])
            self.model.requires_grad_(False)
            return found

        return work


def seeded(build: Callable[[], nn.Module]) -> nn.Module:
    """Build a model with the same random weights every time; heads of zeros get some, too."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build().eval()
        for module in model.modules():
            if isinstance(module, nn.Linear) and not module.weight.any():
                nn.init.normal_(module.weight, std=0.02)
    return model


def job_of(scene: Scene, method: str, layer: str | None = None) -> SlowJob:
    """Return one slow method of the scene's picture as a job; a pass has recorded the layer."""
    layer = layer or scene.found.default
    return SlowJob(
        pane=pane_of(method, layer),
        subject=subject_of(scene),  # type: ignore[arg-type]
        sight=Sight(None, None, None, scene.x, scene.found, scene.run),  # type: ignore[arg-type]
        target=target_of(1),
        check=lambda: None,
        layers=frozenset((layer,)),
        budget_bytes=512 << 20,
    )


def pane_of(method: str, layers: str) -> ResolvedPane:
    """Return a pane of one method at a layer, or at several."""
    return ResolvedPane(built_in().find(method), parse_layers(layers), "default")


def subject_of(scene: Scene) -> SimpleNamespace:
    """Return what slow methods ask of an open model."""
    return SimpleNamespace(
        opened=SimpleNamespace(module=scene.model),
        model=SimpleNamespace(
            task=Classification(),
            answer=SimpleNamespace(by_itself=False, varies=False),
            rule=InputRule(size=(scene.size, scene.size), shorter_side=None),
        ),
        info=SimpleNamespace(layers=scene.found.layers),
        blocks=scene.blocks,
    )


def target_of(index: int) -> ResolvedTarget:
    """Return one class as a target."""
    return ResolvedTarget(title=str(index), members=(index,))


def reshape_of(layout: TokenLayout) -> Callable[[Tensor], Tensor] | None:
    """Return the library's reshape_transform for a layer."""
    if layout.kind == "maps":
        return None
    return lambda tensor: to_maps(tensor[0], layout)[None]

"""What smoothing and the rest of the grad-cam library's methods cost against its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import METHODS, Scene, job_of, reshape_of
from benchmarks.timing import measure
from viewer.engine.explain.smoothing import augmented
from viewer.engine.look.probe import Probe
from viewer.methods.full_grad import full_grad
from viewer.methods.kpca_cam import kpca_cam

MODELS = ("alexnet", "resnet18", "resnet50", "efficientnet_b0")


def smoothing_rows(repeats: int) -> Iterator[Row]:
    """Yield augmentation smoothing of a new picture, for one method and for two that share it."""
    for name in MODELS:
        scene = Scene(name)
        scene.forward(frozenset((scene.found.default,)))  # the picture's own, shown before
        took = measure(
            {
                "one": lambda scene=scene: smooth(scene, METHODS[:1]),
                "two": lambda scene=scene: smooth(scene, METHODS),
                "library": library_smooth(scene, METHODS[:1]),
                "libraries": library_smooth(scene, METHODS),
            },
            max(3, repeats // 5),
        )
        work = f"{name}: augmentation smoothing"
        yield ratio_row(f"{work}, 2 methods ÷ library", 0.16, took["two"], took["libraries"])
        yield ratio_row(f"{work}, 1 method ÷ library", None, took["one"], took["library"])


def smooth(scene: Scene, methods: tuple[str, ...]) -> list[np.ndarray]:
    """Return the smoothed maps of some methods, from nothing."""
    first, *_ = jobs = [job_of(scene, f"{method}+aug_smooth") for method in methods]
    found = []
    for job in jobs:
        *_, last = augmented(replace(job, sight=first.sight))
        found.append(last.make())
    return found


def library_smooth(scene: Scene, methods: tuple[str, ...]) -> Callable[[], list[np.ndarray]]:
    """Return the library doing the same."""
    from pytorch_grad_cam import GradCAM, LayerCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    kinds = {"grad_cam": GradCAM, "layer_cam": LayerCAM}
    module = scene.model.get_submodule(scene.found.default)
    reshape = reshape_of(scene.found.layout(scene.found.default))

    def work() -> list[np.ndarray]:
        scene.model.requires_grad_(True)
        found = []
        for method in methods:
            with kinds[method](scene.model, [module], reshape) as cam:
                found.append(cam(scene.x, [ClassifierOutputTarget(1)], aug_smooth=True)[0])
        scene.model.requires_grad_(False)
        return found

    return work


def other_rows(repeats: int) -> Iterator[Row]:
    """Yield FullGrad and KPCA-CAM against the library's."""
    from pytorch_grad_cam import FullGrad
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    from pytorch_grad_cam.utils.svd_on_activations import get_2d_projection_kernel

    scene = Scene("resnet18")
    targets: list[Any] = [ClassifierOutputTarget(1)]
    probe = Probe(scene.model, scene.x, lambda logits: logits[1], lambda: None)

    def library() -> None:
        scene.model.requires_grad_(True)
        with FullGrad(scene.model, ()) as cam:
            cam(scene.x, targets)
        scene.model.requires_grad_(False)

    took = measure({"ours": lambda: list(full_grad(probe)), "library": library}, repeats)
    yield ratio_row("resnet18: FullGrad ÷ library", None, took["ours"], took["library"])
    values = np.random.default_rng(0).random((2048, 7, 7), dtype=np.float32)
    took = measure(
        {
            "ours": lambda: kpca_cam(values),
            "library": lambda: get_2d_projection_kernel(values[None]),
        },
        repeats,
    )
    yield ratio_row("KPCA-CAM, 2048 channels ÷ library", None, took["ours"], took["library"])


GROUPS = (Group("smoothing", smoothing_rows), Group("full_grad and kpca", other_rows))

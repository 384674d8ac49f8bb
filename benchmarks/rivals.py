"""Our maps against captum's and torch-cam's of the same picture, where these are installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from functools import partial

import torch

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene
from benchmarks.timing import Took, measure
from viewer.methods.occlusion import OCCLUSION_CELLS

CAPTUM, TORCHCAM = "captum: Grad-CAM alone", "torch-cam: both maps"
SCORE_CAM, OCCLUSION = "torch-cam", "captum, 169 windows for 196"
BATCH = 8
PACKAGES = ("captum", "torchcam")  # as they are installed


def rival_rows(repeats: int) -> Iterator[Row]:
    """Yield ratios on ResNet-50; without the packages, say so."""
    missing = [name for name in PACKAGES if not importlib.util.find_spec(name)]
    if missing:
        yield Row(f"captum and torch-cam: pip install {' '.join(missing)}", "", "", None)
        return
    from torchcam.methods import GradCAM

    scene = Scene("resnet50")
    layer = scene.found.default

    def one_method() -> None:
        scene.forward(frozenset((layer,)))
        scene.explain("grad_cam", layer, 1)

    took = measure(
        {
            "one": one_method,
            "both": scene.new_picture,
            "torchcam": partial(_by_torchcam, scene, (GradCAM,)),
        }
        | rivals_of(scene),
        repeats,
    )
    yield ratio_row("resnet50: Grad-CAM ÷ captum", 1.05, took["one"], took[CAPTUM])
    yield ratio_row("resnet50: Grad-CAM ÷ torch-cam", 1.0, took["one"], took["torchcam"])
    work = "resnet50: Grad-CAM + LayerCAM ÷ torch-cam"
    yield ratio_row(work, 0.5, took["both"], took[TORCHCAM])


def rivals_of(scene: Scene) -> dict[str, Callable[[], object]]:
    """Return what other packages do with a new picture at the suggested layer, if they can."""
    rivals: dict[str, Callable[[], object]] = {}
    if all(map(importlib.util.find_spec, PACKAGES)):
        from captum.attr import LayerGradCam
        from torchcam.methods import GradCAM, LayerCAM

        captum = LayerGradCam(scene.model, scene.model.get_submodule(scene.found.default))
        rivals[CAPTUM] = lambda: captum.attribute(scene.x.clone().requires_grad_(), target=1)
        rivals[TORCHCAM] = partial(_by_torchcam, scene, (GradCAM, LayerCAM))
    return {name: work for name, work in rivals.items() if _works(work)}


def score_cam_of(scene: Scene, layer: str) -> dict[str, Callable[[], object]]:
    """Return torch-cam's Score-CAM of the scene's picture, if it is installed."""
    if not importlib.util.find_spec("torchcam"):
        return {}
    from torchcam.methods import ScoreCAM

    def work() -> None:
        with torch.no_grad(), ScoreCAM(scene.model, layer) as extractor:
            extractor(1, scene.model(scene.x))

    return {SCORE_CAM: work}


def occlusion_of(scene: Scene) -> dict[str, Callable[[], object]]:
    """Return captum's occlusion with windows like ours, as many at a time, if it is installed."""
    if not importlib.util.find_spec("captum"):
        return {}
    from captum.attr import Occlusion

    cell, captum = scene.size // OCCLUSION_CELLS, Occlusion(scene.model)

    def work() -> None:
        with torch.no_grad():
            captum.attribute(
                scene.x,
                target=1,
                sliding_window_shapes=(3, 2 * cell, 2 * cell),
                strides=(3, cell, cell),
                perturbations_per_eval=BATCH,
            )

    return {OCCLUSION: work}


def beside(work: str, ours: Took, took: dict[str, Took]) -> Iterator[Row]:
    """Yield our time against that of each package that took part."""
    for name in (CAPTUM, TORCHCAM):
        if name in took:
            yield ratio_row(f"{work} ÷ {name}", None, ours, took[name])
        else:
            told = "cannot" if all(map(importlib.util.find_spec, PACKAGES)) else "not installed"
            yield Row(f"{work} ÷ {name}", "–", told, None)


def _by_torchcam(scene: Scene, kinds: tuple[type, ...]) -> None:
    for kind in kinds:
        x = scene.x.clone().requires_grad_()
        with torch.enable_grad(), kind(scene.model, scene.found.default) as extractor:
            extractor(1, scene.model(x))


def _works(work: Callable[[], object]) -> bool:
    try:
        work()
    except Exception:  # noqa: BLE001 - another package's border: it has no part in the table
        return False
    return True


GROUPS = (Group("rivals", rival_rows),)

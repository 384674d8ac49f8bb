"""What the slow methods cost against the grad-cam library's own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene, job_of
from benchmarks.timing import Took, measure
from viewer.engine.explain.stages import reports
from viewer.engine.look.probe import Probe
from viewer.engine.look.reentry import Reentry
from viewer.methods.ablation_cam import ablation_cam
from viewer.methods.eigen_cam import eigen_cam

LIBRARY_BATCH = 32  # of Ablation-CAM


def eigen_rows(repeats: int) -> Iterator[Row]:
    """Yield EigenCAM against the library's decomposition: as it comes, and both on one thread."""
    from pytorch_grad_cam.utils.svd_on_activations import get_2d_projection

    values = np.random.default_rng(0).random((2048, 7, 7), dtype=np.float32)

    def alone() -> None:
        with threadpool_limits(1, user_api="blas"):
            get_2d_projection(values[None])

    took = measure(
        {
            "ours": lambda: eigen_cam(values),
            "library": lambda: get_2d_projection(values[None]),
            "alone": alone,
        },
        repeats,
    )
    work = "EigenCAM, 2048 channels ÷ library"
    yield ratio_row(work, 0.02, took["ours"], took["library"])
    ratio = took["ours"].cpu / took["alone"].cpu
    yield Row(f"{work} held to one thread", "", f"{ratio:.3f}", None, turns=repeats)


def ablation_rows(repeats: int) -> Iterator[Row]:
    """Yield Ablation-CAM of all channels; the library's time is that of its batches' passes."""
    for name in ("resnet18", "convnext_tiny"):
        yield _ablation_row(Scene(name), max(2, repeats // 5))


def _ablation_row(scene: Scene, repeats: int) -> Row:
    layer = scene.found.default
    layout = scene.found.layout(layer)
    batch = scene.x.repeat(LIBRARY_BATCH, 1, 1, 1)

    def ours() -> None:
        module = scene.model.get_submodule(layer)
        entry = Reentry(scene.model, scene.x, module, lambda: None)
        probe = Probe(scene.model, scene.x, lambda logits: logits[1], lambda: None)
        maps = np.zeros((layout.channels, *layout.grid), np.float32)
        for _ in ablation_cam(probe, entry, layout, maps):
            pass

    def library() -> None:
        with torch.no_grad():
            scene.model(batch)

    took = measure({"ours": ours, "library": library}, repeats)
    batches = math.ceil(layout.channels / LIBRARY_BATCH)
    one = took["library"]
    whole = Took(one.cpu * batches, one.wall * batches, one.turns)
    work = f"{scene.name}: Ablation-CAM, all {layout.channels} channels ÷ library's passes"
    return ratio_row(work, 0.01, took["ours"], whole)


def score_rows(repeats: int) -> Iterator[Row]:
    """Yield Score-CAM against the library's, at a layer of 128 channels."""
    scene, layer = Scene("resnet18"), "layer2.1"
    scene.forward(frozenset((layer,)))
    assert scene.run is not None
    job = job_of(scene, "score_cam", layer)
    with library_score_cam(scene, layer) as library:
        took = measure(
            {"ours": lambda: list(reports(job)), "library": library}, max(1, repeats // 5)
        )
    work = "resnet18: Score-CAM, 128 channels ÷ library"
    yield ratio_row(work, 0.8, took["ours"], took["library"])


@contextmanager
def library_score_cam(scene: Scene, layer: str) -> Iterator[Callable[[], object]]:
    """Give the library's Score-CAM, without its progress bar."""
    import tqdm
    from pytorch_grad_cam import ScoreCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    cam = ScoreCAM(scene.model, [scene.model.get_submodule(layer)])
    plain, tqdm.tqdm = tqdm.tqdm, lambda items: items
    try:
        yield lambda: cam(scene.x, [ClassifierOutputTarget(1)])
    finally:
        tqdm.tqdm = plain


GROUPS = (
    Group("eigen", eigen_rows),
    Group("score", score_rows),
    Group("ablation", ablation_rows, quick=True),
)

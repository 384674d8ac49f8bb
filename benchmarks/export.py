"""Many photographs explained and written as overlays, against a plain loop over the library."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest import mock

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision.transforms import v2

from benchmarks.rows import Group, Row
from benchmarks.timing import timed
from viewer import paths
from viewer.batch.export import export
from viewer.batch.order import ExportOptions
from viewer.core.asks.references import ModelRef
from viewer.engine.fast.tracing import trace_whole
from viewer.engine.fast.wanted import PACKAGE, VARIABLE

PICTURES, EVERY = 200, 10  # the library does one picture of ten, before ours and after
QUICK_PICTURES, FULL = 40, 5  # fewer pictures for fewer turns than so many
SIZE = (1000, 750)
BY_TORCH, COMPILING, COMPILED = "", " through a trunk compiled for it", " through a known trunk"
GOAL, FAST_GOAL, CORES_GOAL = 0.2, 0.11, 0.55
WAYS = {BY_TORCH: GOAL, COMPILING: None, COMPILED: FAST_GOAL}


def export_rows(repeats: int) -> Iterator[Row]:
    """Yield both overlays of every picture as JPEG files, with ResNet-50 and random weights.

    Both sides open the model once for all pictures, and have one thread of OpenCV; the library's
    packages are imported before.
    """
    import cv2
    import pytorch_grad_cam  # noqa: F401 - it takes seconds

    cv2.setNumThreads(1)

    count = PICTURES if repeats >= FULL else QUICK_PICTURES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        weights = folder / "resnet50.pth"
        torch.manual_seed(0)
        torch.save(torchvision.models.resnet50().state_dict(), weights)
        pictures = write_photographs(folder, count)
        opened: list[Callable[[list[Path]], None]] = []
        opening = timed(lambda: opened.append(plain_loop(weights, folder)))
        library, few = opened[0], pictures[::EVERY]
        theirs = [per_picture(partial(library, few), few)]
        ours = {
            way: per_picture(
                partial(export_ours, pictures, weights, folder / "ours", fast=way != BY_TORCH),
                pictures,
            )
            for way in WAYS
        }
        theirs.append(per_picture(partial(library, few), few))
        for way, goal in WAYS.items():
            cpu, wall = (
                ours[way][clock]
                / (statistics.mean(one[clock] for one in theirs) + opening[clock] / count)
                for clock in (0, 1)
            )
            work = f"resnet50: {count} pictures exported{way}, both overlays ÷ plain library loop"
            met = None if goal is None else cpu <= goal
            told = "–" if goal is None else f"≤ {goal}"
            yield Row(work, told, f"{cpu:.3f}", met, f"{wall:.3f}", f"1 / 2 × 1/{EVERY}")
        if importlib.util.find_spec(PACKAGE) is not None:
            bare = per_picture(partial(_bare_passes(), len(few)), few)
            cpu, wall = (
                bare[clock] / statistics.mean(one[clock] for one in theirs) for clock in (0, 1)
            )
            work = f"resnet50: of it the bare pass of {PACKAGE}, nothing read or drawn ÷ the same"
            yield Row(work, "–", f"{cpu:.3f}", None, f"{wall:.3f}", f"1/{EVERY} / 2 × 1/{EVERY}")


def _bare_passes() -> Callable[[int], None]:
    """Return what runs the compiled network so many times: no export can take less."""
    from viewer.engine.fast.compiled import compiled

    network, x = torchvision.models.resnet50().eval(), torch.zeros(1, 3, 224, 224)
    made = compiled(trace_whole(network, x, _go_on), x, threads=1)

    def run(times: int) -> None:
        for _ in range(times):
            made.run(x, _go_on)

    run(1)
    return run


def _go_on() -> None:
    """Never stop."""


def per_picture(work: Callable[[], object], pictures: list[Path]) -> tuple[float, float]:
    """Return CPU and wall time of one picture."""
    cpu, wall = timed(work)
    return cpu / len(pictures), wall / len(pictures)


def export_ours(
    pictures: list[Path], weights: Path, out: Path, *, fast: bool, jobs: int = 1
) -> None:
    """Do what ``camscope export --figure none --overlays`` does, opening the model included.

    What is compiled is kept beside the files.
    """
    model = ModelRef.parse(str(weights), arch="resnet50")
    options = ExportOptions(out=out, model=model, figure=False, overlays=True)
    compiled = out.with_name("compiled")
    environment = {"XDG_CACHE_HOME": str(compiled)}  # of other processes, on Linux
    environment |= {} if fast else {VARIABLE: "off"}
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.object(paths, "user_cache", return_value=compiled / "camscope"),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        assert export(pictures, options, jobs=jobs) == 0


def plain_loop(weights: Path, folder: Path) -> Callable[[list[Path]], None]:
    """Return the loop that the library's readme leads to; its objects are made only once."""
    from pytorch_grad_cam import GradCAM, LayerCAM
    from pytorch_grad_cam.utils.image import show_cam_on_image

    model = torchvision.models.resnet50()
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    prepare = v2.Compose(
        [
            v2.Resize(256),
            v2.CenterCrop(224),
            v2.ToImage(),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]
    )
    cams = {kind.__name__: kind(model, [model.layer4[-1]]) for kind in (GradCAM, LayerCAM)}

    def loop(pictures: list[Path]) -> None:
        for path in pictures:
            picture = Image.open(path).convert("RGB")
            x = prepare(picture)[None]
            shown = np.asarray(picture, np.float32) / 255
            for name, cam in cams.items():
                small = cam(x, targets=None)[0]
                large = np.asarray(Image.fromarray(small).resize(picture.size))
                blended = show_cam_on_image(shown, large, use_rgb=True)
                Image.fromarray(blended).save(folder / f"{path.stem}_{name}.jpg", quality=90)

    return loop


def write_photographs(folder: Path, count: int) -> list[Path]:
    """Write JPEG pictures of 1000 × 750 pixels, each another part of a few photographs."""
    from skimage import data

    sources = [Image.fromarray(photograph()) for photograph in (data.astronaut, data.coffee)]
    place = np.random.default_rng(0)
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        source = sources[number % len(sources)]
        left, top = place.integers(0, 100, 2)
        box = (left, top, left + 0.8 * (source.width - 100), top + 0.8 * (source.height - 100))
        source.resize(SIZE, box=box).save(path, quality=90)
    return paths


def cores_rows(repeats: int) -> Iterator[Row]:
    """Yield what a second process of one core brings, by the wall's clock, opening included."""
    count = PICTURES if repeats >= FULL else QUICK_PICTURES
    with tempfile.TemporaryDirectory() as name, mock.patch.dict(os.environ, OMP_NUM_THREADS="1"):
        folder = Path(name)
        weights = folder / "resnet50.pth"
        torch.manual_seed(0)
        torch.save(torchvision.models.resnet50().state_dict(), weights)
        pictures = write_photographs(folder, count)
        export = partial(export_ours, pictures, weights, folder / "ours", fast=True)
        export()  # compiles the trunk
        took = {jobs: timed(partial(export, jobs=jobs))[1] for jobs in (1, 2)}
    ratio = took[2] / took[1]
    work = f"resnet50: {count} pictures exported by 2 processes ÷ by 1"
    yield Row(work, f"≤ {CORES_GOAL}", "", ratio <= CORES_GOAL, f"{ratio:.3f}", 1)


GROUPS = (Group("export", export_rows, quick=True), Group("cores", cores_rows))

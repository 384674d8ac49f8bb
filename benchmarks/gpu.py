"""Print what a GPU makes of the speed goals: ``python benchmarks/gpu.py [cuda|mps]``.

Wall time from the call until the numbers are at hand in the CPU's memory, alternatives in turn in
one process, medians. "floor" is one ``inference_mode`` forward pass with its logits.
"""

from __future__ import annotations

import itertools
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import torch

from benchmarks.panes import MODELS
from benchmarks.rows import Row, markdown
from benchmarks.scene import METHODS, Scene, job_of
from benchmarks.slow_methods import library_score_cam
from benchmarks.timing import Took, measure
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.slow import SlowJob
from viewer.engine.explain.stages import reports
from viewer.engine.look.precision import VARIABLE, whole_float32

REPEATS = 15
LIBRARY_TURNS = 5
SLOW_TURNS = 9


def main() -> int:
    """Measure every model, then the slow methods, and print the table."""
    device = sys.argv[1] if len(sys.argv) > 1 else "cuda"
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    whole_float32()
    rows: list[Row] = []
    for row in itertools.chain(*(model_rows(name, device) for name in MODELS), slow_rows(device)):
        rows.append(row)
        print("  ".join(row.cells), file=sys.stderr, flush=True)
    module = torch.get_device_module(device)
    name = module.get_device_name() if device == "cuda" else device
    print(
        f"{name} · torch {torch.__version__} · medians of {REPEATS} turns",
        markdown(rows),
        sep="\n\n",
    )
    return 0


def model_rows(name: str, device: str) -> Iterator[Row]:
    """Yield what one model's panes cost on the GPU, and how far its maps are from the CPU's."""
    scene, plain = Scene(name, device=device), Scene(name)
    libraries = [scene.library(method) for method in METHODS]
    classes = itertools.cycle(range(2, 900))

    def another_class() -> None:
        index = next(classes)
        for method in METHODS:
            scene.explain(method, scene.found.default, index)

    took = measure(
        {
            "floor": scene.floor,
            "half": partial(_in_half, scene.new_picture),
            "new": scene.new_picture,
            "class": another_class,
            "library": lambda: [work() for work in libraries],
            "cpu": plain.new_picture,
        },
        REPEATS,
        seldom={"library": LIBRARY_TURNS, "cpu": LIBRARY_TURNS},
    )
    title = f"{name}: new picture, 2 methods"
    ms = f"floor {1e3 * took['floor'].wall:.1f} ms"
    yield _row(f"{title} ÷ library", took["new"], took["library"])
    yield _row(f"{title} ÷ floor ({ms})", took["new"], took["floor"])
    yield _row(f"{title}, half precision ÷ float32", took["half"], took["new"])
    yield _row(f"{title} ÷ the same on one CPU thread", took["new"], took["cpu"])
    yield _row(f"{name}: another class ÷ floor", took["class"], took["floor"])
    scene.new_picture()
    apart = max(_apart(scene, plain, method) for method in METHODS)
    yield Row(
        f"{name}: largest difference of the two maps from the CPU's", "", f"{apart:.1e}", None
    )


def slow_rows(device: str) -> Iterator[Row]:
    """Yield Score-CAM against the library's, and in half precision."""
    for name, layer in (("resnet18", "layer2.1"), ("vgg16", "features.28")):
        scene = Scene(name, device=device)
        scene.forward(frozenset((layer,)))
        work = partial(_all_of, job_of(scene, "score_cam", layer))
        with library_score_cam(scene, layer) as library:
            took = measure(
                {"ours": work, "half": partial(_in_half, work), "library": library}, SLOW_TURNS
            )
        title = f"{name}: Score-CAM, {scene.found.layout(layer).channels} channels"
        ms = f"{1e3 * took['ours'].wall:.0f} ms"
        yield _row(f"{title} ({ms}) ÷ library", took["ours"], took["library"])
        yield _row(f"{title}, half precision ÷ float32", took["half"], took["ours"])


def _all_of(job: SlowJob) -> None:
    for _ in reports(job):
        pass


def _in_half(work: Callable[[], object]) -> None:
    os.environ[VARIABLE] = "1"
    work()
    os.environ[VARIABLE] = "0"


def _apart(one: Scene, other: Scene, method: str) -> float:
    """Return the largest difference between two scenes' maps, relative to the greatest value."""
    mine, theirs = (_signed(scene, method) for scene in (one, other))
    return float(np.abs(mine - theirs).max() / np.abs(theirs).max())


def _signed(scene: Scene, method: str) -> Floats:
    found = scene.map_of(method, scene.found.default, 1)
    return found.raw if found.signed is None else found.signed


def _row(work: str, one: Took, other: Took) -> Row:
    turns = min(one.turns, other.turns)
    return Row(work, "", "", None, f"{one.wall / other.wall:.3f}", turns)


if __name__ == "__main__":
    sys.exit(main())

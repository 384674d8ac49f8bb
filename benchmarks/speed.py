"""Print one table of every speed goal: ``python benchmarks/speed.py [--quick] [--only NAME]``.

CPU time in one torch thread, alternatives in turn in one process, medians. "floor" is one
``inference_mode`` forward pass of the same model on the same input.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from rich.console import Console
from rich.table import Table

from benchmarks.process_rows import memory_rows, process_rows
from benchmarks.rival_rows import rival_rows
from benchmarks.speed_rows import (
    MODELS,
    ablation_rows,
    eigen_rows,
    quick_rows,
    resnet50_rows,
    score_rows,
)
from benchmarks.timing import Row

REPEATS, QUICK_REPEATS = 15, 3
QUICK_MODELS = ("alexnet", "resnet18")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two models, few repeats")
    parser.add_argument("--only", default="", help="groups whose name contains this")
    parser.add_argument("--repeats", type=int, help=f"usually {REPEATS}, or {QUICK_REPEATS}")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    repeats = arguments.repeats or (QUICK_REPEATS if arguments.quick else REPEATS)
    console = Console(width=110)
    console.print(surroundings(repeats))
    table = Table("work", "goal", "CPU", "wall", "", title="Speed")
    for name, rows in groups(repeats, quick=arguments.quick).items():
        if arguments.only not in name:
            continue
        for row in rows():
            mark = {True: "✓", False: "✗", None: "–"}[row.met]
            table.add_row(row.work, row.goal, row.value, row.wall, mark)
            print(f"{row.work}: {row.value} ({row.goal}) {mark}", file=sys.stderr, flush=True)
    console.print(table)
    return 0


def groups(repeats: int, *, quick: bool) -> dict[str, Callable[[], Iterator[Row]]]:
    """Return every group of rows by its name; a quick run leaves out what takes long."""
    models = QUICK_MODELS if quick else tuple(MODELS)
    found: dict[str, Callable[[], Iterator[Row]]] = {
        f"model {name}": partial(quick_rows, name, repeats) for name in models
    }
    if not quick:
        found["classes"] = partial(resnet50_rows, repeats)
        found["eigen"] = partial(eigen_rows, repeats)
        found["score"] = partial(score_rows, repeats)
        found["memory"] = memory_rows
        found["rivals"] = partial(rival_rows, repeats)
    found["ablation"] = partial(ablation_rows, repeats)
    found["process"] = process_rows
    return found


def surroundings(repeats: int) -> str:
    """Return one line of machine, versions and date."""
    names = ("torch", "torchvision", "grad-cam", "numpy")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return (
        f"{datetime.now(UTC):%Y-%m-%d} · {platform.system()} {platform.machine()} · Python "
        f"{platform.python_version()} · {versions} · 1 torch thread · medians of {repeats}"
    )


if __name__ == "__main__":
    sys.exit(main())

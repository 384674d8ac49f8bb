"""Print one table of every speed goal: ``python benchmarks/speed.py [--quick] [--only NAME]``.

CPU time in one torch thread, alternatives in turn in one process, medians. "floor" is one
``inference_mode`` forward pass of the same model on the same input.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch

from benchmarks import (
    answers,
    cancel,
    export,
    fast,
    freed_memory,
    judging,
    many_passes,
    memory,
    method_costs,
    panes,
    pixel_methods,
    rivals,
    slow_methods,
    smoothing,
    start,
)
from benchmarks.rows import Group, Row, markdown
from viewer.engine.serve.freed_memory import keep_freed_memory

REPEATS, QUICK_REPEATS = 15, 3
MODULES = (
    panes,
    answers,
    fast,
    slow_methods,
    many_passes,
    pixel_methods,
    smoothing,
    rivals,
    memory,
    method_costs,
    freed_memory,
    cancel,
    judging,
    export,
    start,
)
PACKAGES = ("torch", "torchvision", "timm", "grad-cam", "captum", "torchcam", "openvino", "numpy")


def main() -> int:
    """Measure, and print every row as it is finished, then all of them as a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two models, few repeats")
    text = "groups whose name contains this, or one of these with commas"
    parser.add_argument("--only", default="", metavar="NAME,…", help=text)
    parser.add_argument("--repeats", type=int, help=f"usually {REPEATS}, or {QUICK_REPEATS}")
    arguments = parser.parse_args()
    repeats = arguments.repeats or (QUICK_REPEATS if arguments.quick else REPEATS)
    chosen = list(groups(arguments.only, quick=arguments.quick))
    if not chosen:
        parser.error(f"no group is called so; there are {', '.join(g.name for g in groups(''))}")
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    keep_freed_memory()  # as the engine's process does
    begun, rows = time.perf_counter(), list[Row]()
    for group in chosen:
        for row in group.rows(repeats):
            rows.append(row)
            print("  ".join(filter(None, row.cells)), file=sys.stderr, flush=True)
    print(surroundings(repeats, time.perf_counter() - begun), markdown(rows), sep="\n\n")
    return 0


def groups(wanted: str, *, quick: bool = False) -> Iterator[Group]:
    """Yield the groups whose name contains one of the texts that commas part.

    A quick run leaves out what takes long.
    """
    names = wanted.split(",")
    for module in MODULES:
        for group in module.GROUPS:
            if any(name in group.name for name in names) and (group.quick or not quick):
                yield group


def surroundings(repeats: int, seconds: float) -> str:
    """Return one line of date, machine, versions and conditions."""
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES if _version(name))
    load = f"load {os.getloadavg()[0]:.1f} at the end · " if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d} · {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} × {_processor()} · {load}Python {platform.python_version()} · "
        f"{versions} · {torch.get_num_threads()} torch thread · medians of {repeats} turns, or as "
        f"many as told · measured in {seconds / 60:.0f} min"
    )


def _processor() -> str:
    """Return the processor's name, where the system tells."""
    told = Path("/proc/cpuinfo")
    for line in told.read_text(encoding="utf-8").splitlines() if told.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main())

"""Mutated files through a real reader, in a process with limits of its own."""

from __future__ import annotations

import faulthandler
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 20.0  # for one file, on a slow computer
LIMIT_BYTES = 2 << 30  # of memory, beyond what the process has before the first file
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
Mutate = Callable[[bytes, bytes, np.random.Generator], bytes]


def count_of(short: int) -> int:
    """Return how many files a test tries: a short form, or what CAMSCOPE_FUZZ says."""
    return int(os.environ.get("CAMSCOPE_FUZZ", short))


def mutate(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    """Return a file with wrong bytes, wrong numbers, parts missing, doubled or from another."""
    result = bytearray(data)
    for _ in range(random.integers(1, 4)):
        size = max(16, len(result))
        place = int(random.integers(0, size)) if random.random() < 0.5 else _early(random, size)
        match random.integers(0, 7):
            case 0 | 1:
                result[place : place + 1] = random.bytes(1)
            case 2 | 3:
                number = EXTREMES[random.integers(0, len(EXTREMES))]
                order = "<I" if random.random() < 0.5 else ">I"
                result[place : place + 4] = struct.pack(order, number)
            case 4:
                del result[max(8, place) :]
            case 5:
                length = int(random.integers(1, 64))
                result[place:place] = result[place : place + length]
            case _:
                part = int(random.integers(0, len(other)))
                result[place : place + 32] = other[part : part + 32]
    return bytes(result)


def _early(random: np.random.Generator, size: int) -> int:
    """Return a place near the start, where headers are."""
    return int(random.integers(0, min(size, 200)))


def limit_memory() -> None:
    """Hold this process to what it has now and a fixed amount beyond, where the system can."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + LIMIT_BYTES, resource.RLIM_INFINITY))


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB; 0 where it cannot be told."""
    if sys.platform == "win32":
        return 0.0
    if sys.platform.startswith("linux"):  # where ru_maxrss counts the process that started this one
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def run(
    seeds: Mapping[str, tuple[str, bytes]],
    open_it: Callable[[Path], str],
    mutate_one: Mutate,
    *,
    count: int,
    seed: int,
) -> dict[str, object]:
    """Open so many mutated files, the same ones for the same seed.

    Args:
        seeds: good files by name, each with its suffix; all of them are opened first.
        open_it: returns "shown", or the sentence why not; anything it raises ends the process.
        mutate_one: makes a mutation of a file, perhaps with a part of another.
        count: how many mutations.
        seed: of the random numbers.
    """
    names, outcomes, shown_of = list(seeds), Counter[str](), Counter[str]()
    worst_s, worst, before_mb = 0.0, "", peak_mb()
    with tempfile.TemporaryDirectory() as folder:
        for name, (suffix, data) in seeds.items():
            file = Path(folder) / f"good 图{suffix}"
            file.write_bytes(data)
            assert (told := open_it(file)) == "shown", f"{name}: {told}"
        limit_memory()
        for turn in range(count):
            random = np.random.default_rng((seed, turn))
            name = names[turn % len(names)]
            suffix, good = seeds[name]
            file = Path(folder) / f"mutated 图{suffix}"
            file.write_bytes(
                mutate_one(good, seeds[names[random.integers(0, len(names))]][1], random)
            )
            print(f"file {turn} ({name})", file=sys.stderr, flush=True)
            faulthandler.dump_traceback_later(LIMIT_S, exit=True)
            start_s = time.perf_counter()
            outcome = open_it(file)
            took_s = time.perf_counter() - start_s
            faulthandler.cancel_dump_traceback_later()
            outcomes[outcome] += 1
            shown_of[name] += outcome == "shown"
            if took_s > worst_s:
                worst_s, worst = took_s, f"{turn} ({name}): {outcome}"
    return {
        "files": count,
        "shown": outcomes.pop("shown", 0),
        "refused": dict(outcomes.most_common()),
        "never_shown": [name for name in names if not shown_of[name]],
        "worst_s": round(worst_s, 3),
        "worst": worst,
        "before_mb": round(before_mb),
        "peak_mb": round(peak_mb()),
    }


def told_by(script: Path, count: int, *more: str) -> dict[str, Any]:
    """Run a maker of mutations in a process of its own; return what its last line says."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "given")])
    process = subprocess.run(
        [sys.executable, str(script), str(count), *more],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.returncode == 0, process.stderr[-2_000:]
    told = json.loads(process.stdout.splitlines()[-1])
    refused = sum(told["refused"].values())
    assert told["shown"] + refused == count
    assert min(told["shown"], refused) > count / 20
    return told

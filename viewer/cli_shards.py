"""What may be typed after ``camscope export`` to cut it into shards, and what it means."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.errors import UserError

if TYPE_CHECKING:
    from viewer.batch.order import ExportOptions
    from viewer.batch.shards.engine import ShardEngine
    from viewer.results.plan import Plan
    from viewer.results.store import ResultStore

ENGINES = ("local", "ray", "slurm")
MOST = 1_000_000


def add_shards(parser: argparse.ArgumentParser) -> None:
    """Add the options of an export that is cut into shards."""
    text = "tables and raw maps in DIR instead of files for each picture; the same command resumes"
    add = parser.add_argument_group("shards", text).add_argument
    add("--shards", type=_many, metavar="N", help="cut the pictures into N parts")
    add("--shard-size", type=_many, metavar="N", help="or into parts of at most N pictures")
    text = "who runs them: processes of this computer, Ray, or Slurm (default: local)"
    add("--engine", choices=ENGINES, help=text)
    add("--address", metavar="A", help="of a Ray cluster (default: one of this computer alone)")
    add("--partition", metavar="NAME", help="of Slurm")
    add("--plan", action="store_true", help="only write DIR/plan.json")
    text = "only do this share, from 0 to N - 1; env: as Slurm, torchrun or Kubernetes tells"
    add("--shard", metavar="i/N", help=text)
    add("--status", type=Path, metavar="DIR", help="only tell how far the export into DIR is")
    text = "boxes or masks: a file, or a folder with one beside each picture"
    add("--truth", type=Path, metavar="PATH", help=text)
    add("--exact-maps", action="store_true", help="keep maps as float32 (default: float16)")
    add("--hash", action="store_true", help="note the hash of each picture in the plan")
    text = "seconds before a process counts as hanging: over a picture (default: 600), on Ray over "
    text = f"{text}a shard (default: 3600)"
    add("--patience", type=_many, metavar="S", help=text)


def is_sharded(typed: argparse.Namespace) -> bool:
    """Tell whether an export is cut into shards: by what was typed, or by what is in its folder."""
    asked = (typed.shards, typed.shard_size, typed.engine, typed.plan, typed.shard, typed.status)
    if any(asked):
        return True
    return not typed.paths and typed.out is not None and (typed.out / "plan.json").is_file()


def export_shards(typed: argparse.Namespace, options: ExportOptions | None) -> int:
    """Do what was typed; return the exit code.

    Args:
        typed: the arguments.
        options: of the export; None: no paths were typed, and the plan tells.
    """
    from viewer.batch.shards.running import run_left  # noqa: PLC0415 - only an export pays
    from viewer.batch.shards.share import parse_share, shards_of  # noqa: PLC0415
    from viewer.results.store import ResultStore  # noqa: PLC0415

    share = parse_share(typed.shard) if typed.shard else None
    plan = _plan(typed, options)
    store = ResultStore(typed.out, plan)
    if typed.plan:
        sys.stdout.write(f"{plan.pictures} pictures in {plan.shards} shards: {typed.out}\n")
        return 0
    only = None if share is None else shards_of(share, plan.shards)
    return 1 if run_left(store, _engine(typed, store, alone=share is not None), only) else 0


def print_status(folder: Path) -> int:
    """Print how far an export is; return the exit code."""
    from viewer.batch.shards.status import read_status  # noqa: PLC0415 - only this pays
    from viewer.core.foreign_text import LONGEST_SENTENCE, shown  # noqa: PLC0415

    status = read_status(folder)
    sys.stdout.writelines(f"{shown(line, LONGEST_SENTENCE)}\n" for line in status.lines())
    return 1 if status.failed else 0


def _plan(typed: argparse.Namespace, options: ExportOptions | None) -> Plan:
    from viewer.batch.shards.order import ShardOrder  # noqa: PLC0415 - only an export pays
    from viewer.batch.shards.planning import plan_of  # noqa: PLC0415
    from viewer.results.plan import read_plan  # noqa: PLC0415

    if options is None:
        return read_plan(typed.out)
    order = ShardOrder(
        options=options,
        paths=tuple(path.absolute() for path in typed.paths),
        truth=None if typed.truth is None else typed.truth.absolute(),
        exact=typed.exact_maps,
        hashed=typed.hash,
    )
    return plan_of(order, shards=typed.shards, size=typed.shard_size)


def _engine(typed: argparse.Namespace, store: ResultStore, *, alone: bool) -> ShardEngine:
    from viewer.batch.shards.running import warn  # noqa: PLC0415 - only an export pays

    folder, gpu = typed.out, store.plan.device == "CUDA"
    if alone:
        from viewer.batch.shards.alone import LoneShards  # noqa: PLC0415 - brings torch

        return LoneShards(folder)
    if typed.engine == "ray":
        from viewer.batch.shards.on_ray import PATIENCE_S, RayShards  # noqa: PLC0415

        where, patience_s = typed.address, typed.patience or PATIENCE_S
        return RayShards(
            folder, warn, address=where, jobs=typed.jobs, gpus=int(gpu), patience_s=patience_s
        )
    if typed.engine == "slurm":
        from viewer.batch.shards.on_slurm import SlurmShards  # noqa: PLC0415

        name = typed.partition
        return SlurmShards(folder, warn, jobs=typed.jobs, partition=name, gpus=int(gpu))
    from viewer.batch.shards.local import PATIENCE_S, LocalShards  # noqa: PLC0415

    gpus = _gpus() if gpu else ()
    jobs = typed.jobs or len(gpus) or os.cpu_count() or 1
    return LocalShards(folder, jobs, warn, patience_s=typed.patience or PATIENCE_S, gpus=gpus)


def _gpus() -> tuple[str, ...]:
    """Return the GPUs that this process may use, as their makers number them."""
    told = os.environ.get("CUDA_VISIBLE_DEVICES")
    if told is not None:
        return tuple(part.strip() for part in told.split(",") if part.strip())
    import torch  # noqa: PLC0415 - on the CPU nobody asks

    return tuple(map(str, range(torch.cuda.device_count())))


def _many(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MOST}.")
    return number


def check_out(typed: argparse.Namespace) -> None:
    """See that what is needed was typed.

    Raises:
        UserError: there is no folder to write to, or nothing to explain.
    """
    if typed.out is None:
        raise UserError("There is no folder to write to.", hint="Name one with --out DIR.")
    if not typed.paths and not is_sharded(typed):
        raise UserError(
            "There is nothing to explain.", hint="Name pictures, or folders with pictures."
        )

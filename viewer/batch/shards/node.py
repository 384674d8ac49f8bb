"""A shard on another computer, where an engine has started a process of ours: what is called there.

The model stays open from one shard to the next. Only numbers and marks go back; the results are in
the folder, which all computers share.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from viewer.batch.shards.local import LocalShards
from viewer.batch.shards.messages import DoShard, EndedShard
from viewer.batch.shards.serving import ended
from viewer.batch.shards.work import ShardWorker
from viewer.core.errors import UserError

_open: dict[Path, ShardWorker] = {}


def do_here(folder: Path, shard: int, *, careful: bool = False) -> EndedShard:
    """Do a shard in this process.

    Args:
        folder: that holds the plan.
        shard: which.
        careful: processes have died over it: it is done in one of its own, which finds out the
            picture that is to blame.
    """
    if careful:
        return next(iter(do_share(folder, [shard], jobs=1)), EndedShard(shard=shard))
    try:
        if folder not in _open:
            _open[folder] = ShardWorker(folder)
    except UserError as error:
        return EndedShard(shard=shard, error=error)
    return ended(_open[folder], DoShard(shard=shard), lambda _place: None)


def do_share(folder: Path, shards: Sequence[int], *, jobs: int) -> list[EndedShard]:
    """Do several shards in processes of this computer; an error ends it."""
    with closing(LocalShards(folder, jobs, lambda said: sys.stderr.write(f"{said}\n"))) as engine:
        return list(engine.run(shards))

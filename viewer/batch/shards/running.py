"""Run what is left of a plan, whichever engine does it, and tell how far it is."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from viewer.batch.progress import reporting
from viewer.batch.shards.engine import ShardEngine
from viewer.batch.shards.messages import EndedShard
from viewer.core.errors import UserError
from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.results.store import ResultStore

OTHERS_S = 1.0  # between two looks at what others are doing


def run_left(store: ResultStore, engine: ShardEngine, only: Sequence[int] | None = None) -> int:
    """Do all shards that are not done, in an order drawn at random.

    Shards that the processes of another driver are doing are waited for, and taken over where
    those die.

    Args:
        store: of the plan.
        engine: what runs them; it is closed at the end.
        only: shards that are meant; None: all.

    Returns:
        How many pictures failed, of all shards that are meant.

    Raises:
        UserError: it cannot go on; what is done stays, and the same command goes on there.
    """
    mine = set(range(store.plan.shards)) if only is None else set(only)
    with closing(engine), reporting(len(mine)) as report:
        for shard in sorted(mine & set(store.done())):
            report.done(f"shard {shard}: done before")
        while left := [shard for shard in store.left() if shard in mine]:
            random.shuffle(left)  # so that two drivers do not try the same ones
            advanced = False
            for ended in engine.run(left):
                if ended.error is not None:
                    raise ended.error
                if ended.done is not None:
                    report.done(_told(ended))
                    advanced = True
            if not advanced:
                time.sleep(OTHERS_S)
        return sum(store.read_mark(shard).failed for shard in mine)


def warn(sentence: str) -> None:
    """Say a sentence on stderr."""
    sys.stderr.write(f"camscope: {shown(sentence, LONGEST_SENTENCE)}\n")


def _told(ended: EndedShard) -> str:
    done = ended.done
    if done is None:
        raise UserError("A shard that is not done tells nothing.")
    failed = f", {done.failed} failed" if done.failed else ""
    return f"shard {done.shard}: {done.pictures} pictures{failed}"

"""One process of an export in shards: shards come through a pipe, what came of them goes back."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import closing
from typing import Any, BinaryIO

from viewer.batch.shards.claims import Claims
from viewer.batch.shards.messages import BegunPicture, DoShard, EndedShard, OpenPlan
from viewer.batch.shards.work import ShardWorker
from viewer.core.errors import UserError


def serve_shards(opening: OpenPlan, read: Callable[[], Any], replies: BinaryIO) -> None:
    """Open a plan and do the shards that are asked for.

    Args:
        opening: the first message.
        read: returns the next one; None: there are no more.
        replies: where answers go.
    """

    def say(message: object) -> None:
        replies.write(pickle.dumps(message))
        replies.flush()

    try:
        worker = ShardWorker(opening.folder)
    except UserError as error:
        say(error)
        return
    with closing(worker):
        say(BegunPicture())
        while (wish := read()) is not None:
            say(ended(worker, wish, lambda place: say(BegunPicture(place=place))))


def ended(worker: ShardWorker, wish: DoShard, begun: Callable[[int], object]) -> EndedShard:
    """Do a shard, unless it is done, or somebody is doing it."""
    store, shard = worker.store, wish.shard
    try:
        with Claims(store.folder).of(shard) as ours:
            if store.is_done(shard):
                return EndedShard(shard=shard, done=store.read_mark(shard))
            if not ours:
                return EndedShard(shard=shard)
            done = worker.do(shard, begun=begun, deadly=wish.deadly)
            return EndedShard(shard=shard, done=done)
    except UserError as error:
        return EndedShard(shard=shard, error=error)

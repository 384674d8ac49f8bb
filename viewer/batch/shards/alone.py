"""Shards in this process, one after the other: for those who start many such themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from viewer.batch.shards.messages import DoShard, EndedShard
from viewer.batch.shards.serving import ended
from viewer.batch.shards.work import ShardWorker


@dataclass(slots=True)
class LoneShards:
    """One shard after the other, in this process: for those who start many such themselves."""

    folder: Path

    def run(self, shards: Sequence[int]) -> Iterator[EndedShard]:
        """Yield what came of the shards, in their order."""
        with closing(ShardWorker(self.folder)) as worker:
            for shard in shards:
                yield ended(worker, DoShard(shard=shard), lambda _place: None)

    def close(self) -> None:
        """Do nothing: the model is let go when the last shard is done."""

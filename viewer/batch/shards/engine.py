"""What runs shards: in this process, in others of this computer, or on other computers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from viewer.batch.shards.messages import EndedShard

Say = Callable[[str], object]


class ShardEngine(Protocol):
    """Runs shards; whoever does the work calls ``serving.ended``, and that writes the results.

    Only numbers and marks go through an engine. It may lose processes and computers: what is not
    done is asked for again.
    """

    def run(self, shards: Sequence[int]) -> Iterator[EndedShard]:
        """Yield what came of shards, in any order, as it comes; those that were lost may miss."""
        ...

    def close(self) -> None:
        """End whatever was started."""
        ...

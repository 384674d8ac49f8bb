"""What the driver of an export in shards and its processes tell each other, as records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import UserError
from viewer.results.store import DoneShard


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlan:
    """Open the model of a plan."""

    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DoShard:
    """Do a shard, without the pictures over which processes have died."""

    shard: int
    deadly: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunPicture:
    """A picture is begun; -1: the model is open, and nothing is begun yet."""

    place: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedShard:
    """What came of a shard.

    Args:
        shard: which.
        done: what its mark tells; None: it is not done.
        error: why; None: another driver's process has it.
    """

    shard: int
    done: DoneShard | None = None
    error: UserError | None = None

"""Which share of the shards a process does that somebody else starts many of."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from viewer.core.errors import UserError

# What tells a process its number, the first one's, and how many there are.
_VARIABLES: tuple[tuple[str, str, str], ...] = (
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"),
    ("RANK", "", "WORLD_SIZE"),
    ("JOB_COMPLETION_INDEX", "", "JOB_COMPLETIONS"),
    ("PBS_ARRAY_INDEX", "", "PBS_ARRAY_COUNT"),
)
ENVIRONMENT = "env"


def parse_share(text: str, environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Read “2/16”, “env” or “env/16”: a number counted from 0, and how many there are.

    Raises:
        UserError: it is something else, or the environment does not tell.
    """
    number, slash, count = text.partition("/")
    if number == ENVIRONMENT:
        number, told = _from_environment(environment)
        count = count if slash else told
    if not re.fullmatch(r"\d{1,7}", number) or not re.fullmatch(r"\d{1,7}", count):
        raise UserError(
            f"“{text}” names no share of the shards.",
            hint="Type i/N, i from 0 to N - 1; or env/N where the environment tells i.",
        )
    if int(number) >= int(count):
        raise UserError(
            f"There is no share {number} of {count}.", hint="Shares are counted from 0."
        )
    return int(number), int(count)


def shards_of(share: tuple[int, int], shards: int) -> Sequence[int]:
    """Return the shards of a share: every N-th one."""
    return range(share[0], shards, share[1])


def _from_environment(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the number and the count that a scheduler tells; empty where it does not."""
    for name, first, count in _VARIABLES:
        if name in environment:
            told = environment[name]
            begin = environment.get(first, "0") if first else "0"
            if told.isdecimal() and begin.isdecimal():
                told = str(int(told) - int(begin))
            return told, environment.get(count, "")
    raise UserError(
        "The environment does not tell which share this process has.",
        hint="Slurm arrays, torchrun and Kubernetes' indexed jobs do; else type i/N.",
    )

"""Which share a process has: as typed, or as Slurm, torchrun and Kubernetes tell."""

from __future__ import annotations

import pytest

from viewer.batch.shards.share import parse_share, shards_of
from viewer.core.errors import UserError

SLURM = {
    "SLURM_ARRAY_TASK_ID": "12",
    "SLURM_ARRAY_TASK_MIN": "10",
    "SLURM_ARRAY_TASK_COUNT": "4",
}
TORCHRUN = {"RANK": "3", "WORLD_SIZE": "8"}


@pytest.mark.parametrize(
    ("text", "environment", "share"),
    [
        ("0/1", {}, (0, 1)),
        ("7/16", SLURM, (7, 16)),
        ("env", SLURM, (2, 4)),
        ("env", TORCHRUN, (3, 8)),
        ("env/5", {"JOB_COMPLETION_INDEX": "4"}, (4, 5)),
        ("env", {"JOB_COMPLETION_INDEX": "4", "JOB_COMPLETIONS": "9"}, (4, 9)),
    ],
)
def test_a_share_is_read(text, environment, share):
    assert parse_share(text, environment) == share


@pytest.mark.parametrize(
    ("text", "environment", "told"),
    [
        ("4", {}, "names no share"),
        ("a/4", {}, "names no share"),
        ("4/4", {}, "no share 4 of 4"),
        ("-1/4", {}, "names no share"),
        ("env", {}, "does not tell"),
        ("env", {"JOB_COMPLETION_INDEX": "4"}, "names no share"),
        ("env/4", {"RANK": "4"}, "no share 4"),
    ],
)
def test_what_is_none_is_told(text, environment, told):
    with pytest.raises(UserError, match=told):
        parse_share(text, environment)


def test_every_shard_is_in_one_share():
    shares = [list(shards_of((number, 3), 10)) for number in range(3)]
    assert sorted(shard for share in shares for shard in share) == list(range(10))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1

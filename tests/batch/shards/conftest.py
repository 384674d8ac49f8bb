"""One plan of a small network and what it gives undisturbed, shared by the tests of this room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from given_shards import drawn_folder, small_order


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan of 25 pictures, one of which is none, in six shards."""
    from viewer.batch.shards.planning import plan_of

    place = tmp_path_factory.mktemp("planned")
    order = small_order(place, place / "out", drawn_folder(place / "pictures", 24))
    plan_of(order, shards=6)
    return place / "out"


@pytest.fixture(scope="module")
def undisturbed(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same plan, done in one process that nobody disturbs."""
    from viewer.batch.shards.alone import LoneShards
    from viewer.batch.shards.running import run_left
    from viewer.results.store import ResultStore

    out = tmp_path_factory.mktemp("undisturbed") / "out"
    shutil.copytree(planned, out)
    assert run_left(ResultStore.open(out), LoneShards(out)) == 1
    return out


@pytest.fixture
def fresh(planned: Path, tmp_path: Path) -> Path:
    """A folder of its own with the plan, of which nothing is done."""
    return Path(shutil.copytree(planned, tmp_path / "fresh"))

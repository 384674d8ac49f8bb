"""Processes that are killed, hang or race: nothing is lost or comes twice, every byte is equal."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from given_disks import small_disk
from given_kills import KILLS, KILLS_LIMIT_S, MOST_ROUNDS, Disturber, begin_anew, kill
from given_shards import results

from viewer.batch.shards.alone import LoneShards
from viewer.batch.shards.claims import Claims
from viewer.batch.shards.local import MOST_KILLED, LocalShards
from viewer.batch.shards.running import run_left
from viewer.core.errors import UserError
from viewer.results.store import ResultStore

pq = pytest.importorskip("pyarrow.parquet")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")


@pytest.mark.slow
@pytest.mark.timeout(KILLS_LIMIT_S)
def test_kills_at_random_moments_change_no_byte(fresh: Path, undisturbed: Path) -> None:
    said: list[str] = []
    engine = LocalShards(fresh, 2, said.append)
    with Disturber(lambda: engine.at_pictures, [kill] * KILLS) as disturber:
        for _ in range(MOST_ROUNDS):
            assert run_left(ResultStore.open(fresh), engine) == 1
            assert results(fresh) == results(undisturbed)
            if not disturber.deeds:
                break
            begin_anew(fresh)  # done before all kills: once more
            engine = LocalShards(fresh, 2, said.append)
    assert disturber.deeds == []
    assert any("has ended" in line for line in said)
    assert not list((fresh / "claims").iterdir())


def test_a_worker_that_hangs_is_told_and_its_shard_begun_anew(
    fresh: Path, undisturbed: Path
) -> None:
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        engine.patience_s = 60.0

    engine = LocalShards(fresh, 1, say)

    def stop(process: int) -> None:
        engine.patience_s = 0.5
        os.kill(process, signal.SIGSTOP)

    with Disturber(lambda: engine.at_pictures, [stop]):
        run_left(ResultStore.open(fresh), engine)
    assert any("did not answer any more" in line for line in said)
    assert results(fresh) == results(undisturbed)


def test_a_picture_that_kills_each_process_is_left_out(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LocalShards(fresh, 1, lambda _said: None)
    engine.count_death(5, killed=True, times=MOST_KILLED - 1)
    assert engine.deadly == frozenset()
    engine.count_death(5, killed=True)
    engine.count_death(9, killed=False, times=3)
    assert engine.deadly == {5, 9}
    with closing(engine):
        found = list(engine.run([1]))
    assert [each.done.failed for each in found if each.done] == [1]
    rows = pq.read_table(fresh / "part-00001.parquet").to_pylist()
    assert [row["place"] for row in rows if row["failure"]] == [5]


def test_two_drivers_share_one_plan(fresh: Path, undisturbed: Path) -> None:
    failures: list[int] = []

    def drive() -> None:
        engine = LocalShards(fresh, 1, lambda _said: None)
        failures.append(run_left(ResultStore.open(fresh), engine))

    threads = [threading.Thread(target=drive) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [1, 1]
    assert results(fresh) == results(undisturbed)


def test_a_shard_has_one_process_at_a_time_and_the_next_one_where_that_has_died(
    tmp_path: Path,
) -> None:
    with Claims(tmp_path).of(3) as ours:
        assert ours
        with Claims(tmp_path).of(3) as others, Claims(tmp_path).of(4) as another:
            assert (others, another) == (False, True)
    (tmp_path / "claims" / "00003").write_bytes(b"")  # as a process leaves it that was killed
    with Claims(tmp_path).of(3) as ours:
        assert ours


def test_where_no_file_can_be_locked_each_claim_is_granted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.core.files.process_mark.lock", lambda _file: False)
    with Claims(tmp_path).of(3) as ours, Claims(tmp_path).of(3) as again:
        assert ours
        assert again


def test_a_full_disk_is_told_and_the_rest_done_when_there_is_room(
    planned: Path, undisturbed: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 600) as fill:
        out = tmp_path / "disk" / "out"
        out.mkdir()
        for path in planned.iterdir():
            (out / path.name).write_bytes(path.read_bytes())
        store = ResultStore.open(out)
        fill()
        with pytest.raises(UserError, match="cannot be written") as refused:
            run_left(store, LoneShards(out))
        assert "disk is full" in refused.value.hint
        assert store.done() == []
        (tmp_path / "disk" / "filler").unlink()
        assert run_left(store, LoneShards(out)) == 1
        assert results(out) == results(undisturbed)


def test_a_share_that_vanishes_is_told(planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for path in planned.iterdir():
        (out / path.name).write_bytes(path.read_bytes())
    store = ResultStore.open(out)
    out.rename(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="can no longer be reached"):
        run_left(store, LocalShards(out, 1, lambda _said: None))

"""What is compiled is kept whole, within a limit, and given up where it ends the process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.core.stores.trunk_store import MOST_TRIES, TrunkStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trunks"


def test_what_is_kept_is_found_by_its_key_alone(folder: Path) -> None:
    TrunkStore(folder).keep("one", b"1" * 40)
    again = TrunkStore(folder)
    assert (again.find("one"), again.find("two")) == (b"1" * 40, None)
    again.forget("one")
    assert again.find("one") is None


def test_a_damaged_file_is_taken_away(folder: Path) -> None:
    store = TrunkStore(folder)
    store.keep("one", b"1" * 40)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert store.find("one") is None
    assert list(folder.iterdir()) == []


def test_the_least_recently_used_makes_room(folder: Path) -> None:
    store = TrunkStore(folder, limit_bytes=3 * 132)
    for age, key in enumerate(("one", "two", "three")):
        store.keep(key, key[:1].encode() * 100)
        newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, ns=(10**9 + age, 10**9 + age))
    assert store.find("one") is not None
    store.keep("four", b"4" * 100)
    found = [key for key in ("one", "two", "three", "four") if store.find(key) is not None]
    assert found == ["one", "three", "four"]


def test_what_would_take_most_of_the_room_is_not_kept(folder: Path) -> None:
    store = TrunkStore(folder, limit_bytes=100)
    store.keep("one", b"1" * 51)
    assert store.find("one") is None


def test_what_ends_the_process_every_time_is_not_tried_again(folder: Path) -> None:
    assert [TrunkStore(folder).begin("one") for _ in range(MOST_TRIES + 1)] == [True, True, False]
    assert TrunkStore(folder).begin("two")


def test_what_has_come_to_an_end_may_be_tried_again(folder: Path) -> None:
    store = TrunkStore(folder)
    for _ in range(MOST_TRIES + 1):
        assert store.begin("one")
        store.end("one")


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = TrunkStore(tmp_path / "file" / "trunks")
    store.keep("one", b"1")
    assert store.begin("one")
    assert store.find("one") is None
    store.forget("one")
    store.end("one")

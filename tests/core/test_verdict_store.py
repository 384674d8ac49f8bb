"""Verdicts are found again for the same model and the same file, and for nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from viewer.core.asks.references import ImageRef
from viewer.core.judging.verdicts import Verdict
from viewer.core.stores.verdict_store import VerdictStore

IMAGE = ImageRef(path=Path("/a/猫.png"), mtime_ns=5, size_bytes=7)
SAID = Verdict(image=IMAGE, index=3, probability=0.25)


@pytest.fixture
def store(tmp_path: Path):
    one = VerdictStore(tmp_path / "new" / "verdicts.sqlite")
    yield one
    one.close()


def test_a_verdict_comes_back_also_the_next_day(store, tmp_path) -> None:
    assert store.find("m", IMAGE) is None
    assert not (tmp_path / "new").exists()  # nothing is made by asking
    store.keep("m", [SAID])
    store.close()
    again = VerdictStore(tmp_path / "new" / "verdicts.sqlite")
    assert again.find("m", IMAGE) == SAID
    again.close()


def test_another_model_file_or_page_is_another_question(store) -> None:
    store.keep("m", [SAID])
    assert store.find("other", IMAGE) is None
    for change in ({"mtime_ns": 6}, {"size_bytes": 8}, {"page": 1}, {"path": Path("/a/b.png")}):
        stamp: dict[str, Any] = {"path": IMAGE.path, "mtime_ns": 5, "size_bytes": 7} | change
        assert store.find("m", ImageRef(**stamp)) is None
    newer = Verdict(image=ImageRef(path=IMAGE.path, mtime_ns=6, size_bytes=7), index=4)
    store.keep("m", [newer])
    assert store.find("m", newer.image) == newer
    assert store.find("m", IMAGE) is None


@pytest.mark.skipif(sys.platform != "linux", reason="names are free bytes on Linux only")
def test_names_are_free(store) -> None:
    odd = Verdict(image=ImageRef(path=Path(os.fsdecode(b"/a/caf\xe9.png"))), index=1)
    store.keep("m", [odd])
    assert store.find("m", odd.image) == odd


def test_a_file_that_is_no_database_is_replaced_and_a_full_disk_does_no_harm(tmp_path) -> None:
    file = tmp_path / "verdicts.sqlite"
    file.write_bytes(b"this is no database " * 100)
    store = VerdictStore(file)
    assert store.find("m", IMAGE) is None
    store.keep("m", [SAID])
    assert store.find("m", IMAGE) == SAID
    store.close()
    blocked = VerdictStore(file / "below a file" / "x.sqlite")
    blocked.keep("m", [SAID])
    assert blocked.find("m", IMAGE) is None


def test_a_damaged_page_is_said_once_in_the_log_and_the_file_begun_anew(tmp_path, caplog) -> None:
    file = tmp_path / "verdicts.sqlite"
    store = VerdictStore(file)
    store.keep("m", [SAID])
    store.close()
    content = bytearray(file.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    file.write_bytes(content)
    again = VerdictStore(file)
    assert again.find("m", IMAGE) is None
    again.keep("m", [SAID])
    assert again.find("m", IMAGE) == SAID
    again.close()
    assert len([each for each in caplog.records if "verdicts are not kept" in each.message]) == 1

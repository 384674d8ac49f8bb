"""What ends or hangs a window is noted before, and known to the next one; all else is not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.session import risks as module
from viewer.session.risks import Risk, Risks

MODEL = ModelRef(source="file", path=Path("/models/猫.pth"))
IMAGE = ImageRef(path=Path("/pictures/a b.png"))


@pytest.fixture
def make(qapp, tmp_path):
    made = []

    def make() -> Risks:
        made.append(Risks(tmp_path / "showing"))
        return made[-1]

    yield make
    for one in made:
        one.end()


def die(risks: Risks) -> None:
    """Do what the system does when a process dies: let go of its lock."""
    risks._mark.release()
    risks._mark = None


def test_nothing_is_on_the_disk_before_there_is_a_risk(make, tmp_path):
    risks = make()
    assert risks.begin() is None
    risks.note_model(ModelRef())  # the default model is none
    assert not (tmp_path / "showing").exists()


def test_what_a_dead_window_was_to_show_is_told_until_the_user_has_decided(make):
    first = make()
    first.note_model(MODEL)
    first.note_image(IMAGE)
    die(first)
    told = Risk(model=MODEL, image=IMAGE.path)
    second = make()
    assert second.begin() == told
    for mark in second._offered:
        mark.release()  # the second one dies too
    second._offered.clear()
    third = make()
    assert third.begin() == told
    third.settle()
    assert make().begin() is None


def test_a_window_that_is_closed_at_once_leaves_nothing(make, tmp_path):
    first = make()
    first.note_model(MODEL)
    first.end()
    assert make().begin() is None
    assert not list((tmp_path / "showing").iterdir())


def test_what_has_done_no_harm_for_a_while_is_no_risk(make, qtbot, monkeypatch):
    monkeypatch.setattr(module, "SETTLED_MS", 20)
    first = make()
    first.note_model(MODEL)
    first.set_updating(True)
    first.note_image(IMAGE)
    first.note_read()
    qtbot.waitUntil(lambda: not first._rest.isActive())
    assert first._risk == Risk(model=MODEL, image=IMAGE.path)  # the engine has not answered
    first.set_updating(False)
    qtbot.waitUntil(lambda: first._risk == Risk())
    die(first)
    assert make().begin() is None


def test_another_window_that_lives_is_let_be_unless_it_hangs(make, tmp_path):
    other = make()
    other.note_model(MODEL)
    assert make().begin() is None
    (note,) = (tmp_path / "showing").glob("*.json")
    long_ago = time.time() - module.HUNG_S - 1
    os.utime(note, (long_ago, long_ago))
    assert make().begin() == Risk(model=MODEL)
    assert note.exists()


@pytest.mark.parametrize("text", ["", "[", "3", '["x"]', "[1, 2]", "[[], {}]", "[" * 9_000])
def test_a_note_of_nonsense_says_nothing(make, tmp_path, text):
    folder = tmp_path / "showing"
    folder.mkdir()
    (folder / "1.showing").touch()
    (folder / "1.json").write_text(text)
    assert make().begin() is None
    assert not list(folder.iterdir())


def test_a_folder_that_cannot_be_written_is_only_logged(qapp, tmp_path):
    (tmp_path / "showing").touch()
    risks = Risks(tmp_path / "showing")
    risks.note_model(MODEL)
    assert risks.begin() is None
    risks.end()

"""On a full disk the real window says what is not kept, and it does not look kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from given_disks import make_read_only, small_disk
from given_records import given_model
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from viewer import paths
from viewer.app import build, make_application
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.mark_store import MarkStore
from viewer.core.stores.setup_memory import remembered_setup
from viewer.desktop.install import installed
from viewer.parts import Parts
from viewer.session.store import Store
from viewer.ui.dialogs.desktop import DesktopBox

Show = Callable[[], Parts]


@pytest.fixture
def disk(own_folders) -> Iterator[Callable[[], None]]:
    """A disk of 400 kB for the user's data and settings; what is returned fills it."""
    with small_disk(own_folders, 400) as fill:
        yield fill


@pytest.fixture
def show(qtbot, disk, photo_folder, own_folders) -> Iterator[Show]:
    """The real window without its engine, with all that it keeps on the small disk."""
    shown: list[Parts] = []

    def make() -> Parts:
        settings = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
        parts = build(make_application(), settings=settings)
        shown.append(parts)
        parts.window.show()
        parts.opener.open([photo_folder])
        qtbot.waitUntil(lambda: parts.session.image is not None)
        return parts

    yield make
    for parts in shown:
        parts.window.close()
        parts.window.deleteLater()


def marks_file() -> Path:
    return paths.user_data() / "marks.sqlite"


def test_marks_on_a_full_disk(show, disk, photo_folder):
    parts = show()
    parts.commands.run("mark")
    kept = parts.triage.marks.paths
    assert len(kept) == 1
    disk()
    parts.triage.marks.toggle(photo_folder / f"{number}.png" for number in range(5000))
    assert "The marks could not be changed. The disk is full." in parts.window.notices.text
    assert parts.triage.marks.paths == kept == MarkStore(marks_file()).load()
    assert parts.triage.marked == 1


def test_a_locked_file_of_marks(show):
    parts = show()
    parts.commands.run("mark")
    with closing(sqlite3.connect(marks_file())) as other:
        other.execute("BEGIN EXCLUSIVE")
        parts.commands.run("mark")
        assert "Another program keeps the file locked." in parts.window.notices.text
        assert parts.triage.marked == 1
    parts.commands.run("mark")
    assert parts.triage.marked == 0


def test_a_damaged_file_of_marks_is_told_at_the_start(show):
    marks_file().parent.mkdir(parents=True)
    marks_file().write_bytes(b"not a database " * 1000)
    parts = show()
    assert "The file of marks was damaged" in parts.window.notices.text
    assert len(list(marks_file().parent.glob("marks.sqlite.damaged-*"))) == 1
    parts.commands.run("mark")
    assert parts.triage.marks.paths == MarkStore(marks_file()).load() != frozenset()


def test_settings_on_a_full_disk(show, disk, own_folders, qtbot):
    parts = show()
    parts.session.set_option("opacity", 61)
    parts.store.check()
    before = (own_folders / "settings.ini").read_bytes()
    disk()
    parts.session.set_option("opacity", 62)
    qtbot.waitUntil(lambda: "The settings cannot be kept" in parts.window.notices.text)
    assert (own_folders / "settings.ini").read_bytes() == before
    parts.window.notices.clear()
    parts.session.set_option("opacity", 63)
    parts.store.check()
    assert parts.window.notices.text == ""  # once is enough
    (own_folders / "filler").unlink()
    parts.store.check()
    again = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
    assert Store(again).options()["opacity"] == 63  # nothing was lost meanwhile


def test_the_session_and_the_setup_on_a_full_disk(show, disk):
    parts = show()
    parts.scenes.offer_lost(wanted=False)
    disk()
    parts.scenes.autosave.save()
    assert "for the case of a crash. The disk is full." in parts.window.notices.text
    parts.window.notices.clear()
    parts.scenes.autosave.save()
    assert parts.window.notices.text == ""
    model = given_model(weights_sha256="a" * 64)
    parts.setups.model = model
    parts.setups._remember(ModelSetup(class_names=tuple(map(str, range(5000)))))
    assert "holds until CamScope is closed. The disk is full." in parts.window.notices.text
    assert remembered_setup("a" * 64) is None


def test_an_old_list_outlives_a_full_disk(show, disk, own_folders, monkeypatch):
    parts, listed = show(), own_folders / "pictures.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(listed), ""))
    parts.commands.run("export_list")
    before = listed.read_bytes()
    assert before.count(b"\n") == 5
    disk()
    parts.commands.run("export_list")
    assert "“pictures.csv” cannot be written. The disk is full." in parts.window.notices.text
    assert listed.read_bytes() == before


def test_a_menu_entry_that_is_not_whole_is_not_there(disk, qtbot, monkeypatch):
    monkeypatch.setattr("viewer.desktop.install.shutil.which", lambda _tool: None)
    box = DesktopBox()
    qtbot.addWidget(box)
    disk()
    box.menu.click()
    assert "The disk is full" in box.words.text()
    assert not installed()


def test_a_disk_that_is_read_only(show, own_folders, qtbot):
    parts = show()
    parts.scenes.offer_lost(wanted=False)
    parts.commands.run("mark")
    make_read_only(own_folders)
    parts.commands.run("mark")
    assert "The marks could not be changed." in parts.window.notices.text
    assert "may not be written to" in parts.window.notices.text
    assert parts.triage.marked == 1
    parts.session.set_option("opacity", 61)
    qtbot.waitUntil(lambda: "The settings cannot be kept" in parts.window.notices.text)
    parts.scenes.autosave.save()
    assert "for the case of a crash. The disk is read-only." in parts.window.notices.text

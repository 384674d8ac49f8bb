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
from viewer.features.folders import FoldersFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.setups import SetupsFeature
from viewer.features.triage import TriageFeature
from viewer.household import Household
from viewer.session.store import Store
from viewer.ui.dialogs.desktop import DesktopBox

Show = Callable[[], Household]


@pytest.fixture
def disk(own_folders) -> Iterator[Callable[[], None]]:
    """A disk of 400 kB for the user's data and settings; what is returned fills it."""
    with small_disk(own_folders, 400) as fill:
        yield fill


@pytest.fixture
def show(qtbot, disk, photo_folder, own_folders) -> Iterator[Show]:
    """The real window without its engine, with all that it keeps on the small disk."""
    shown: list[Household] = []

    def make() -> Household:
        settings = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        shown.append(app)
        app.window.show()
        app[FoldersFeature].opener.open([photo_folder])
        qtbot.waitUntil(lambda: app.session.image is not None)
        return app

    yield make
    for app in shown:
        app.window.close()
        app.window.deleteLater()


def marks_file() -> Path:
    return paths.user_data() / "marks.sqlite"


def test_marks_on_a_full_disk(show, disk, photo_folder):
    app = show()
    app.commands.run("mark")
    kept = app[TriageFeature].triage.marks.paths
    assert len(kept) == 1
    disk()
    app[TriageFeature].triage.marks.toggle(photo_folder / f"{number}.png" for number in range(5000))
    assert "The marks could not be changed. The disk is full." in app.window.notices.text
    assert app[TriageFeature].triage.marks.paths == kept == MarkStore(marks_file()).load()
    assert app[TriageFeature].triage.marked == 1


def test_a_locked_file_of_marks(show):
    app = show()
    app.commands.run("mark")
    with closing(sqlite3.connect(marks_file())) as other:
        other.execute("BEGIN EXCLUSIVE")
        app.commands.run("mark")
        assert "Another program keeps the file locked." in app.window.notices.text
        assert app[TriageFeature].triage.marked == 1
    app.commands.run("mark")
    assert app[TriageFeature].triage.marked == 0


def test_a_damaged_file_of_marks_is_told_at_the_start(show):
    marks_file().parent.mkdir(parents=True)
    marks_file().write_bytes(b"not a database " * 1000)
    app = show()
    assert "The file of marks was damaged" in app.window.notices.text
    assert len(list(marks_file().parent.glob("marks.sqlite.damaged-*"))) == 1
    app.commands.run("mark")
    assert app[TriageFeature].triage.marks.paths == MarkStore(marks_file()).load() != frozenset()


def test_settings_on_a_full_disk(show, disk, own_folders, qtbot):
    app = show()
    app.session.set_option("opacity", 61)
    app.store.check()
    before = (own_folders / "settings.ini").read_bytes()
    disk()
    app.session.set_option("opacity", 62)
    qtbot.waitUntil(lambda: "The settings cannot be kept" in app.window.notices.text)
    assert (own_folders / "settings.ini").read_bytes() == before
    app.window.notices.clear()
    app.session.set_option("opacity", 63)
    app.store.check()
    assert app.window.notices.text == ""  # once is enough
    (own_folders / "filler").unlink()
    app.store.check()
    again = QSettings(str(own_folders / "settings.ini"), QSettings.Format.IniFormat)
    assert Store(again).options()["opacity"] == 63  # nothing was lost meanwhile


def test_the_session_and_the_setup_on_a_full_disk(show, disk):
    app = show()
    app[ScenesFeature].offer_lost(wanted=False)
    disk()
    app[ScenesFeature].autosave.save()
    assert "for the case of a crash. The disk is full." in app.window.notices.text
    app.window.notices.clear()
    app[ScenesFeature].autosave.save()
    assert app.window.notices.text == ""
    model = given_model(weights_sha256="a" * 64)
    app[SetupsFeature].setups.model = model
    app[SetupsFeature].setups._remember(ModelSetup(class_names=tuple(map(str, range(5000)))))
    assert "holds until CamScope is closed. The disk is full." in app.window.notices.text
    assert remembered_setup("a" * 64) is None


def test_an_old_list_outlives_a_full_disk(show, disk, own_folders, monkeypatch):
    app, listed = show(), own_folders / "pictures.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(listed), ""))
    app.commands.run("export_list")
    before = listed.read_bytes()
    assert before.count(b"\n") == 5
    disk()
    app.commands.run("export_list")
    assert "“pictures.csv” cannot be written. The disk is full." in app.window.notices.text
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
    app = show()
    app[ScenesFeature].offer_lost(wanted=False)
    app.commands.run("mark")
    make_read_only(own_folders)
    app.commands.run("mark")
    assert "The marks could not be changed." in app.window.notices.text
    assert "may not be written to" in app.window.notices.text
    assert app[TriageFeature].triage.marked == 1
    app.session.set_option("opacity", 61)
    qtbot.waitUntil(lambda: "The settings cannot be kept" in app.window.notices.text)
    app[ScenesFeature].autosave.save()
    assert "for the case of a crash. The disk is read-only." in app.window.notices.text

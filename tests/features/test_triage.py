"""Triage in the real window: verdicts on rows, the wrong ones first, labels, marks, the list."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.judging.tally import Choice
from viewer.core.judging.verdicts import Verdict, Verdicts
from viewer.features.folders import FoldersFeature
from viewer.features.triage import TriageFeature
from viewer.ui.browser.picture_delegate import TONES

SAID = {  # folder and name: class, how sure
    "cat/a.png": (0, 0.9),
    "cat/b.png": (1, 0.6),
    "cat/c.png": (1, 0.95),
    "dog/d.png": (1, 0.7),
}


@pytest.fixture
def app(qapp, tmp_path):
    """The whole application on a folder of two classes, its engine answered for by the test."""
    folder = tmp_path / "数据"
    for name in SAID:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((30, 40, 3), 90, np.uint8)).save(file)
    (folder / "dog" / "e.png").write_bytes(b"no picture")
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("view/folders", "flat")
    app = build(make_application(), settings=settings)
    app.window.resize(1100, 800)
    app.window.show()
    tell(app.session, given_model())
    app[FoldersFeature].opener.open([folder])
    yield app
    app.window.close()
    app.window.deleteLater()


@pytest.fixture
def judged(app, qtbot):
    """The window after the model has judged every picture."""
    qtbot.waitUntil(lambda: app.session.listing is not None)
    folder, triage = app.session.listing.path, app[TriageFeature].triage
    triage.judge_wished.disconnect()
    asked = []
    triage.judge_wished.connect(asked.append)
    app.window.browser.triage.run.click()
    assert triage.running
    for wish in asked:
        tell(triage, Verdicts(serial=wish.serial, verdicts=tuple(say(folder, wish))))
    qtbot.waitUntil(lambda: not triage.running)
    return app


def say(folder: Path, wish):
    for image in wish.images:
        index, sure = SAID.get(image.path.relative_to(folder).as_posix(), (-1, 0.0))
        problem = "" if index >= 0 else "This is not a picture."
        yield Verdict(image=image, index=index, probability=sure, problem=problem)


def names(app) -> list[str]:
    model = app.window.browser.list.model()
    rows = [model.row(number) for number in range(model.rowCount())]
    return [row.path.name for row in rows if row.kind == "picture"]


def choose(box, key) -> None:
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def test_wrong_and_sure_comes_first_and_filters_show_what_they_say(judged):
    bar = judged.window.browser.triage
    assert names(judged) == ["a.png", "b.png", "c.png", "d.png", "e.png"]
    choose(bar.sorting, "wrong_first")
    assert names(judged)[:2] == ["c.png", "b.png"]  # the surest of the wrong ones
    for showing, wanted in (("wrong", {"b.png", "c.png"}), ("right", {"a.png", "d.png"})):
        choose(bar.showing, showing)
        assert set(names(judged)) == wanted
    choose(bar.showing, "unread")
    assert names(judged) == ["e.png"]
    bar.showing.showPopup()
    bar.showing.hidePopup()
    assert bar.showing.itemText(bar.showing.count() - 2) == "dog (3)"
    choose(bar.showing, 1)
    assert set(names(judged)) == {"b.png", "c.png", "d.png"}
    assert "50.0% right" in bar.words.text()


def test_a_row_says_class_label_and_mark_in_its_own_colours(judged, qtbot):
    browser = judged.window.browser
    browser.set_current(None)
    browser.list.setCurrentIndex(browser.list.model().index(-1))
    rows = range(browser.list.model().rowCount())
    qtbot.waitUntil(lambda: not any(map(browser.list.model().wants_thumbnail, rows)))
    plain = {name: painted(browser, name) for name in ("a.png", "c.png")}
    dark = browser.palette().color(QPalette.ColorRole.Base).lightness() < 128
    right, wrong = (QColor(TONES[tone][dark]) for tone in ("right", "wrong"))
    assert near(plain["a.png"], right) > 5 > near(plain["a.png"], wrong)
    assert near(plain["c.png"], wrong) > 5 > near(plain["c.png"], right)
    judged[TriageFeature].triage.marks.toggle([judged.session.listing.pictures[0]])
    marked = painted(browser, "a.png")
    assert marked != plain["a.png"]
    assert painted(browser, "c.png") == plain["c.png"]
    assert "(1)" in browser.triage.showing.itemText(browser.triage.showing.findData("marked"))


def painted(browser, name: str) -> QImage:
    row = next(n for n in range(9) if browser.list.model().row(n).path.name == name)
    browser.list.scrollTo(browser.list.model().index(row))
    area = browser.list.visualRect(browser.list.model().index(row))
    return browser.list.viewport().grab(area).toImage()


def near(image: QImage, colour: QColor) -> int:
    """Return how many pixels have nearly this colour."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    wanted = colour.getRgb()[:3]
    return sum(
        max(abs(a - b) for a, b in zip(each.getRgb()[:3], wanted, strict=True)) < 40
        for each in pixels
    )


def test_the_list_is_written_with_what_is_known(judged, tmp_path):
    room, folder = judged[TriageFeature], judged.session.listing.path
    room.write_list(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = {Path(row["path"]).name: row for row in csv.DictReader(file)}
    assert len(rows) == 5
    assert rows["c.png"] == {
        "path": str(folder / "cat" / "c.png"),
        "marked": "0",
        "class": "dog",
        "confidence": "0.9500",
        "label": "cat",
        "right": "no",
    }
    assert (rows["a.png"]["right"], rows["e.png"]["class"]) == ("yes", "unreadable")
    judged[TriageFeature].triage.marks.toggle([folder / "dog" / "d.png"])
    room.write_list(tmp_path / "marked.txt")
    written = (tmp_path / "marked.txt").read_text(encoding="utf-8")
    assert written == f"{folder / 'dog' / 'd.png'}\n"


def test_the_list_holds_what_is_shown_and_its_command_says_so(judged, tmp_path):
    room, action = judged[TriageFeature], judged.window.commands.action("export_list")
    marks = room.triage.marks
    assert action.text() == "Export the list…"
    marks.toggle([Path("/elsewhere/x.png")])  # a mark in another folder marks nothing here
    room.triage.choose(Choice("wrong_first", "wrong"))
    assert action.text() == "Export those shown…"
    room.write_list(tmp_path / "wrong.txt")
    lines = (tmp_path / "wrong.txt").read_text(encoding="utf-8").splitlines()
    model = judged.window.browser.list.model()
    rows = [model.row(number) for number in range(model.rowCount())]
    assert lines == [str(row.path) for row in rows if row.kind == "picture"]
    assert 0 < len(lines) < 5
    told = judged.window.toast.text
    assert told.startswith(f"Saved to “wrong.txt”: {len(lines)} of 5 pictures.")
    marks.toggle([judged.session.listing.pictures[0]])
    assert action.text() == "Export marked (1)…"


def test_no_cell_of_the_list_is_a_formula_and_an_old_list_outlives_a_full_disk(
    judged, tmp_path, monkeypatch
):
    formula = "=cmd|'/c calc'!A0"
    judged.session.model = replace(judged.session.model, class_names=(formula, "-dog"))
    room = judged[TriageFeature]
    assert "'=cmd|'/c calc'!A0" in room._as_table([0])
    assert "'-dog" in room._as_table([1])
    room.write_list(tmp_path / "all.csv")
    before = (tmp_path / "all.csv").read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("viewer.core.files.whole_file.os.fsync", full)
    with pytest.raises(UserError, match=r"“all\.csv” cannot be written\. The disk is full"):
        room.write_list(tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_bytes() == before


def test_labels_from_a_table_turn_right_into_wrong(judged, qtbot, tmp_path, monkeypatch):
    table = tmp_path / "labels.csv"
    table.write_text("file,label\na.png,dog\nb.png,dog\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(table), ""))
    judged.commands.run("open_labels")
    triage = judged[TriageFeature].triage
    folder = judged.session.listing.path
    qtbot.waitUntil(lambda: triage.tally.truth.label(folder / "cat" / "a.png") == "dog")
    images = [ImageRef.of(folder / name) for name in SAID]
    triage.tally.put(
        Verdict(image=image, index=index, probability=sure)
        for image, (index, sure) in zip(images, SAID.values(), strict=True)
    )
    assert triage.tally.accuracy() == (1, 2)
    judged.commands.run("folder_labels")
    assert triage.tally.truth.label(folder / "cat" / "a.png") == "cat"


def test_a_marking_is_undone_by_key(judged):
    judged.window.browser.first()
    judged.commands.run("mark")
    assert len(judged[TriageFeature].triage.marks.paths) == 1
    judged.commands.run("undo")
    assert not judged[TriageFeature].triage.marks.paths
    judged.commands.run("redo")
    assert len(judged[TriageFeature].triage.marks.paths) == 1


def test_a_table_of_labels_is_read_beside_the_window(app, qtbot, tmp_path):
    qtbot.waitUntil(lambda: app.session.listing is not None)
    picture = app.session.listing.pictures[0]
    (tmp_path / "labels.csv").write_text(f"file,label\n{picture.name},dog\n")
    os.mkfifo(tmp_path / "pipe.csv")
    app[TriageFeature].read_labels(tmp_path / "labels.csv")
    qtbot.waitUntil(lambda: app[TriageFeature].triage.tally.truth.label(picture) == "dog")
    app[TriageFeature].read_labels(tmp_path / "pipe.csv")
    qtbot.waitUntil(lambda: "The table cannot be read." in app.window.notices.text)
    assert app[TriageFeature].triage.tally.truth.label(picture) == "dog"


def test_wrong_first_goes_to_the_first_of_the_wrong(judged):
    bar = judged.window.browser.triage
    judged.session.set_image(judged.session.listing.pictures[0])
    bar.sorting.setCurrentIndex(bar.sorting.findData("wrong_first"))
    bar.sorting.activated.emit(bar.sorting.currentIndex())
    assert judged.session.image.path.name == "c.png"


def test_the_words_are_a_button(app, qtbot):
    qtbot.waitUntil(lambda: app.session.listing is not None)
    run = app.window.browser.triage.run
    assert run.text() == "Predict all"
    assert run.width() > app.window.browser.triage.width() // 2
    qtbot.mouseClick(run, Qt.MouseButton.LeftButton)
    assert app[TriageFeature].triage.running

"""The line that says where the folder lies: near names are buttons, the rest stands in a menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.ui.browser.breadcrumb import Breadcrumb

FOLDER = Path("/data/animals/train/agaric")


@pytest.fixture
def crumbs(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    crumbs = Breadcrumb(room)
    crumbs.room, crumbs.told = room, []
    crumbs.folder_chosen.connect(crumbs.told.append)
    QVBoxLayout(room).addWidget(crumbs)
    room.resize(260, 60)
    crumbs.set_folder(FOLDER)
    with qtbot.waitExposed(room):
        room.show()
    return crumbs


def texts(crumbs):
    return [button.text() for button in crumbs.buttons]


def test_the_nearest_folders_are_shown_and_a_click_goes_there(crumbs, qtbot):
    assert crumbs.here.text() == "agaric"
    assert texts(crumbs)
    assert texts(crumbs) == ["/ ›", "data ›", "animals ›", "train ›"][-len(texts(crumbs)) :]
    assert crumbs.here.width() >= crumbs.here.sizeHint().width()
    assert crumbs.more.isVisible()
    qtbot.mouseClick(crumbs.buttons[-1], Qt.MouseButton.LeftButton)
    assert crumbs.told == [FOLDER.parent]


def test_what_has_no_room_stands_in_the_menu(crumbs, qtbot):
    crumbs.room.resize(130, 60)
    qtbot.waitUntil(lambda: len(crumbs.buttons) < 2)
    qtbot.waitUntil(lambda: crumbs.here.width() >= crumbs.here.sizeHint().width())
    crumbs.menu.aboutToShow.emit()
    listed = [action.text() for action in crumbs.menu.actions()]
    assert listed == [str(folder) for folder in FOLDER.parents]
    crumbs.menu.actions()[1].trigger()
    assert crumbs.told == [FOLDER.parents[1]]


def test_a_wide_line_shows_all_and_needs_no_menu(crumbs, qtbot):
    crumbs.room.resize(700, 60)
    qtbot.waitUntil(lambda: texts(crumbs) == ["/ ›", "data ›", "animals ›", "train ›"])
    assert not crumbs.more.isVisible()
    crumbs.set_folder(None)
    assert not crumbs.isVisible()

"""The menu of the browser's pictures, and what is dragged out of it."""

from __future__ import annotations

import numpy as np
import pytest
from given_drags import entering
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from viewer.features import picture_menu
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.features.triage import TriageFeature


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, grey in (("a.png", 60), ("b.png", 90), ("c.png", 120)):
        Image.fromarray(np.full((30, 40, 3), grey, np.uint8)).save(folder / name)
    return folder


@pytest.fixture
def app(window, folder, qtbot):
    window.window.show()
    tell(window.session, given_model())
    window[FoldersFeature].opener.open([folder])
    picture = window[PicturesFeature]
    qtbot.waitUntil(lambda: picture.picture is not None and window.session.listing is not None)
    return window


def run(app, key):
    app.window.commands.action(key).trigger()


def test_a_right_click_opens_the_menu_of_the_picture_under_it(app, qtbot):
    view = app.window.browser.list
    row = view.visualRect(view.model().index(view.model().rowCount() - 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=row)
    view.customContextMenuRequested.emit(row)
    assert app.session.image.path.name == "c.png"
    menu = next(menu for menu in app.window.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["Copy picture", "Copy path", "Open in file manager"]
    assert {"Mark or unmark", "Predict all"} < set(texts)
    menu.close()


def test_the_bare_picture_has_the_same_menu_as_its_thumbnail(app, qtbot):
    pane = app.window.pane_row.panes[0]
    assert pane.promises_menu
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))  # on its title
    menu = next(menu for menu in app.window.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["Copy picture", "Copy path", "Open in file manager"]
    menu.close()


def test_a_copied_picture_is_pixels_and_a_file(app, folder):
    run(app, "copy_picture")
    data = QGuiApplication.clipboard().mimeData()
    assert data.imageData().pixelColor(20, 10).red() == 60
    assert [url.toLocalFile() for url in data.urls()] == [str(folder / "a.png")]


def test_paths_of_all_selected_pictures_are_copied(app, folder):
    app.window.browser.list.selectAll()
    run(app, "copy_path")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [str(folder / name) for name in ("a.png", "b.png", "c.png")]


def test_the_file_manager_is_asked_for_the_folder(app, folder, monkeypatch):
    shown = []
    monkeypatch.setattr(picture_menu, "show_in_folder", shown.append)
    run(app, "show_in_folder")
    assert shown == [folder / "a.png"]


def test_predict_all_is_a_command_and_pauses(app):
    run(app, "predict_all")
    assert app[TriageFeature].triage.running
    run(app, "predict_all")
    assert not app[TriageFeature].triage.running


def test_a_dragged_picture_is_its_file_and_may_only_be_copied(app, folder):
    view, model = app.window.browser.list, app.window.browser.list.model()
    view.selectAll()
    data = model.mimeData(view.selectionModel().selectedIndexes())
    names = sorted(url.toLocalFile() for url in data.urls())
    assert names == [str(folder / name) for name in ("a.png", "b.png", "c.png")]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert view.dragEnabled()


def test_what_others_drag_is_taken(app):
    """What we drag ourselves has a source in this program, which only a real drag can have."""
    model = app.window.browser.list.model()
    data = model.mimeData([model.index(model.rowCount() - 1)])
    event = entering(data, QPoint(5, 5))
    app.window.dragEnterEvent(event)
    assert event.isAccepted()
    assert event.source() is None
    assert QPointF(event.position()) == QPointF(5, 5)

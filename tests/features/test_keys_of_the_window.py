"""The hand on the keyboard, in the real window: focus comes home, menus keep their keys."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_model
from given_routes import tell
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from viewer.app import build, make_application
from viewer.core.asks.target import Target
from viewer.features.folders import FoldersFeature
from viewer.ui.bar.class_box import ClassBox
from viewer.ui.dialogs.palette import Palette

NAMES = ("a.png", "b.png", "c.png", "d.png")
Key = Qt.Key


@pytest.fixture
def app(qapp, qtbot, tmp_path):
    """The whole window on a folder of four pictures, its engine answered for by the test."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in NAMES:
        Image.fromarray(np.full((30, 40, 3), 90, np.uint8)).save(folder / name)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.show()
    qtbot.waitUntil(app.window.isActiveWindow)
    tell(app.session, given_model())
    app[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: app.session.image is not None and app.session.listing is not None)
    yield app
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    app.window.close()
    app.window.deleteLater()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key as the desktop would: the popup has it, else the window, shortcuts first."""
    widget = QApplication.activePopupWidget() or QApplication.activeWindow()
    QTest.keyClick(widget.windowHandle(), key, modifier)


def activate(app, qtbot):
    """Offscreen, no window is active when a popup has closed."""
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)


def shown(app):
    return app.session.image.path.name


def is_home(app):
    """Whether keys go to the list as soon as the window is active."""
    return app.window.focusWidget() is app.window.browser.list


def test_an_open_menu_keeps_the_arrows(app):
    bar = app.window.menuBar()
    menus = [action for action in bar.actions() if action.menu() is not None]
    at = bar.actionGeometry(menus[0]).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)
    press(Key.Key_Right)
    assert shown(app) == "a.png"
    assert menus[1].menu().isVisible()
    press(Key.Key_Left)
    assert menus[0].menu().isVisible()
    press(Key.Key_D)  # a letter runs nothing behind the menu, either
    assert not app.window.commands.action("difference").isChecked()


def test_the_menu_of_a_pane_keeps_the_arrows_too(app, qtbot):
    press(Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Right)
    assert shown(app) == "a.png"


@pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Escape])
def test_the_focus_comes_home_when_a_list_closes(app, qtbot, end):
    boxes = [*app.window.controls.findChildren(QComboBox), app.window.browser.triage.showing]
    boxes = [box for box in boxes if box.isVisible() and box.isEnabled() and not box.isEditable()]
    assert boxes
    for box in boxes:
        activate(app, qtbot)
        box.setFocus()
        box.showPopup()
        press(end)
        qtbot.waitUntil(lambda: is_home(app))


@pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Escape])
def test_the_focus_comes_home_from_a_field(app, qtbot, end):
    press(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is app.window.browser.filter_box
    QTest.keyClicks(app.window.browser.filter_box, ".png")
    press(end)
    qtbot.waitUntil(lambda: is_home(app))
    press(Key.Key_Right)
    assert shown(app) == "b.png"


def test_a_field_with_nothing_typed_lets_arrows_and_undo_through(app):
    box = app.window.browser.filter_box
    app.session.set_option("opacity", 0.3)
    box.setFocus()
    press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.session.options["opacity"] != 0.3
    press(Key.Key_Right)
    assert shown(app) == "b.png"
    assert is_home(app)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_class_that_was_typed_is_undone_by_the_next_key(app, qtbot, at_once):
    box = app.window.controls.findChild(ClassBox)
    box.lineEdit().setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "dog")
    press(Key.Key_Return)
    assert app.session.target.index == 1
    if not at_once:
        qtbot.waitUntil(lambda: QApplication.focusWidget() is app.window.browser.list)
    press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.session.target == Target()


def test_a_right_click_on_a_picture_keeps_the_arrows_from_it(app, qtbot):
    view = app.window.browser.list
    view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Right)
    assert shown(app) == "a.png"


def test_what_is_typed_keeps_its_arrows(app):
    box = app.window.browser.filter_box
    box.setFocus()
    QTest.keyClicks(box, "ab")
    press(Key.Key_Left)
    assert QApplication.focusWidget() is box
    assert box.cursorPosition() == 1


def test_a_folder_that_is_handed_over_leaves_the_focus_at_home(app):
    app.window.browser.filter_box.setFocus()
    app[FoldersFeature].receive([app.session.listing.path])
    assert is_home(app)


def palette_of(app):
    return next(d for d in app.window.findChildren(Palette) if d.isVisible())


def choose(app, qtbot, keys, typed, downs=0):
    activate(app, qtbot)
    press(Key.Key_P, keys)
    field = palette_of(app).field
    QTest.keyClicks(field, typed)
    for _ in range(downs):
        QTest.keyClick(field, Key.Key_Down)
    QTest.keyClick(field, Key.Key_Return)


def test_the_palette_runs_a_command_and_shows_a_method(app, qtbot):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    choose(app, qtbot, keys, "add a pane")
    assert len(app.session.pane_list.specs) == 3
    choose(app, qtbot, keys, "eigencam")
    assert app.session.pane_list.specs[0].method == "eigen_cam"
    choose(app, qtbot, keys, "dog")
    assert app.session.target.index == 1


def test_a_palette_that_finds_nothing_says_so_and_does_nothing(app, qtbot):
    activate(app, qtbot)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(Key.Key_P, keys)
    palette = palette_of(app)
    QTest.keyClicks(palette.field, "qqqq")
    assert palette.rows.topLevelItem(0).text(0) == "Nothing fits."
    QTest.keyClick(palette.field, Key.Key_Down)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Key.Key_Escape)


def test_a_picture_is_found_by_a_part_of_its_name(app, qtbot):
    choose(app, qtbot, Qt.KeyboardModifier.ControlModifier, ".png", downs=2)
    assert shown(app) == "c.png"


def test_a_single_key_is_told_and_taken_back(app, qtbot):
    activate(app, qtbot)
    app.window.browser.list.setFocus()
    press(Key.Key_G)
    assert app.window.status.currentMessage() == "Show the cells is on. G takes it back."
    press(Key.Key_O)
    assert not app.session.options["show_original"]
    press(Key.Key_Period)
    assert "Higher threshold" in app.window.status.currentMessage()
    for _ in range(3):
        press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.session.options["show_original"]
    assert not app.session.options["cells"]
    assert app.session.options["threshold"] == 0

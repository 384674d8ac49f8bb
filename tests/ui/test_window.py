from pathlib import Path

import pytest
from given_drags import entering
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from viewer.core.tables.commands import COMMANDS
from viewer.ui.looks.theme import apply_theme
from viewer.ui.window.dropped import Dropped
from viewer.ui.window.window import MainWindow


@pytest.fixture
def window(qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def in_menus(menu) -> set[str]:
    found: set[str] = set()
    for action in menu.actions():
        child = action.menu()
        found |= in_menus(child) if isinstance(child, QMenu) else {action.objectName()}
    return found


def test_every_command_is_in_a_menu(window):
    assert {command.key for command in COMMANDS} <= in_menus(window.menuBar())


def test_it_fits_1280_by_800(window):
    window.show_panes()
    window.resize(1280, 800)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1280, 800)
    assert window.minimumSizeHint().width() <= 1280
    assert window.browser.width() < 300
    assert window.pane_row.width() > 950


def test_the_welcome_page_offers_both_ways_in(window, qtbot):
    assert window.welcome.isVisible()
    assert not window.pane_row.isVisible()
    told: list[str] = []
    window.commands.triggered.connect(told.append)
    for button in window.welcome.findChildren(QPushButton):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["open_folder", "open_samples"]
    window.show_panes()
    assert window.pane_row.isVisible()
    assert not window.welcome.isVisible()


def drop(window, urls: list[QUrl]) -> tuple[bool, bool]:
    """Drag something over the window and let it go; returns whether it was taken, twice."""
    data = QMimeData()
    data.setUrls(urls)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = entering(data, QPoint(9, 9))
    window.dragEnterEvent(enter)
    event = QDropEvent(QPointF(9, 9), copy, data, left, none)
    event.setAccepted(False)
    window.dropEvent(event)
    return enter.isAccepted(), event.isAccepted()


def test_dropped_files_and_folders_are_passed_on(window, tmp_path):
    told: list[list[Path]] = []
    window.paths_dropped.connect(told.append)
    paths = [tmp_path / "图 1.png", tmp_path]
    assert drop(window, [QUrl.fromLocalFile(str(path)) for path in paths]) == (True, True)
    assert told == [paths]


def test_an_address_is_passed_on_as_what_it_is(window):
    told: list[list[Path]] = []
    others: list[Dropped] = []
    window.paths_dropped.connect(told.append)
    window.data_dropped.connect(others.append)
    assert drop(window, [QUrl("https://example.org/a%20cat.jpg")]) == (True, True)
    assert told == []
    assert [(one.address, one.name) for one in others] == [
        ("https://example.org/a%20cat.jpg", "a cat.jpg")
    ]


def test_files_are_not_dropped_into_the_filter(window):
    assert not window.browser.filter_box.acceptDrops()


def recents(window) -> list[QAction]:
    return window._recents.actions()


def test_recent_folders(window, tmp_path):
    told: list[Path] = []
    window.recent_chosen.connect(told.append)
    window.set_recents([tmp_path / "a", tmp_path / "b"])
    assert len(recents(window)) == 2
    recents(window)[1].trigger()
    assert told == [tmp_path / "b"]
    window.set_recents([])
    assert recents(window) == []
    assert not window._recents.isEnabled()


def test_the_layout_comes_back(window, qtbot):
    window.resize(785, 640)  # the screen without a display is 800 × 800
    window._split.setSizes([280, 500])
    QApplication.processEvents()
    size = window.size()
    sizes = window._split.sizes()
    again = MainWindow()
    qtbot.addWidget(again)
    again.restore_layout(window.layouts())
    with qtbot.waitExposed(again):
        again.show()
    assert again.size() == size
    assert again._split.sizes() == sizes


def test_a_layout_that_makes_no_sense_is_ignored(window):
    window.restore_layout({"split": b"nonsense", "unknown": b""})
    assert min(window._split.sizes()) > 0


def test_closing_is_told(window, qtbot):
    with qtbot.waitSignal(window.closing):
        window.close()


def test_icons_follow_the_theme(window, qapp):
    shades = []
    for scheme in ("light", "dark"):
        apply_theme(qapp, scheme)
        QApplication.processEvents()
        window.menuBar().actions()[0].menu().aboutToShow.emit()  # icons wait for their menu
        image = window.commands.action("open_folder").icon().pixmap(32).toImage()
        pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        shades.append(max(pixels, key=lambda pixel: pixel.alpha()).lightness())
    apply_theme(qapp, "light")
    assert shades[0] < 100
    assert shades[1] > 180


def test_single_keys_reach_the_list_of_pictures_but_not_the_filter(window, qtbot):
    window.show_panes()
    window.commands.set_available("picture", available=True)
    told: list[str] = []
    window.commands.triggered.connect(told.append)
    window.activateWindow()
    window.browser.filter_box.setFocus()
    qtbot.keyClicks(window.browser.filter_box, "2")
    assert (told, window.browser.filter_box.text()) == ([], "2")
    window.browser.list.setFocus()
    qtbot.keyClick(window.browser.list, Qt.Key.Key_2)
    assert told == ["class_2"]


def test_the_keys_step_through_the_pictures_as_soon_as_there_are_any(window):
    window.activateWindow()
    assert window.focusWidget() in window.welcome.findChildren(QPushButton)
    window.show_panes()
    assert window.focusWidget() is window.browser.list
    window.browser.filter_box.setFocus()
    window.show_panes()
    assert window.focusWidget() is window.browser.filter_box

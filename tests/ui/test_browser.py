import time
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from viewer.core.files.folder import FolderListing
from viewer.core.files.path_list import PathList
from viewer.ui.browser.browser import Browser
from viewer.ui.browser.browser_model import PATH, BrowserModel
from viewer.ui.browser.kept_thumbnails import THUMBNAILS_KEPT
from viewer.ui.browser.thumbnail_icons import ICON_SIDE_PX
from viewer.ui.looks.design import selected_ink

FOLDER = Path("/pictures")


def make_listing(count: int, folders: tuple[str, ...] = ("sub",)) -> FolderListing:
    return FolderListing(
        path=FOLDER,
        parent=FOLDER.parent,
        folders=tuple(FOLDER / name for name in folders),
        pictures=tuple(FOLDER / f"cat{number}.jpg" for number in range(1, count + 1)),
    )


def picture(number: int) -> Path:
    return FOLDER / f"cat{number}.jpg"


@pytest.fixture
def browser(qtbot):
    widget = Browser()
    qtbot.addWidget(widget)
    widget.resize(236, 500)
    widget.set_listing(make_listing(12))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def chosen(browser) -> list[Path]:
    told: list[Path] = []
    browser.image_chosen.connect(told.append)
    return told


def shown(browser) -> list[str]:
    model = browser.list.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def click(qtbot, browser, row: int, *, twice: bool = False) -> None:
    spot = browser.list.visualRect(browser.list.model().index(row)).center()
    view = browser.list.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    if twice:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot)


def test_folders_come_first_then_pictures_as_listed(browser):
    assert shown(browser)[:4] == ["sub", "cat1.jpg", "cat2.jpg", "cat3.jpg"]


def test_a_click_on_a_picture_chooses_it_once(browser, chosen, qtbot):
    click(qtbot, browser, 2)
    click(qtbot, browser, 2)
    assert chosen == [picture(2)]


def test_several_pictures_are_selected_and_the_last_one_clicked_is_chosen(browser, chosen, qtbot):
    click(qtbot, browser, 3)
    place = browser.list.visualRect(browser.list.model().index(1)).center()
    viewport, shift = browser.list.viewport(), Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, shift, place)
    assert browser.selected_pictures() == (picture(1), picture(2), picture(3))
    assert chosen == [picture(3), picture(1)]
    browser.set_current(picture(1))  # what the window answers to the choice
    assert len(browser.selected_pictures()) == 3
    browser.set_current(picture(2))
    assert browser.selected_pictures() == (picture(2),)


def test_arrow_keys_choose(browser, chosen, qtbot):
    browser.set_current(picture(2))
    browser.list.setFocus()
    qtbot.keyClick(browser.list, Qt.Key.Key_Down)
    assert chosen == [picture(3)]


def test_folders_are_entered_by_double_click_and_by_enter(browser, chosen, qtbot):
    told: list[Path] = []
    browser.folder_chosen.connect(told.append)
    click(qtbot, browser, 0)
    assert told == []
    click(qtbot, browser, 0, twice=True)
    assert told == [FOLDER / "sub"]
    qtbot.keyClick(browser.list, Qt.Key.Key_Return)
    assert told == [FOLDER / "sub", FOLDER / "sub"]
    assert chosen == []


def test_setters_emit_nothing(browser, chosen):
    browser.set_current(picture(5))
    browser.set_listing(make_listing(20))
    browser.set_thumbnail(picture(1), QImage(8, 8, QImage.Format.Format_RGB32))
    browser.set_failed(picture(2), "Not a picture.")
    browser.set_current(None)
    assert chosen == []


def test_stepping_stops_at_the_ends(browser, chosen):
    browser.step(1)
    browser.step(1)
    browser.last()
    browser.step(1)
    browser.first()
    browser.step(-1)
    assert chosen == [picture(1), picture(2), picture(12), picture(1)]


def test_the_filter_keeps_the_selection(browser, chosen, qtbot):
    browser.set_current(picture(11))
    browser.filter_box.setText("T1")
    assert shown(browser) == ["cat1.jpg", "cat10.jpg", "cat11.jpg", "cat12.jpg"]
    assert browser.list.currentIndex().data(PATH) == picture(11)
    browser.filter_box.setText("cat2")
    browser.filter_box.clear()
    assert browser.list.currentIndex().data(PATH) == picture(11)
    assert chosen == []


def test_stepping_follows_the_filter(browser, chosen):
    browser.set_current(picture(1))
    browser.filter_box.setText("cat1")
    browser.step(1)
    assert chosen == [picture(10)]


def test_an_empty_folder_says_so_in_words(browser):
    browser.set_listing(make_listing(0, folders=()))
    assert browser.list.words == "No pictures in this folder."
    before = browser.list.viewport().grab().toImage()
    browser.list.words = ""
    assert browser.list.viewport().grab().toImage() != before


def test_a_filter_that_nothing_fits_says_so(browser):
    browser.filter_box.setText("no such name")
    assert browser.list.words == "Nothing fits the filter."
    assert shown(browser) == []


def test_a_picture_that_failed_is_marked_and_says_why(browser):
    index = browser.list.model().index(1)
    before = index.data(Qt.ItemDataRole.DecorationRole).cacheKey()
    browser.set_failed(picture(1), "The file is not a picture.")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "The file is not a picture."
    assert index.data(Qt.ItemDataRole.DecorationRole).cacheKey() != before


def test_thumbnails_are_wanted_only_for_rows_in_sight(browser, qtbot):
    with qtbot.waitSignal(browser.thumbnails_wanted) as told:
        browser.set_listing(make_listing(100_000))
    wanted = told.args[0]
    assert wanted[0] == picture(1)
    assert len(wanted) < 20
    with qtbot.waitSignal(browser.thumbnails_wanted) as told:
        browser.list.scrollToBottom()
    assert told.args[0][-1] == picture(100_000)
    assert len(told.args[0]) < 20


def test_a_hundred_thousand_pictures_are_listed_and_filtered_at_once(browser):
    listing = make_listing(100_000)
    start = time.process_time()  # what others compute meanwhile does not count
    browser.set_listing(listing)
    browser.set_current(picture(99_999))
    QApplication.processEvents()
    browser.filter_box.setText("9999")
    QApplication.processEvents()
    assert time.process_time() - start < 2.0  # about 0.4 s on a free machine
    assert picture(99_999) == browser.list.currentIndex().data(PATH)


def test_the_mark_of_a_broken_picture_stands_out_on_the_selection(qapp):
    model = BrowserModel()
    model.set_listing(make_listing(1))
    model.set_failed(picture(1), "The file is not a picture.")
    mark = model.index(1).data(Qt.ItemDataRole.DecorationRole)
    selected = mark.pixmap(ICON_SIDE_PX, QIcon.Mode.Selected).toImage()
    ink = selected_ink(qapp.palette())
    drawn = max(
        (selected.pixelColor(x, y) for x in range(ICON_SIDE_PX) for y in range(ICON_SIDE_PX)),
        key=lambda colour: colour.alpha(),
    )
    assert abs(drawn.lightness() - ink.lightness()) <= 3


def test_a_thumbnail_that_is_there_is_not_wanted_again(browser, qtbot):
    browser.set_thumbnail(picture(1), QImage(8, 8, QImage.Format.Format_RGB32))
    browser.set_failed(picture(2), "Broken.")
    with qtbot.waitSignal(browser.thumbnails_wanted) as told:
        browser.resize(236, 460)
    assert picture(1) not in told.args[0]
    assert picture(2) not in told.args[0]
    assert picture(3) in told.args[0]


@pytest.mark.parametrize(("width", "height"), [(96, 64), (64, 96)])
def test_all_thumbnails_take_the_same_place(qapp, width, height):
    """Wide and tall pictures are centred in one square, so that the names align."""
    model = BrowserModel()
    model.set_listing(make_listing(1))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    model.set_thumbnail(picture(1), image)
    drawn = model.index(1).data(Qt.ItemDataRole.DecorationRole).pixmap(ICON_SIDE_PX).toImage()
    assert (drawn.width(), drawn.height()) == (ICON_SIDE_PX, ICON_SIDE_PX)
    middle = ICON_SIDE_PX // 2
    assert drawn.pixelColor(middle, middle).red() == 255
    edge = drawn.pixelColor(middle, 2) if width > height else drawn.pixelColor(2, middle)
    assert edge.alpha() == 0


def test_only_so_many_thumbnails_are_kept(qapp):
    model = BrowserModel()
    model.set_listing(make_listing(THUMBNAILS_KEPT + 1))
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    for number in range(1, THUMBNAILS_KEPT + 2):
        model.set_thumbnail(picture(number), image)
    assert model.wants_thumbnail(1)  # the first one was forgotten
    assert not model.wants_thumbnail(2)
    assert model.rowCount(QModelIndex()) == THUMBNAILS_KEPT + 2


def test_a_hundred_thousand_rows_are_shown_at_once(browser):
    names = [f"{number}.jpg" for number in range(100_000)]
    pictures = PathList(FOLDER, names)
    start_s = time.thread_time()
    browser.set_listing(FolderListing(path=FOLDER, parent=None, folders=(), pictures=pictures))
    browser.list.scrollToBottom()
    assert time.thread_time() - start_s < 0.15  # 0.02 usually; 0.2 when Qt counts rows in Python
    assert browser.list.visible_rows()[1] == 99_999

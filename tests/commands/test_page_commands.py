"""A file of several pages is turned through, and the page is kept by sessions and figures."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_model
from PIL import Image
from PySide6.QtCore import QSettings

from viewer.app import build, make_application
from viewer.session.scene_keeping import scene_of
from viewer.session.session_file import read_session, write_session

GREYS = (40, 120, 200)


@pytest.fixture
def book(tmp_path):
    """A TIFF whose three pages differ, and a picture of one page beside it."""
    pages = [Image.fromarray(np.full((40, 60, 3), grey, np.uint8)) for grey in GREYS]
    path = tmp_path / "我的 book.tiff"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    pages[1].save(tmp_path / "single.png")
    return path


@pytest.fixture
def parts(qapp, tmp_path_factory):
    """The whole application, wired, with its engine not started."""
    file = tmp_path_factory.mktemp("settings") / "settings.ini"
    parts = build(make_application(), settings=QSettings(str(file), QSettings.Format.IniFormat))
    parts.window.show()
    yield parts
    parts.window.close()
    parts.window.deleteLater()


def shown(parts, path, page):
    picture = parts.display.picture
    return picture is not None and (picture.ref.path, picture.ref.page) == (path, page)


def test_pages_are_turned_by_key_by_button_and_by_number(parts, book, qtbot):
    bar, actions = parts.window.pages, parts.window.commands
    parts.opener.open([book])
    qtbot.waitUntil(lambda: shown(parts, book, 0))
    assert bar.isVisible()
    assert (bar.box.value(), bar.box.maximum()) == (1, 3)
    assert (bar.before.text(), bar.after.text()) == ("Page", "of 3")
    parts.commands.run("next_page")
    qtbot.waitUntil(lambda: shown(parts, book, 1))
    bar.box.setValue(3)
    qtbot.waitUntil(lambda: shown(parts, book, 2))
    assert int(parts.display.picture.rgb.mean()) == GREYS[2]
    assert parts.window.pane_row.panes[0].title.endswith("· Page 3 of 3")
    parts.commands.run("next_page")  # there is none
    assert parts.session.image.page == 2
    parts.opener.reload()
    parts.session.reload()
    qtbot.wait(150)
    assert parts.session.image.page == 2
    actions.action("previous_page").trigger()
    qtbot.waitUntil(lambda: shown(parts, book, 1))
    parts.window.browser.step(-1)
    qtbot.waitUntil(lambda: shown(parts, book.with_name("single.png"), 0))
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert not actions.action("next_page").isEnabled()


def test_a_session_shows_its_page_again(parts, book, tmp_path, qtbot):
    parts.opener.open([book])
    qtbot.waitUntil(lambda: shown(parts, book, 0))
    parts.window.pages.box.setValue(3)
    qtbot.waitUntil(lambda: shown(parts, book, 2))
    assert parts.session.image.stem == "我的 book_page3"
    file = tmp_path / "kept.camscope"
    write_session(scene_of(parts.session, None), file)
    scene = read_session(file)
    assert scene.page == 2
    parts.session.set_image(book.with_name("single.png"))
    qtbot.waitUntil(lambda: shown(parts, book.with_name("single.png"), 0))
    parts.session.model = given_model(ref=scene.model)
    parts.scenes.reopener.open_scene(scene, tmp_path)
    qtbot.waitUntil(lambda: shown(parts, book, 2))
    qtbot.wait(100)
    assert parts.session.image.page == 2
    assert parts.window.pages.box.value() == 3


def test_a_page_that_cannot_be_read_leaves_the_way_back(parts, book, qtbot):
    parts.opener.open([book])
    qtbot.waitUntil(lambda: shown(parts, book, 0))
    with qtbot.waitSignal(parts.loader.picture_failed) as caught:
        parts.session.set_image(book, 7)
    assert caught.args[1].headline == "There is no page 8 in this file; it has 3."
    assert parts.window.pages.box.value() == 8
    parts.commands.run("previous_page")
    parts.window.pages.box.setValue(1)
    qtbot.waitUntil(lambda: shown(parts, book, 0))
    assert parts.window.pages.box.maximum() == 3

"""A file of several pages is turned through, and the page is kept by sessions and figures."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_model
from PIL import Image
from PySide6.QtCore import QSettings

from viewer.app import build, make_application
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.features.scenes import ScenesFeature
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
def app(qapp, tmp_path_factory):
    """The whole application, wired, with its engine not started."""
    file = tmp_path_factory.mktemp("settings") / "settings.ini"
    app = build(make_application(), settings=QSettings(str(file), QSettings.Format.IniFormat))
    app.window.show()
    yield app
    app.window.close()
    app.window.deleteLater()


def shown(app, path, page):
    picture = app[PicturesFeature].picture
    return picture is not None and (picture.ref.path, picture.ref.page) == (path, page)


def test_pages_are_turned_by_key_by_button_and_by_number(app, book, qtbot):
    bar, actions = app.window.pages, app.window.commands
    app[FoldersFeature].opener.open([book])
    qtbot.waitUntil(lambda: shown(app, book, 0))
    assert bar.isVisible()
    assert (bar.box.value(), bar.box.maximum()) == (1, 3)
    assert (bar.before.text(), bar.after.text()) == ("Page", "of 3")
    app.commands.run("next_page")
    qtbot.waitUntil(lambda: shown(app, book, 1))
    bar.box.setValue(3)
    qtbot.waitUntil(lambda: shown(app, book, 2))
    assert int(app[PicturesFeature].picture.rgb.mean()) == GREYS[2]
    assert app.window.pane_row.panes[0].title.endswith("· Page 3 of 3")
    app.commands.run("next_page")  # there is none
    assert app.session.image.page == 2
    with qtbot.waitSignal(app.session.listing_changed):
        app[FoldersFeature].opener.reload()
        app.session.reload()
    assert app.session.image.page == 2
    actions.action("previous_page").trigger()
    qtbot.waitUntil(lambda: shown(app, book, 1))
    app.window.browser.step(-1)
    qtbot.waitUntil(lambda: shown(app, book.with_name("single.png"), 0))
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert not actions.action("next_page").isEnabled()


def test_a_session_shows_its_page_again(app, book, tmp_path, qtbot):
    app[FoldersFeature].opener.open([book])
    qtbot.waitUntil(lambda: shown(app, book, 0))
    app.window.pages.box.setValue(3)
    qtbot.waitUntil(lambda: shown(app, book, 2))
    assert app.session.image.stem == "我的 book_page3"
    file = tmp_path / "kept.camscope"
    write_session(scene_of(app.session, None), file)
    scene = read_session(file)
    assert scene.page == 2
    app.session.set_image(book.with_name("single.png"))
    qtbot.waitUntil(lambda: shown(app, book.with_name("single.png"), 0))
    app.session.model = given_model(ref=scene.model)
    with qtbot.waitSignal(app.session.listing_changed):
        app[ScenesFeature].reopener.open_scene(scene, tmp_path)
    qtbot.waitUntil(lambda: shown(app, book, 2))
    assert app.session.image.page == 2
    assert app.window.pages.box.value() == 3


def test_a_page_that_cannot_be_read_leaves_the_way_back(app, book, qtbot):
    app[FoldersFeature].opener.open([book])
    qtbot.waitUntil(lambda: shown(app, book, 0))
    with qtbot.waitSignal(app.loader.picture_failed) as caught:
        app.session.set_image(book, 7)
    assert caught.args[1].headline == "There is no page 8 in this file; it has 3."
    assert app.window.pages.box.value() == 8
    app.commands.run("previous_page")
    app.window.pages.box.setValue(1)
    qtbot.waitUntil(lambda: shown(app, book, 0))
    assert app.window.pages.box.maximum() == 3

"""Several pictures at once: each in a row of its own, with its own maps, and back to one."""

from __future__ import annotations

import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import QItemSelectionModel, Qt

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.features.folders import FoldersFeature
from viewer.features.picture_grid import PictureGridFeature


@pytest.fixture
def shown(window, photo_folder, qtbot):
    """A window with a folder open and its first picture explained."""
    window.window.resize(1000, 700)
    with qtbot.waitExposed(window.window):
        window.window.show()
    window.engine.deliver(given_model())
    window[FoldersFeature].opener.open([photo_folder])
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    return window


def select(app, *names):
    view = app.window.browser.list
    model, selection = view.model(), view.selectionModel()
    for number in range(model.rowCount()):
        if model.index(number, 0).data() in names:
            flag = QItemSelectionModel.SelectionFlag.Select
            selection.select(model.index(number, 0), flag)


def answer_all(app, qtbot):
    """Answer what is asked aside until nothing more comes."""
    answered = set()
    while True:
        asked = [wish.request for wish in app.engine.asked(ExplainAside) if wish.request]
        waiting = [request for request in asked if request.serial not in answered]
        if not waiting:
            return
        answered.add(waiting[-1].serial)
        answer(app.engine, waiting[-1])


def test_the_selected_pictures_stand_below_one_another_with_maps_of_their_own(shown, qtbot):
    select(shown, "photo1.png", "photo2.png", "photo3.png")
    shown.commands.run("grid_pictures")
    rows = shown[PictureGridFeature].page
    assert rows.isVisible()
    assert not shown.window.pane_row.isVisible()
    assert [path.name for path in rows.rows] == ["photo1.png", "photo2.png", "photo3.png"]
    answer_all(shown, qtbot)
    sizes = [(240, 160), (160, 240), (240, 160)]
    qtbot.waitUntil(lambda: [row.view.picture_size for row in rows.rows.values()] == sizes)
    for path, row in rows.rows.items():
        assert row.panes[0].title == path.name
        maps = [pane.heat for pane in row.panes[1:]]
        assert len(maps) == 2
        assert all(maps)
        assert [pane.title.partition(" · ")[0] for pane in row.panes[1:]] == [
            "Grad-CAM",
            "LayerCAM",
        ]
    tops = [row.y() for row in rows.rows.values()]
    assert tops == sorted(set(tops))
    assert "figure" not in shown.window.toast.text


def test_a_double_click_shows_one_picture_alone(shown, qtbot):
    select(shown, "photo1.png", "photo2.png")
    shown.commands.run("grid_pictures")
    rows = shown[PictureGridFeature].page
    (second,) = (row for path, row in rows.rows.items() if path.name == "photo2.png")
    qtbot.mouseDClick(second.panes[1], Qt.MouseButton.LeftButton)
    assert shown.session.image.path.name == "photo2.png"
    assert shown.window.pane_row.isVisible()


def test_escape_and_another_picture_lead_back(shown, qtbot, photo_folder):
    select(shown, "photo1.png", "photo2.png")
    shown.commands.run("grid_pictures")
    qtbot.keyClick(shown[PictureGridFeature].page, Qt.Key.Key_Escape)
    assert shown.window.pane_row.isVisible()
    shown.commands.run("grid_pictures")
    shown.session.set_image(photo_folder / "photo10.png")
    assert shown.window.pane_row.isVisible()


def test_a_file_that_is_no_picture_says_so_in_its_row(shown, photo_folder, qtbot):
    select(shown, "photo1.png", "photo2.png")
    (photo_folder / "photo2.png").write_text("no picture")
    shown.commands.run("grid_pictures")
    rows = shown[PictureGridFeature].page.rows
    (broken,) = (row for path, row in rows.items() if path.name == "photo2.png")
    qtbot.waitUntil(broken.vacancy.isVisible)


def test_the_look_of_maps_changes_in_all_rows(shown, qtbot):
    select(shown, "photo1.png", "photo2.png")
    shown.commands.run("grid_pictures")
    answer_all(shown, qtbot)
    shown.session.set_option("threshold", 40)
    rows = shown[PictureGridFeature].page.rows.values()
    assert {row.panes[1].heat.style.threshold for row in rows} == {0.4}


def test_one_picture_alone_is_no_grid(shown):
    with pytest.raises(UserError, match="Select the pictures first"):
        shown[PictureGridFeature].show()

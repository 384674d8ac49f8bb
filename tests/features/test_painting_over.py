"""The removing brush in the window: live, a stroke a step, saved as a picture, never claimed."""

from __future__ import annotations

import numpy as np
import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.requests import ExplainRequest
from viewer.core.pictures.drawn import DrawnShape
from viewer.core.pictures.images import load_picture
from viewer.core.pictures.painting import painted
from viewer.features.drags import DragsFeature
from viewer.features.drawing import DrawingFeature
from viewer.features.painting import PaintingFeature
from viewer.features.pictures import PicturesFeature

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def shown(window, photo, qtbot):
    """A window on one picture that is explained."""
    window.window.resize(1200, 700)
    with qtbot.waitActive(window.window):
        window.window.show()
    window.window.show_panes()
    window.engine.deliver(given_model())
    window.session.set_image(photo)
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    return window


def way(*points, radius=10.0):
    return DrawnShape(tool="brush", points=points, radius=radius)


def drag(qtbot, app, *points):
    pane = app.window.pane_row.panes[0]
    frame = pane.frame()
    places = [(frame.to_device(*point) / frame.ratio).toPoint() for point in points]
    qtbot.mousePress(pane, LEFT, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(pane, place)
    qtbot.mouseRelease(pane, LEFT, pos=places[-1])


def strokes(app):
    return app.session.image.painted


def paint(app, *shapes):
    for shape in shapes:
        app[DrawingFeature].drawn.emit("paint_over", shape)


def test_the_command_begins_and_ends_it_and_so_does_escape(shown, qtbot):
    drawing, action = shown[DrawingFeature], shown.window.commands.action("paint_over")
    assert drawing.layer is None  # nothing is made before it is asked for
    shown.commands.run("paint_over")
    assert drawing.layer.active
    assert drawing.bar.isVisible()
    assert action.isChecked()
    assert drawing.bar.buttons["brush"].isChecked()
    qtbot.mouseClick(drawing.bar.buttons["polygon"], LEFT)
    assert drawing.layer.pen.tool == "polygon"
    assert not drawing.bar.slider.isEnabled()
    shown.commands.run("paint_over")
    assert not drawing.layer.active
    assert not drawing.bar.isVisible()
    assert not action.isChecked()
    shown.commands.run("paint_over")
    assert drawing.layer.pen.tool == "polygon"  # as it was left
    qtbot.keyClick(shown.window.pane_row.panes[0], Key.Key_Escape)
    assert not drawing.layer.active
    shown.commands.run("paint_over")
    qtbot.mouseClick(drawing.bar.end, LEFT)
    assert not drawing.layer.active


def test_what_is_drawn_is_asked_about_as_fast_as_answers_come(shown, qtbot):
    shown.commands.run("paint_over")
    asked = shown.engine.asked(ExplainRequest)
    before = len(asked)
    pane = shown.window.pane_row.panes[0]
    frame = pane.frame()
    places = [(frame.to_device(x, 60) / frame.ratio).toPoint() for x in (40, 70, 100, 130)]
    qtbot.mousePress(pane, LEFT, pos=places[0])
    qtbot.waitUntil(lambda: len(shown.engine.asked(ExplainRequest)) == before + 1)
    for place in places[1:]:
        qtbot.mouseMove(pane, place)
    first = newest(shown.engine)
    assert len(first.image.painted[0].shape.points) == 1
    answer(shown.engine, first)
    qtbot.waitUntil(lambda: len(shown.engine.asked(ExplainRequest)) == before + 2)
    second = newest(shown.engine)
    assert len(second.image.painted[0].shape.points) == 4
    qtbot.mouseRelease(pane, LEFT, pos=places[-1])
    assert len(strokes(shown)) == 1
    picture = shown[PicturesFeature]
    qtbot.waitUntil(lambda: picture.picture.ref == shown.session.image)
    plain = load_picture(shown.session.image.path).rgb
    assert np.array_equal(picture.picture.rgb, painted(plain, strokes(shown)))
    assert "painted over" in pane.title


def test_the_maps_and_the_view_stay_until_the_new_answer(shown, qtbot):
    row = shown.window.pane_row
    row.view.zoom_in()
    scale, heat = row.view.scale, row.panes[1].heat
    assert heat is not None
    paint(shown, way((50.0, 50.0), (90.0, 60.0)))
    qtbot.waitUntil(lambda: shown[PicturesFeature].picture.ref == shown.session.image)
    assert row.view.scale == scale
    assert row.panes[1].heat is heat


def test_undo_takes_a_stroke_back_and_the_picture_is_put_back(shown):
    paint(shown, way((50.0, 50.0)), way((90.0, 50.0)))
    two = strokes(shown)
    shown.commands.run("undo")
    assert strokes(shown) == two[:1]
    shown.commands.run("redo")
    assert strokes(shown) == two
    shown.commands.run("paint_back")
    assert strokes(shown) == ()
    shown.commands.run("undo")
    assert strokes(shown) == two


def test_escape_leaves_out_the_stroke_that_was_being_drawn(shown, qtbot):
    paint(shown, way((50.0, 50.0)))
    one = strokes(shown)
    shown.commands.run("paint_over")
    answer_all(shown, qtbot)
    pane = shown.window.pane_row.panes[0]
    qtbot.mousePress(pane, LEFT, pos=pane.picture_area().center())
    assert len(strokes(shown)) == 2
    qtbot.keyClick(pane, Key.Key_Escape)
    assert strokes(shown) == one
    qtbot.mouseRelease(pane, LEFT, pos=pane.picture_area().center())
    assert strokes(shown) == one


def test_another_picture_s_patch_is_chosen(shown, qtbot, tall_photo, monkeypatch):
    shown.commands.run("paint_over")
    tools = shown[PaintingFeature]._tools
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    tools.filling_chosen.emit("patch")
    assert tools.fillings.currentData() == "grey"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tall_photo), ""))
    tools.filling_chosen.emit("patch")
    assert tools.fillings.currentData() == "patch"
    assert tall_photo.name in tools.fillings.toolTip()
    paint(shown, way((50.0, 50.0)))
    tools.filling_chosen.emit("blur")
    paint(shown, way((90.0, 50.0)))
    patch, blur = strokes(shown)
    assert (patch.filling, patch.source) == ("patch", tall_photo)
    assert (blur.filling, blur.source) == ("blur", None)


def test_it_is_saved_as_a_picture_and_never_over_the_original(shown, qtbot, tmp_path, monkeypatch):
    original = shown.session.image.path
    bytes_before = original.read_bytes()
    shown.commands.run("paint_save")
    assert "Nothing is painted over" in shown.window.notices.text
    paint(shown, way((50.0, 50.0), (90.0, 60.0)))
    qtbot.waitUntil(lambda: shown[PicturesFeature].picture.ref == shown.session.image)
    save_as(monkeypatch, original)
    shown.commands.run("paint_save")
    assert "is not replaced" in shown.window.notices.text
    save_as(monkeypatch, tmp_path / "new")
    shown.commands.run("paint_save")
    saved = load_picture(tmp_path / "new.png").rgb
    assert np.array_equal(saved, shown[PicturesFeature].picture.rgb)
    save_as(monkeypatch, tmp_path / "new.xyz")
    shown.commands.run("paint_save")
    assert "not written as" in shown.window.notices.text
    assert not (tmp_path / "new.xyz").exists()
    assert original.read_bytes() == bytes_before


@pytest.mark.parametrize(
    "key",
    ["export_figure", "save_figure", "copy_figure", "export_maps", "copy_caption", "export_report"],
)
def test_nothing_is_exported_that_no_file_holds(shown, key, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked where"))
    paint(shown, way((50.0, 50.0)))
    shown.commands.run(key)
    assert "no file holds it" in shown.window.notices.text


def test_what_is_copied_and_dragged_is_not_called_the_original(shown, qtbot):
    paint(shown, way((50.0, 50.0)))
    qtbot.waitUntil(lambda: shown[PicturesFeature].picture.ref == shown.session.image)
    shown.commands.run("copy_picture")
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.hasImage()
    assert not copied.hasUrls()
    dragged = shown[DragsFeature].made_of(0)
    assert "painted over" in dragged.urls()[0].fileName()


def test_another_picture_is_as_its_file_is(shown, tall_photo):
    paint(shown, way((50.0, 50.0)))
    shown.session.set_image(tall_photo)
    assert strokes(shown) == ()


def answer_all(app, qtbot):
    qtbot.waitUntil(lambda: newest(app.engine).serial == app.session.serial)
    request = newest(app.engine)
    answer(app.engine, request)


def save_as(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

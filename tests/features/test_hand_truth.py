"""True objects drawn in the window: outlined in all panes, measured, taken back, exported."""

from __future__ import annotations

import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.trust import MeasureMap
from viewer.core.files.folder import list_folder
from viewer.core.maps.geometry import Geometry
from viewer.core.pictures.drawn import DrawnShape
from viewer.features.drawing import DrawingFeature
from viewer.features.hand_truth import HandTruthFeature
from viewer.features.pictures import PicturesFeature
from viewer.measures.annotations.reading import read_regions
from viewer.ui.panes.truth_outlines import TRUE_COLOUR

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
BOX = DrawnShape(tool="box", points=((30.0, 40.0), (100.0, 90.0)))
BRUSH = DrawnShape(tool="brush", points=((150.0, 60.0), (190.0, 80.0)), radius=12)


@pytest.fixture
def shown(window, photo_folder, qtbot):
    """A window on a folder whose first picture is explained."""
    window.window.resize(1200, 700)
    with qtbot.waitActive(window.window):
        window.window.show()
    window.window.show_panes()
    window.engine.deliver(given_model())
    window.session.set_listing(list_folder(photo_folder))
    explain(window, qtbot)
    return window


def explain(app, qtbot):
    qtbot.waitUntil(lambda: bool(app.engine.asked(ExplainRequest)))
    qtbot.waitUntil(lambda: newest(app.engine).image == app.session.image)
    answer(app.engine, newest(app.engine))
    picture = app[PicturesFeature]
    qtbot.waitUntil(
        lambda: picture.picture is not None and picture.picture.ref == app.session.image
    )


def draw(app, *shapes):
    for shape in shapes:
        app[DrawingFeature].drawn.emit("truth_draw", shape)


def truth_of(app):
    return app[HandTruthFeature].truth


def green(pane, x, y):
    """Tell whether the outlines' colour is seen near a place of the picture."""
    image, frame = pane.grab().toImage(), pane.frame()
    place = frame.to_device(x, y).toPoint()
    near = [(place.x() + a, place.y() + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return any(image.pixelColor(*one) == TRUE_COLOUR for one in near)


def test_what_is_drawn_is_outlined_in_all_panes_and_known_again(shown, qtbot):
    shown.commands.run("truth_draw")
    tools = shown[HandTruthFeature]._tools
    assert tools.field.placeholderText() == "dog"  # the class that is explained
    pane = shown.window.pane_row.panes[0]
    frame = pane.frame()
    ends = [(frame.to_device(*end) / frame.ratio).toPoint() for end in ((30, 40), (100, 90))]
    qtbot.mousePress(pane, LEFT, pos=ends[0])
    qtbot.mouseMove(pane, ends[1])
    qtbot.mouseRelease(pane, LEFT, pos=ends[1])
    (region,) = truth_of(shown).regions
    assert region.label == "dog"
    assert region.box == pytest.approx((30, 40, 100, 90), abs=1)
    assert tools.count.text() == "1 object"
    shown.commands.run("truth_draw")
    for one in shown.window.pane_row.panes:
        assert green(one, 90, 40)
        assert not green(one, 65, 65)
    shown.session.pane_list.add()
    assert green(shown.window.pane_row.panes[-1], 90, 40)
    first, second = list(shown.session.listing.pictures)[:2]
    shown.session.set_image(second)
    assert truth_of(shown).regions == ()
    shown.session.set_image(first)
    assert len(truth_of(shown).regions) == 1


def test_a_class_is_typed_and_the_keys_draw_again(shown, qtbot):
    shown.commands.run("truth_draw")
    tools, pane = shown[HandTruthFeature]._tools, shown.window.pane_row.panes[0]
    tools.field.setFocus()
    qtbot.keyClicks(tools.field, "zebra")
    qtbot.keyClick(tools.field, Key.Key_Return)
    assert pane.hasFocus()
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Down, Key.Key_Space):
        qtbot.keyClick(pane, key, Qt.KeyboardModifier.ShiftModifier)
    assert [one.label for one in truth_of(shown).regions] == ["zebra"]
    tools.back.click()
    assert truth_of(shown).regions == ()
    assert not tools.back.isEnabled()


def test_measures_of_places_follow_in_the_trust_dock(shown, qtbot):
    shown.commands.run("trust")
    before = shown.engine.asked(MeasureMap)[-1]
    assert before.truth is None
    assert "pointing" not in before.measures
    draw(shown, BOX)
    wish = shown.engine.asked(MeasureMap)[-1]
    assert wish.truth == truth_of(shown).file
    assert {"pointing", "energy", "iou", "mask_iou"} <= set(wish.measures)
    draw(shown, BRUSH)
    assert shown.engine.asked(MeasureMap)[-1].ticket > wish.ticket
    shown.session.set_image(list(shown.session.listing.pictures)[1])
    explain(shown, qtbot)
    assert shown.engine.asked(MeasureMap)[-1].truth is None


def test_objects_are_taken_back_and_drawn_again_by_undo(shown, qtbot):
    undo, redo = (lambda: shown.commands.run("undo")), (lambda: shown.commands.run("redo"))
    first, second = list(shown.session.listing.pictures)[:2]
    draw(shown, BOX)
    draw(shown, BRUSH)
    both = truth_of(shown).regions
    undo()
    assert truth_of(shown).regions == both[:1]
    undo()
    assert truth_of(shown).regions == ()
    assert truth_of(shown).file is None
    redo()
    redo()
    assert truth_of(shown).regions == both
    shown.commands.run("truth_back")
    undo()
    assert truth_of(shown).regions == both
    assert [one.box for one in truth_of(shown).of(first).regions] == [one.box for one in both]
    shown.session.set_image(second)
    draw(shown, BOX)
    undo()
    undo()
    assert truth_of(shown).regions == ()
    assert len(truth_of(shown).of(first).regions) == 2  # another picture's are its own


def test_a_file_beside_the_picture_tells_until_somebody_draws(shown, qtbot, monkeypatch):
    """Shares of the sides are placed on the picture; a hand's drawing is more than the file."""
    size = (160, 240)
    tall = Geometry(original=size, resized=size, offset=(0, 0), input=size)
    monkeypatch.setattr("given_answers.SQUARE", tall)
    second = list(shown.session.listing.pictures)[1]
    beside = second.with_suffix(".txt")
    beside.write_text("dog 0.5 0.25 0.5 0.25\n")
    shown.commands.run("trust")
    shown.session.set_image(second)
    explain(shown, qtbot)
    panes = shown.window.pane_row.panes
    qtbot.waitUntil(lambda: green(panes[-1], 40, 60))
    assert all(green(one, x, 60) for one in panes for x in (40, 120))
    assert not green(panes[0], 80, 60)
    wish = shown.engine.asked(MeasureMap)[-1]
    assert wish.truth == beside
    assert "pointing" in wish.measures
    draw(shown, DrawnShape(tool="box", points=((10.0, 150.0), (100.0, 200.0))))
    assert shown.engine.asked(MeasureMap)[-1].truth == truth_of(shown).file
    assert green(panes[0], 10, 170)
    assert not green(panes[0], 40, 60)
    shown.commands.run("truth_back")
    assert shown.engine.asked(MeasureMap)[-1].truth == beside
    assert green(panes[0], 40, 60)


def test_the_folder_s_truth_is_exported_and_read_back(shown, tmp_path, monkeypatch):
    shown.commands.run("truth_export")
    assert "No true objects" in shown.window.notices.text
    draw(shown, BOX, BRUSH)
    first, second = list(shown.session.listing.pictures)[:2]
    kept = {first.name: truth_of(shown).regions}
    shown.session.set_image(second)
    draw(shown, BOX)
    kept[second.name] = truth_of(shown).regions
    file = tmp_path / "out" / "truth.json"
    file.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    shown.commands.run("truth_export")
    found = read_regions(file)
    assert {name: [one.box for one in truth.regions] for name, truth in found.items()} == {
        name: [one.box for one in regions] for name, regions in kept.items()
    }
    assert found[first.name].size == (240, 160)
    assert (found[first.name].regions[1].mask == kept[first.name][1].mask).all()


def test_shapes_drawn_for_others_are_no_objects(shown):
    shown[DrawingFeature].drawn.emit("paint_over", BOX)
    assert truth_of(shown).regions == ()

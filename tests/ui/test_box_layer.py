"""Boxes on the original pane: they stand where they lie, and a click or a drag asks for one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.ui.panes.box_layer import BoxLayer, class_colour
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.view_state import ViewState

SIZE = (300, 200)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
DRAWING = Qt.KeyboardModifier.ControlModifier


def row(number: int, index: int, *place: float) -> ClassScore:
    return ClassScore(
        name=f"class {index}",
        index=index,
        logit=0,
        probability=0.8,
        asks=f"box {number}",
        place=place,
    )


ROWS = (row(1, 0, 20, 30, 200, 180), row(2, 7, 40, 60, 100, 120), row(3, 7, 250, 150, 330, 260))


@pytest.fixture(params=[SIZE, SIZE[::-1]], ids=["wide", "high"])
def layer(request: pytest.FixtureRequest, qtbot: QtBot) -> BoxLayer:
    pane = Pane(ViewState(), kind="original")
    qtbot.addWidget(pane)
    pane.resize(620, 560)
    width, height = request.param
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    pane.set_levels([picture])
    layer = BoxLayer(pane)
    area = pane.picture_area()
    pane.view.set_viewport(area.width(), area.height())
    pane.view.set_picture_size(*request.param)
    pane.show()
    layer.set_word("miss")
    layer.set_rows(ROWS)
    return layer


def on_screen(layer: BoxLayer, x: float, y: float) -> QPoint:
    pane = layer.parentWidget()
    assert isinstance(pane, Pane)
    frame = pane.frame()
    return (frame.to_device(x, y) / frame.ratio).toPoint()


def chosen(layer: BoxLayer) -> list[Target]:
    found: list[Target] = []
    layer.target_chosen.connect(found.append)
    return found


def test_a_click_asks_for_the_smallest_box_there(layer: BoxLayer, qtbot: QtBot) -> None:
    asked = chosen(layer)
    for x, y in ((70, 90), (110, 90), (5, 5)):
        qtbot.mouseClick(layer.parentWidget(), LEFT, pos=on_screen(layer, x, y))
    assert [target.name for target in asked] == ["box 2", "box 1"]
    qtbot.mouseClick(layer.parentWidget(), RIGHT, pos=on_screen(layer, 70, 90))
    assert len(asked) == 2


def test_a_drag_moves_the_picture_and_asks_for_nothing(layer: BoxLayer, qtbot: QtBot) -> None:
    asked, pane = chosen(layer), layer.parentWidget()
    before = layer.at(QPointF(on_screen(layer, 70, 90)))
    qtbot.mousePress(pane, LEFT, pos=on_screen(layer, 70, 90))
    qtbot.mouseMove(pane, on_screen(layer, 120, 90))
    qtbot.mouseRelease(pane, LEFT, pos=on_screen(layer, 120, 90))
    assert before is not None
    assert asked == []


def test_with_ctrl_a_drag_draws_a_place_that_was_missed(layer: BoxLayer, qtbot: QtBot) -> None:
    """From lower right to upper left, and beyond the picture: what lies on it counts."""
    asked, pane = chosen(layer), layer.parentWidget()
    for start, end in (((110, 150), (60, 130)), ((30, 40), (-50, -50)), ((60, 60), (60, 60))):
        first, last = on_screen(layer, *start), on_screen(layer, *end)
        qtbot.mousePress(pane, LEFT, DRAWING, pos=first)
        qtbot.mouseMove(pane, last)
        qtbot.mouseRelease(pane, LEFT, DRAWING, pos=last)
    told = [
        [int(side) for side in target.name.removeprefix("miss ").split(",")] for target in asked
    ]
    assert told[0] == pytest.approx([60, 130, 50, 20], abs=1)
    assert told[1] == pytest.approx([0, 0, 30, 40], abs=1)
    assert len(told) == 2


def test_boxes_are_painted_in_the_colours_of_their_classes(layer: BoxLayer) -> None:
    def colours(x: float, y: float) -> set[str]:
        image, at = layer.parentWidget().grab().toImage(), on_screen(layer, x, y)
        near = range(-2, 3)
        return {image.pixelColor(at.x() + a, at.y() + b).name() for a in near for b in near}

    assert class_colour(0).name() in colours(150, 180)
    assert class_colour(7).name() in colours(70, 120)
    assert class_colour(7).name() not in colours(150, 180)
    layer.set_target(Target.parse("miss 210,20,40,30"))
    layer.set_word("")
    assert class_colour(0).name() not in colours(150, 180)


@pytest.mark.parametrize("layer", [SIZE], indirect=True)
def test_words_at_the_right_border_stay_within_the_pane(layer: BoxLayer) -> None:
    layer.set_rows([row(1, 0, 290, 50, 300, 90)])
    at = on_screen(layer, 290, 50)
    image = layer.parentWidget().grab().toImage()
    left_of_it = {image.pixelColor(at.x() - step, at.y() + 4).name() for step in range(10, 20)}
    assert class_colour(0).name() in left_of_it


def test_words_are_as_large_on_a_finer_screen(
    layer: BoxLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chip_height() -> int:
        """Count the pixels of the ground of the words, between the line and the letters."""
        at, image = on_screen(layer, 20, 30), layer.parentWidget().grab().toImage()
        column = [image.pixelColor(at.x() + 2, at.y() + step) for step in range(2, 60)]
        return [one.name() == class_colour(0).name() for one in column].index(False)

    layer.set_rows(ROWS[:1])
    usual = chip_height()
    monkeypatch.setattr(layer.parentWidget(), "devicePixelRatioF", lambda: 2.0)
    assert usual > 8
    assert chip_height() == pytest.approx(usual, abs=2)


def test_without_a_detector_a_click_is_the_panes(layer: BoxLayer, qtbot: QtBot) -> None:
    asked = chosen(layer)
    layer.set_word("")
    qtbot.mouseClick(layer.parentWidget(), LEFT, pos=on_screen(layer, 70, 90))
    assert asked == []


def test_of_a_segmenter_a_region_is_drawn_and_a_pixel_clicked(
    layer: BoxLayer, qtbot: QtBot
) -> None:
    asked, pane = chosen(layer), layer.parentWidget()
    layer.set_word("region")
    layer.set_rows(())
    qtbot.mouseClick(pane, LEFT, DRAWING, pos=on_screen(layer, 71.5, 91.5))
    qtbot.mousePress(pane, LEFT, DRAWING, pos=on_screen(layer, 60, 130))
    qtbot.mouseMove(pane, on_screen(layer, 110, 150))
    qtbot.mouseRelease(pane, LEFT, DRAWING, pos=on_screen(layer, 110, 150))
    assert asked[0].name == "pixel 71,91"
    assert asked[1].name.startswith("region ")


def test_what_was_missed_is_clicked_and_explained_as_a_drawn_miss(
    layer: BoxLayer, qtbot: QtBot
) -> None:
    missed = ClassScore(
        name="dog", index=-1, logit=0, probability=0, asks="miss 120,5,30,20",
        place=(120, 5, 150, 25),
    )  # fmt: skip
    layer.set_truth([missed], {"box 2"})
    assert layer._words(missed) == ("?", "missed: dog")
    assert layer._words(ROWS[1])[1].endswith("0.80, false alarm")
    assert layer._words(ROWS[0])[1].endswith("0.80")
    pane = layer.parentWidget()
    assert isinstance(pane, Pane)
    with qtbot.waitSignal(layer.target_chosen) as told:
        qtbot.mouseClick(pane, LEFT, pos=on_screen(layer, 130, 15))
    assert told.args == [Target(kind="name", name="miss 120,5,30,20")]
    before = layer.grab().toImage()
    layer.set_rows(ROWS)  # another picture: nothing is known of its truth
    assert layer.at(QPointF(on_screen(layer, 130, 15))) is not missed
    assert layer.grab().toImage() != before

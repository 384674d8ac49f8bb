"""Outlines on the original pane: drawn with Ctrl and Shift held, kept within the picture, shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from viewer.core.asks.target import Target
from viewer.tasks.region_asking import asked_region
from viewer.ui.panes.outline_layer import OutlineLayer
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.view_state import ViewState

SIZE = (300, 200)
LEFT = Qt.MouseButton.LeftButton
DRAWING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WAY = [(40, 50), (80, 50), (120, 50), (120, 80), (120, 110), (80, 110), (-60, 110), (40, 90)]


@pytest.fixture(params=[SIZE, SIZE[::-1]], ids=["wide", "high"])
def layer(request: pytest.FixtureRequest, qtbot: QtBot) -> OutlineLayer:
    pane = Pane(ViewState(), kind="original")
    qtbot.addWidget(pane)
    pane.resize(620, 560)
    width, height = request.param
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    pane.set_levels([picture])
    layer = OutlineLayer(pane)
    area = pane.picture_area()
    pane.view.set_viewport(area.width(), area.height())
    pane.view.set_picture_size(*request.param)
    pane.show()
    layer.show()
    return layer


def on_screen(layer: OutlineLayer, x: float, y: float) -> QPoint:
    pane = layer.parentWidget()
    assert isinstance(pane, Pane)
    frame = pane.frame()
    return (frame.to_device(x, y) / frame.ratio).toPoint()


def draw(layer: OutlineLayer, qtbot: QtBot, way: list[tuple[int, int]], held: object) -> None:
    pane, places = layer.parentWidget(), [on_screen(layer, *place) for place in way]
    qtbot.mousePress(pane, LEFT, held, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(pane, place)
    qtbot.mouseRelease(pane, LEFT, held, pos=places[-1])


def test_a_way_with_ctrl_and_shift_is_an_outline(layer: OutlineLayer, qtbot: QtBot) -> None:
    found: list[Target] = []
    layer.target_chosen.connect(found.append)
    draw(layer, qtbot, WAY, DRAWING)
    draw(layer, qtbot, WAY[:2], DRAWING)  # a slip of the hand
    draw(layer, qtbot, WAY, Qt.KeyboardModifier.ControlModifier)  # a rectangle, of another layer
    (target,) = found
    asked = asked_region(target.name)
    assert asked is not None
    assert asked.sides == pytest.approx((0, 50, 120, 110), abs=1)  # within the picture
    layer.hide()
    draw(layer, qtbot, WAY, DRAWING)
    assert len(found) == 1


def test_the_outline_that_is_explained_is_painted(layer: OutlineLayer) -> None:
    def bright(x: float, y: float) -> bool:
        image, at = layer.parentWidget().grab().toImage(), on_screen(layer, x, y)
        near = range(-6, 7)  # the line is dashed
        return any(image.pixelColor(at.x() + a, at.y() + b).lightness() > 200
                   for a in near for b in near)  # fmt: skip

    assert not bright(100, 50)
    layer.set_target(Target(kind="name", name="region 40,50 120,50 80,110"))
    assert bright(100, 50)
    assert layer._corners == [QPointF(40, 50), QPointF(120, 50), QPointF(80, 110)]
    layer.set_target(Target(kind="name", name="region 40,50 120,50 120,110 40,110"))
    assert len(layer._corners) == 4
    for name in ("region 1,2,3,4", "dog", "region 1,2,0,0", "pixel 1,2"):
        layer.set_target(Target(kind="name", name=name))
        assert layer._corners == []


def test_lines_around_a_mask_go_with_their_region(layer: OutlineLayer) -> None:
    mine, other = (Target(kind="name", name=f"region /{one}.png") for one in "ab")
    layer.set_target(mine)
    layer.set_lines(mine, [[(40, 50), (120, 50), (80, 110)], [(10, 10), (20, 10), (20, 20)]])
    layer.set_target(Target(kind="name", name=mine.name, direction="lower"))
    assert len(layer._lines) == 2
    image = layer.parentWidget().grab().toImage()
    at = on_screen(layer, 100, 50)
    near = [image.pixelColor(at.x() + a, at.y() + b) for a in range(-6, 7) for b in range(-6, 7)]
    assert max(one.lightness() for one in near) > 200
    layer.set_target(other)
    assert layer._lines == []

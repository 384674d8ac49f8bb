"""Drawing on a pane: box, polygon and brush by mouse and by keys, given up and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from viewer.core.pictures.drawn import DrawnShape
from viewer.ui.panes.drawing_layer import SIZE_PX, SIZE_STEP, DrawingLayer
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.view_state import ViewState

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Told(list):
    """What a layer has told, in order."""

    def of(self, name):
        return [what for told, what in self if told == name]


@pytest.fixture(params=[(300, 200), (200, 300)], ids=["wide", "high"])
def pane(request, qtbot):
    pane = Pane(ViewState(), kind="original")
    qtbot.addWidget(pane)
    pane.resize(620, 560)
    width, height = request.param
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkBlue)
    pane.set_levels([picture])
    area = pane.picture_area()
    pane.view.set_viewport(area.width(), area.height())
    pane.view.set_picture_size(width, height)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def layer(pane):
    layer = DrawingLayer(pane)
    layer.told = Told()
    for name in ("drawn", "grown"):
        getattr(layer, name).connect(lambda shape, name=name: layer.told.append((name, shape)))
    layer.given_up.connect(lambda: layer.told.append(("given_up", None)))
    layer.left.connect(lambda: layer.told.append(("left", None)))
    return layer


def on_screen(pane, x, y) -> QPoint:
    frame = pane.frame()
    return (frame.to_device(x, y) / frame.ratio).toPoint()


def drag(qtbot, pane, *way, button=LEFT):
    places = [on_screen(pane, *place) for place in way]
    qtbot.mousePress(pane, button, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(pane, place)
    qtbot.mouseRelease(pane, button, pos=places[-1])


def near(found, expected, by=1.0):
    return len(found) == len(expected) and all(
        abs(a - b) <= by
        for one, other in zip(found, expected, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def test_nothing_is_drawn_before_a_tool_is_taken(layer, pane, qtbot):
    drag(qtbot, pane, (50, 50), (90, 90))
    qtbot.keyClick(pane, Key.Key_Escape)
    assert layer.told == []
    assert not layer.isVisible()


def test_a_box_is_dragged_and_held_within_the_picture(layer, pane, qtbot):
    layer.begin("box")
    drag(qtbot, pane, (50, 60), (20, 90), (-80, 120))
    (shape,) = layer.told.of("drawn")
    assert shape.tool == "box"
    assert near(shape.points, ((50, 60), (0, 120)))
    drag(qtbot, pane, (50, 60), (50, 60))
    assert len(layer.told.of("drawn")) == 1  # a click encloses nothing


def test_a_brush_leaves_a_way_as_wide_as_it_is_on_the_screen(layer, pane, qtbot):
    layer.begin("brush")
    drag(qtbot, pane, (50, 60), (70, 60), (100, 80))
    (shape,) = layer.told.of("drawn")
    assert near(shape.points, ((50, 60), (70, 60), (100, 80)))
    assert shape.radius == pytest.approx(SIZE_PX / 2 / pane.view.scale * pane.devicePixelRatioF())
    grown = layer.told.of("grown")
    assert [len(one.points) for one in grown] == [1, 2, 3]
    pane.view.set_view(pane.view.centre, 4 * pane.view.scale)
    assert layer.pen.radius == pytest.approx(shape.radius / 4)


def test_a_polygon_is_clicked_closed_and_taken_back(layer, pane, qtbot):
    layer.begin("polygon")
    for corner in ((40, 40), (120, 40), (10, 10), (120, 100)):
        qtbot.mouseClick(pane, LEFT, pos=on_screen(pane, *corner))
        if corner == (10, 10):
            qtbot.keyClick(pane, Key.Key_Backspace)
    assert layer.told.of("drawn") == []
    qtbot.mouseClick(pane, LEFT, pos=on_screen(pane, 41, 41))
    (shape,) = layer.told.of("drawn")
    assert shape.tool == "polygon"
    assert near(shape.points, ((40, 40), (120, 40), (120, 100)))
    for corner in ((40, 40), (120, 40), (120, 100)):
        qtbot.mouseClick(pane, LEFT, pos=on_screen(pane, *corner))
    qtbot.keyClick(pane, Key.Key_Return)
    assert len(layer.told.of("drawn")) == 2
    for corner in ((40, 40), (120, 40)):
        qtbot.mouseClick(pane, LEFT, pos=on_screen(pane, *corner))
    qtbot.keyClick(pane, Key.Key_Return)  # two corners enclose nothing, and stay
    assert len(layer.told.of("drawn")) == 2
    assert layer.pen.at_work


@pytest.mark.parametrize("tool", ["box", "brush", "polygon"])
def test_escape_gives_up_what_is_drawn_and_then_the_tool(layer, pane, qtbot, tool):
    layer.begin(tool)
    qtbot.mousePress(pane, LEFT, pos=on_screen(pane, 50, 60))
    qtbot.keyClick(pane, Key.Key_Escape)
    assert layer.told.of("given_up") == [None]
    assert layer.told.of("left") == []
    qtbot.mouseRelease(pane, LEFT, pos=on_screen(pane, 90, 90))
    assert layer.told.of("drawn") == []
    qtbot.keyClick(pane, Key.Key_Escape)
    assert layer.told.of("left") == [None]


def test_all_of_it_is_reached_by_keys(layer, pane, qtbot):
    layer.begin("box")
    width, height = pane.view.picture_size
    qtbot.keyClick(pane, Key.Key_Space)
    for key in (Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(pane, key, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(pane, key)
    qtbot.keyClick(pane, Key.Key_Space)
    (shape,) = layer.told.of("drawn")
    step = (48 + 6) / pane.view.scale * pane.devicePixelRatioF()
    middle = (width / 2, height / 2)
    assert near(shape.points, (middle, (middle[0] + step, middle[1] + step)), by=0.01)
    layer.begin("brush")
    for key in (Key.Key_Space, Key.Key_Left, Key.Key_Left, Key.Key_Return):
        qtbot.keyClick(pane, key)
    assert layer.told.of("drawn")[-1].tool == "brush"


def test_brackets_and_wheel_size_the_brush_and_nothing_else(layer, pane, qtbot):
    layer.begin("brush")
    scale = pane.view.scale
    qtbot.keyClick(pane, Key.Key_BracketRight)
    assert layer.size_px == pytest.approx(SIZE_PX * SIZE_STEP)
    qtbot.keyClick(pane, Key.Key_BracketLeft)
    turn(pane, 240)
    assert layer.size_px == pytest.approx(SIZE_PX * SIZE_STEP**2)
    assert pane.view.scale == scale
    turn(pane, 120, CTRL)
    assert pane.view.scale > scale
    for _ in range(40):
        turn(pane, -480)
    assert layer.size_px == 4
    layer.begin("box")
    scale = pane.view.scale
    turn(pane, 120)
    assert pane.view.scale > scale


def test_the_window_s_single_keys_are_the_layer_s_while_it_draws(layer, pane, qtbot):
    heard = []
    from PySide6.QtGui import QShortcut

    for keys in ("Left", "[", "Esc", "K"):
        one = QShortcut(keys, pane, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        one.activated.connect(lambda keys=keys: heard.append(keys))
    layer.begin("polygon")
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    for key in (Key.Key_Left, Key.Key_BracketLeft, Key.Key_Escape, Key.Key_K):
        qtbot.keyClick(pane, key)
    assert heard == ["K"]
    layer.end()
    qtbot.keyClick(pane, Key.Key_Left)
    assert heard == ["K", "Left"]


def test_the_middle_button_still_moves_the_picture(layer, pane, qtbot):
    pane.view.set_view(pane.view.centre, 3 * pane.view.scale)
    layer.begin("brush")
    before = pane.view.centre
    width, height = pane.view.picture_size
    drag(qtbot, pane, (width / 2, height / 2), (width / 2 + 20, height / 2 + 10), button=MIDDLE)
    assert layer.told == []
    assert pane.view.centre != before


def test_what_is_drawn_is_seen(layer, pane, qtbot):
    def grab():
        return pane.grab().toImage()

    bare = grab()
    layer.begin("brush")
    qtbot.mousePress(pane, LEFT, pos=on_screen(pane, 50, 60))
    qtbot.mouseMove(pane, on_screen(pane, 120, 60))
    ratio = pane.devicePixelRatioF()
    place = on_screen(pane, 85, 60) * ratio
    assert grab().pixelColor(place) != bare.pixelColor(place)
    away = on_screen(pane, 85, 120) * ratio
    assert grab().pixelColor(away) == bare.pixelColor(away)
    layer.end()
    assert grab().pixelColor(place) == bare.pixelColor(place)


def turn(pane, delta, held=NONE):
    place = QPointF(pane.rect().center())
    event = QWheelEvent(
        place,
        pane.mapToGlobal(place),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def test_a_shape_without_points_paints_nothing(pane):
    from viewer.ui.panes.drawing_painting import shape_path

    assert shape_path(DrawnShape(tool="brush", points=()), pane.frame()).isEmpty()

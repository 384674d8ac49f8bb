"""What a pane shows is true: pixels equal the reference overlay, hot cells land where they lie."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication

from viewer.core.asks.concepts import LayerConcept, MapConcepts
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.core.maps.part_colours import CONCEPTS
from viewer.core.maps.shapes import Shape
from viewer.ui.panes.heat_layer import MOST_PIXELS
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_lines import FOOTER_PX, TITLE_PX
from viewer.ui.panes.pane_painting import NOTE_PX
from viewer.ui.panes.view_state import ViewState

RAMP = np.stack(
    [*np.meshgrid(np.arange(240), np.arange(160)), np.full((160, 240), 90)], axis=-1
).astype(np.uint8)


def qimage(rgb):
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def pixels(image):
    """RGB of a grabbed picture, in its device pixels."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def crop_of(size):
    """The centre square of a picture, as a 224-pixel input."""
    side = min(size)
    scale = 224 / side
    resized = (round(size[0] * scale), round(size[1] * scale))
    offset = ((resized[0] - 224) // 2, (resized[1] - 224) // 2)
    return Geometry(original=size, resized=resized, offset=offset, input=(224, 224))


def heat_of(raw, geometry):
    return given_map(raw, geometry)


def random_map(rows=7, columns=7):
    return np.random.default_rng(3).random((rows, columns)) * 4


def shown_pane(rgb, *, area, kind: Any = "heat"):
    """A pane whose picture area has the given size in device pixels."""
    pane = Pane(ViewState(), kind=kind)
    pane.view.setParent(pane)
    ratio = pane.devicePixelRatioF()
    pane.resize(round(area[0] / ratio), round(area[1] / ratio) + TITLE_PX + FOOTER_PX)
    pane.view.set_viewport(*area)
    pane.set_levels([qimage(rgb)])
    pane.view.set_picture_size(rgb.shape[1], rgb.shape[0])
    return pane


def grabbed_area(pane):
    frame = pane.frame().area
    image = pixels(pane.grab().toImage())
    return image[frame.top() : frame.bottom() + 1, frame.left() : frame.right() + 1]


@pytest.fixture
def make_pane(qtbot):
    def make(*args, **kwargs):
        pane = shown_pane(*args, **kwargs)
        qtbot.addWidget(pane)
        return pane

    return make


def check_truth(pane, rgb, heat, style):
    """At 100 % the picture area equals core.overlay, away from the box's edges."""
    pane.set_style(style)
    pane.set_heat(heat)
    pane.view.actual_size()
    wanted = paint_over(rgb, heat, style)
    got = grabbed_area(pane)
    assert got.shape == wanted.shape
    away = np.ones(wanted.shape[:2], bool)
    for edge, axis in zip(heat.geometry.box, (1, 0, 1, 0), strict=True):
        near = np.abs(np.arange(wanted.shape[axis]) + 0.5 - edge) < 3
        away &= ~(near if axis else near[:, np.newaxis])
    difference = np.abs(got.astype(int) - wanted)[away]
    assert difference.max() <= 2


STYLES = (
    HeatStyle(opacity=0.0),
    HeatStyle(opacity=1.0),
    HeatStyle(opacity=0.3, extent="positive"),
    HeatStyle(opacity=0.7, extent="symmetric"),
    HeatStyle(opacity=0.6, scaling="fixed", fixed=(0.5, 2.5)),
    HeatStyle(opacity=0.8, clip_percent=10),
    HeatStyle(opacity=0.5, threshold=0.6),
    HeatStyle(opacity=0.9, proportional=True),
    HeatStyle(opacity=0.5, cells=True, proportional=True, extent="symmetric"),
)


@pytest.mark.parametrize("style", STYLES, ids=range(len(STYLES)))
@pytest.mark.parametrize("turned", [False, True])
def test_pixels_equal_the_reference_overlay_at_full_size(make_pane, style, turned):
    rgb = RAMP.swapaxes(0, 1) if turned else RAMP
    size = (rgb.shape[1], rgb.shape[0])
    pane = make_pane(rgb, area=size)
    check_truth(pane, rgb, heat_of(random_map(), crop_of(size)), style)
    check_truth(pane, rgb, heat_of(random_map(56, 56), crop_of(size)), style)


@pytest.mark.parametrize("row", COLOUR_MAPS, ids=lambda row: row.key)
def test_pixels_are_true_in_every_colour_map(make_pane, row):
    pane = make_pane(RAMP, area=(240, 160))
    style = HeatStyle(colour_map=row.key, opacity=0.6)
    check_truth(pane, RAMP, heat_of(random_map(14, 9), crop_of((240, 160))), style)


def test_the_map_stays_true_when_it_is_enlarged(make_pane):
    """At 4:1 each device pixel has the value of its own place, not of its image pixel."""
    grey = np.full((160, 240, 3), 128, np.uint8)
    pane = make_pane(grey, area=(240, 160))
    heat, style = heat_of(random_map(), crop_of((240, 160))), HeatStyle(opacity=1.0)
    pane.set_style(style)
    pane.set_heat(heat)
    pane.view.set_view((120.0, 80.0), 4.0)
    large = paint_over(
        np.zeros((640, 960, 3), np.uint8),
        heat,
        style,
        box=cast(Any, tuple(4 * side for side in heat.geometry.box)),
    )
    wanted = large[240:400, 360:600]
    assert np.abs(grabbed_area(pane).astype(int) - wanted).max() <= 2


@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_pixels_are_as_true_on_screens_of_other_ratios(ratio):
    here = Path(__file__).resolve()
    rooms = (here.parents[2], here.parent, here.parents[1] / "given")
    paths = os.pathsep.join(map(str, rooms))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": ratio,
        "PYTHONPATH": paths,
    }
    done = subprocess.run(
        [sys.executable, str(here), ratio],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"true at {ratio}"


@pytest.mark.parametrize("size", [(300, 200), (200, 300)])
@pytest.mark.parametrize("cell", [(1, 5), (3, 1), (5, 5)])
def test_a_hot_cell_lands_on_its_pixels(make_pane, size, cell):
    raw = np.zeros((7, 7))
    raw[cell] = 5.0
    geometry = crop_of(size)
    pane = make_pane(np.zeros((size[1], size[0], 3), np.uint8), area=(400, 400))
    pane.setPalette(QPalette(Qt.GlobalColor.black, Qt.GlobalColor.black))  # nothing bright beside
    pane.set_heat(heat_of(raw, geometry))
    pane.set_style(HeatStyle(opacity=1.0))
    left, top, right, bottom = geometry.box
    x = left + (cell[1] + 0.5) * (right - left) / 7
    y = top + (cell[0] + 0.5) * (bottom - top) / 7
    brightness = grabbed_area(pane).sum(axis=-1, dtype=int)
    rows, columns = np.nonzero(brightness > 0.97 * brightness.max())
    at = pane.frame().to_device(x, y) - pane.frame().area.topLeft()
    assert rows.mean() + 0.5 == pytest.approx(at.y(), abs=1)
    assert columns.mean() + 0.5 == pytest.approx(at.x(), abs=1)


def test_zoomed_pixels_are_squares_in_their_own_colour(make_pane):
    pane = make_pane(RAMP, area=(240, 160), kind="original")
    pane.view.set_view((100.0, 50.0), 16.0)
    image = pixels(pane.grab().toImage())
    at = pane.frame().to_device(97.0, 48.0).toPoint()
    square = image[at.y() : at.y() + 16, at.x() : at.x() + 16]
    assert (square == RAMP[48, 97]).all()


def test_what_the_model_did_not_see_is_dimmed_lightly_on_the_original(make_pane):
    white = np.full((160, 240, 3), 255, np.uint8)
    pane = make_pane(white, area=(240, 160), kind="original")
    pane.view.actual_size()
    pane.set_box((40, 0, 200, 160))
    image = grabbed_area(pane)
    assert abs(int(image[80, 20, 0]) - 191) <= 1
    assert (image[80, 120] == 255).all()


def test_opacity_alone_never_colours_again(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    pane.set_heat(heat_of(random_map(), crop_of((240, 160))))
    pane.grab()
    before = pane.heat.image_for(pane.frame())[0]
    pane.set_style(HeatStyle(opacity=0.9))
    pane.grab()
    assert pane.heat.image_for(pane.frame())[0] is before
    pane.set_style(HeatStyle(opacity=0.9, colour_map="jet"))
    assert pane.heat.image_for(pane.frame())[0] is not before


def test_a_huge_pane_is_painted_at_a_bounded_cost(make_pane):
    pane = make_pane(np.zeros((1600, 2400, 3), np.uint8), area=(2400, 1600))
    pane.set_style(HeatStyle(opacity=1.0))
    heat = heat_of(random_map(), crop_of((2400, 1600)))
    pane.set_heat(heat)
    pane.view.actual_size()
    image, place = pane.heat.image_for(pane.frame())
    assert image.width() * image.height() <= MOST_PIXELS
    assert place.width() >= 1599
    wanted = paint_over(np.zeros((1600, 2400, 3), np.uint8), heat, HeatStyle(opacity=1.0))
    inside = np.s_[10:-10, 410:-410]
    assert np.abs(grabbed_area(pane).astype(int) - wanted)[inside].max() <= 6


def test_a_contour_is_drawn_where_the_value_is_crossed(make_pane):
    raw = np.tile(np.linspace(0.0, 1.0, 7), (7, 1))
    pane = make_pane(np.full((160, 160, 3), 90, np.uint8), area=(160, 160))
    pane.view.actual_size()
    pane.set_style(HeatStyle(opacity=0.0, contour=0.5))
    pane.set_heat(heat_of(raw, crop_of((160, 160))))
    bright = np.flatnonzero(grabbed_area(pane)[80, :, 0] > 150)
    assert bright.mean() + 0.5 == pytest.approx(80.0, abs=0.6)
    assert len(bright) <= 3


def test_the_shapes_of_a_map_are_drawn_where_they_stand(make_pane):
    pane = make_pane(np.full((160, 240, 3), 90, np.uint8), area=(240, 160))
    pane.view.actual_size()
    pane.set_style(HeatStyle(opacity=0.0))
    box = Shape(points=((60.0, 40.0), (180.0, 40.0), (180.0, 120.0), (60.0, 120.0)))
    heat = heat_of(random_map(), crop_of((240, 160)))
    pane.set_heat(heat)
    bare = grabbed_area(pane)
    pane.set_heat(replace(heat, shapes=(box,)))
    drawn = grabbed_area(pane)
    new = (drawn[..., 0] > 150) & (drawn != bare).any(axis=2)
    for line, edges in ((new[80], (60, 180)), (new[:, 120], (40, 120))):
        apart = np.abs(np.flatnonzero(line)[:, None] + 0.5 - edges)
        assert apart.min(axis=0).max() <= 1  # every edge is there
        assert apart.min(axis=1).max() <= 1.5  # and nothing else


def test_clearing_leaves_the_bare_picture(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    pane.view.actual_size()
    pane.set_heat(heat_of(random_map(), crop_of((240, 160))))
    assert (grabbed_area(pane) != RAMP).any()
    pane.set_heat(None)
    assert (grabbed_area(pane) == RAMP).all()


def test_a_map_of_another_picture_size_is_not_painted(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    pane.view.actual_size()
    pane.set_heat(heat_of(random_map(), crop_of((160, 240))))
    assert (grabbed_area(pane) == RAMP).all()


def test_old_map_is_fainter_while_updating(make_pane):
    grey = np.full((160, 160, 3), 128, np.uint8)
    pane = make_pane(grey, area=(160, 160))
    pane.set_heat(heat_of(random_map(), crop_of((160, 160))))
    clear = np.abs(grabbed_area(pane).astype(int) - 128).mean()
    title = pixels(pane.grab().toImage())[:TITLE_PX]
    pane.set_updating(True)
    assert np.abs(grabbed_area(pane).astype(int) - 128).mean() < clear / 2
    assert (pixels(pane.grab().toImage())[:TITLE_PX] != title).any()


def test_an_all_zero_map_is_told_in_words_and_not_painted(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    pane.view.actual_size()
    pane.set_heat(heat_of(np.zeros((7, 7)), crop_of((240, 160))))
    said = pane.accessibleDescription()
    assert said.startswith("No positive evidence for dog at this layer. Choose another layer")
    corner = grabbed_area(pane)[5:20, 45:60]
    assert (corner == RAMP[5:20, 45:60]).all()


def test_words_are_cleared_by_the_next_map(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    pane.set_words("It failed.", "Try again.")
    assert pane.accessibleDescription() == "It failed. Try again."
    pane.set_heat(heat_of(random_map(), crop_of((240, 160))))
    assert pane.accessibleDescription() == ""


def test_reading_tells_colour_value_rank_and_cell(make_pane):
    raw = np.zeros((7, 7))
    raw[3, 3] = 2.5
    pane = make_pane(RAMP, area=(240, 160))
    pane.set_heat(heat_of(raw, crop_of((240, 160))))
    pane.view.set_cursor((120.0, 80.0))
    assert pane.reading().split() == ["2.50", "100%", "P100", "#1/49", "cell", "4:4"]
    pane.view.set_cursor((41.0, 80.0))
    assert pane.reading().split() == ["0", "0%", "P98", "#2/49", "cell", "4:1"]
    pane.view.set_cursor((5.0, 80.0))
    assert pane.reading() == "not seen by the model"
    original = make_pane(RAMP, area=(240, 160), kind="original")
    original.view.set_cursor((12.7, 34.2))
    assert original.reading() == "x 12  y 34   RGB 12 34 90"


def test_with_cells_the_value_is_the_cells_own(make_pane):
    raw = np.arange(49.0).reshape(7, 7)
    pane = make_pane(RAMP, area=(240, 160))
    pane.set_style(HeatStyle(cells=True))
    pane.set_heat(heat_of(raw, crop_of((240, 160))))
    pane.view.set_cursor((42.0, 2.0))
    assert pane.reading().startswith("0  0%")
    pane.view.set_cursor((198.0, 158.0))
    assert pane.reading().split() == ["48.0", "100%", "P100", "#1/49", "cell", "7:7"]


def wheel(pane, position, angle, pixel=0):
    event = QWheelEvent(
        QPointF(position),
        QPointF(pane.mapToGlobal(position)),
        QPoint(0, pixel),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def test_wheel_zooms_at_the_cursor_and_small_deltas_add_up(make_pane):
    pane = make_pane(RAMP, area=(480, 320))
    at = QPoint(100, 120)
    before = pane.frame().to_image(QPointF(at))
    wheel(pane, at, 120)
    assert pane.view.scale == pytest.approx(2 * 1.2)
    assert pane.frame().to_image(QPointF(at)) == pytest.approx(before, abs=1)
    for _ in range(8):
        wheel(pane, at, -15)
    assert pane.view.scale == pytest.approx(2.0)
    wheel(pane, at, 0, pixel=30)
    assert pane.view.scale == pytest.approx(2 * 1.2**0.5)


def test_drag_pans_and_double_click_fits(make_pane, qtbot):
    pane = make_pane(RAMP, area=(480, 320))
    pane.view.set_view((120.0, 80.0), 4.0)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(pane, QPoint(240, 130))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(240, 130))
    assert pane.view.centre == (110.0, 85.0)
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert pane.view.fits


def test_plus_and_minus_zoom(make_pane, qtbot):
    pane = make_pane(RAMP, area=(480, 320))
    qtbot.keyClick(pane, Qt.Key.Key_Plus)
    assert pane.view.scale == pytest.approx(2.5)
    qtbot.keyClick(pane, Qt.Key.Key_Minus)
    assert pane.view.scale == pytest.approx(2.0)


def test_asks_for_a_context_menu_and_names_itself(make_pane, qtbot):
    pane = make_pane(RAMP, area=(480, 320))
    pane.set_title("Grad-CAM · blocks.6 · dog")
    assert pane.accessibleName() == "Grad-CAM · blocks.6 · dog"
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 60), QPoint(19, 70))
    with qtbot.waitSignal(pane.context_menu_requested) as asked:
        QApplication.sendEvent(pane, event)
    assert asked.args == [QPoint(19, 70)]


@pytest.mark.parametrize("area", [(164, 110), (118, 98), (96, 48)])
def test_words_in_a_small_pane_stay_in_the_picture_and_the_tool_tip_has_them(make_pane, area):
    pane = make_pane(RAMP, area=area)
    before = pixels(pane.grab().toImage())
    hint = "The layer tells no places apart. Choose an earlier one in the list of layers."
    pane.set_words("The evidence for Siamese cat is the same everywhere.", hint)
    after = pixels(pane.grab().toImage())
    changed = np.flatnonzero((before != after).any(axis=(1, 2)))
    ratio = pane.devicePixelRatioF()
    assert changed[0] >= TITLE_PX * ratio
    assert changed[-1] < (pane.height() - FOOTER_PX) * ratio
    assert pane.tip_at(QPoint(60, 60)).endswith(hint)


def test_a_note_takes_a_second_line_before_it_is_cut(make_pane):
    def height_of(text):
        pane.set_note("")
        before = pixels(pane.grab().toImage())
        pane.set_note(text)
        changed = (before != pixels(pane.grab().toImage())).any(axis=(1, 2))
        return changed.sum() / pane.devicePixelRatioF()

    pane = make_pane(RAMP, area=(164, 110))
    line = pane.fontMetrics().lineSpacing()
    assert height_of("Short.") == NOTE_PX
    assert height_of("The same map as Grad-CAM++.") == NOTE_PX + line
    assert height_of("The same map as Grad-CAM++. " * 5) == NOTE_PX + line
    assert pane.tip_at(QPoint(60, pane.height() - FOOTER_PX - NOTE_PX - 4)).startswith("The same")


def test_leaving_takes_the_cross_hair_away(make_pane):
    pane = make_pane(RAMP, area=(480, 320))
    pane.view.set_cursor((3.0, 4.0))
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    assert pane.view.cursor is None


def prove_truth(ratio):
    """Run alone with QT_SCALE_FACTOR set: the same truth in device pixels."""
    app = QApplication.instance() or QApplication([])
    pane = shown_pane(RAMP, area=(240, 160))
    assert pane.devicePixelRatioF() == float(ratio)
    for style in STYLES:
        check_truth(pane, RAMP, heat_of(random_map(), crop_of((240, 160))), style)
    print(f"true at {ratio}")
    del pane, app


if __name__ == "__main__":
    prove_truth(sys.argv[1])


def of_concepts(heat):
    strengths = np.random.default_rng(5).random((3, 4, 6)).astype(np.float32)
    said = ClassScore(name="a cat", index=0, logit=1.0, probability=0.5)
    each = tuple(LayerConcept(share=share, alone=(said,)) for share in (0.5, 0.3, 0.2))
    return replace(heat, concepts=MapConcepts(strengths=strengths, concepts=each, error=0.1))


def test_concepts_are_painted_as_in_figures_with_a_row_for_each(make_pane):
    pane = make_pane(RAMP, area=(240, 160))
    whole = Geometry(original=(240, 160), resized=(224, 224), offset=(0, 0), input=(224, 224))
    heat = of_concepts(heat_of(random_map(4, 6), whole))
    pane.set_heat(heat)
    shown = pixels(pane.as_drawn())
    np.testing.assert_allclose(shown, paint_over(RAMP, heat, HeatStyle()), atol=2)
    grabbed = grabbed_area(pane).reshape(-1, 3).tolist()
    for colour in CONCEPTS[:3]:
        assert grabbed.count(list(colour)) >= 50  # its chip

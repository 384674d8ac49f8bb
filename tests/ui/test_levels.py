"""The histogram of the maps: true counts, one scale dragged or typed, and what becomes of it."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtGui import QColor, QPalette

from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.tables.options import OPTIONS
from viewer.session.history import History
from viewer.session.session import Session
from viewer.ui.bar.value_box import ValueBox
from viewer.ui.dialogs.levels import LevelsDialog
from viewer.ui.panes.heat_layer import HeatLayer

PLAIN = HeatStyle()
PICTURE = Geometry(original=(90, 60), resized=(90, 60), offset=(0, 0), input=(90, 60))
RAMP = np.tile(np.linspace(0.0, 4.0, 9, dtype=np.float32), (9, 1))
TINY = np.array([[-2e-7, 3e-7]], np.float32)


def layer_of(raw, style=PLAIN):
    return HeatLayer(given_map(raw, PICTURE), style)


@pytest.fixture
def dialog(qtbot):
    made = LevelsDialog()
    qtbot.addWidget(made)
    made.chosen = {}
    made.option_chosen.connect(lambda key, value: made.chosen.update({key: value}))
    made.show()
    return made


def test_each_map_has_a_curve_over_the_values_of_all(dialog):
    dialog.set_layers([("half", layer_of(RAMP / 2)), ("whole", layer_of(RAMP)), ("none", None)])
    half, whole = (curve.getData() for curve in dialog.curves)
    assert (whole[0][0], whole[0][-1]) == (0.0, 4.0)
    assert np.square(half[1]).sum() == pytest.approx(1.0)
    assert half[1][:32].all()
    assert not half[1][33:].any()  # what is above half of the range occurs in the other map only
    assert [label.text for _, label in dialog.legend.items] == ["half", "whole"]
    assert (dialog.low.value(), dialog.high.value()) == (0.0, 4.0)


def test_a_dragged_line_sets_one_scale_for_all(dialog):
    dialog.set_layers([("a", layer_of(RAMP))])
    assert dialog.chosen == {}
    dialog.region.lines[1].setValue(3.0)
    assert dialog.chosen == {"fixed_low": 0.0, "fixed_high": 3.0, "scaling": "fixed"}
    dialog.reset.click()
    assert dialog.chosen["scaling"] == "map"


def test_only_the_lines_are_dragged_not_the_region_between_them(dialog):
    assert all(line.movable for line in dialog.region.lines)
    assert not dialog.region.movable


def test_ends_are_typed_however_small_and_never_the_wrong_way_round(dialog):
    dialog.set_layers([("a", layer_of(TINY))])
    assert dialog.low.value() == pytest.approx(-2e-7)
    dialog.high.setValue(1.5e-7)
    assert dialog.chosen["fixed_high"] == pytest.approx(1.5e-7)
    dialog.chosen.clear()
    dialog.high.setValue(-1.0)
    assert dialog.chosen == {}


def test_a_fixed_scale_is_shown_where_it_lies(dialog):
    style = HeatStyle(scaling="fixed", fixed=(1.0, 9.0))
    dialog.set_layers([("a", layer_of(RAMP, style))])
    assert dialog.region.getRegion() == (1.0, 9.0)
    left, right = dialog.plot.getViewBox().viewRange()[0]
    assert left < 0.0
    assert right > 9.0


def test_the_plot_does_not_jump_while_the_scale_is_dragged(dialog):
    layer = layer_of(RAMP)
    dialog.set_layers([("a", layer)])
    before, curves = dialog.plot.getViewBox().viewRange()[0], dialog.curves
    layer.set_style(HeatStyle(scaling="fixed", fixed=(1.0, 3.0)))
    dialog.set_layers([("a", layer)])
    assert dialog.curves is curves
    assert dialog.plot.getViewBox().viewRange()[0] == before
    assert dialog.region.getRegion() == (1.0, 3.0)


def test_one_map_can_be_looked_at_alone(dialog):
    pair = [("small", layer_of(RAMP / 100)), ("large", layer_of(RAMP))]
    dialog.set_layers(pair)
    dialog.map_box.setCurrentIndex(1)
    dialog.map_box.activated.emit(1)
    assert [label.text for _, label in dialog.legend.items] == ["small"]
    assert dialog.region.getRegion() == pytest.approx((0.0, 0.04))
    dialog.set_layers(pair[::-1])
    assert dialog.map_box.currentText() == "small"
    dialog.set_layers(pair[1:])
    assert dialog.map_box.currentIndex() == 0
    assert dialog.region.getRegion() == (0.0, 4.0)


def test_many_names_do_not_cover_the_curves(dialog):
    dialog.set_layers([(str(number), layer_of(RAMP + number)) for number in range(7)])
    assert len(dialog.curves) == 7
    assert not dialog.legend.isVisible()


def test_without_contrast_there_is_nothing_to_drag(dialog):
    dialog.set_layers([("flat", layer_of(np.ones((3, 3), np.float32)))])
    assert dialog.curves == []
    assert not dialog.region.isVisible()


def test_it_follows_the_palette(dialog):
    palette = QPalette(QColor("#202020"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#101214"))
    dialog.setPalette(palette)
    assert dialog.plot.backgroundBrush().color() == QColor("#101214")


def test_dragging_a_scale_is_one_step_back():
    session = Session({option.key: option.default for option in OPTIONS})
    history = History(session)
    for low in (0.1, 0.2, 0.3):
        for key, value in (("fixed_low", low), ("fixed_high", low + 1), ("scaling", "fixed")):
            session.set_option(key, value)
    history.undo()
    assert (session.options["scaling"], session.options["fixed_high"]) == ("map", 1.0)


@pytest.mark.parametrize(
    ("value", "text"), [(0.25, "0.25"), (3.1e-5, "3.1e-05"), (0.0, "0"), (-2.0, "-2")]
)
def test_a_value_is_written_as_short_as_it_is(qtbot, value, text):
    box = ValueBox()
    qtbot.addWidget(box)
    box.setRange(-10, 10)
    box.setValue(value)
    assert box.text() == text
    assert box.value() == pytest.approx(value)
    box.lineEdit().setText("1e-")
    assert not box.hasAcceptableInput()

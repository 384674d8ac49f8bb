"""The levels strip counts what is painted, tells raw units and follows the palette."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QLabel

from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.pictures.histogram import count_values
from viewer.ui.panes.colorbar import LevelsStrip
from viewer.ui.panes.heat_layer import HeatLayer

PLAIN = HeatStyle()


@pytest.fixture
def strip(qtbot):
    strip = LevelsStrip()
    qtbot.addWidget(strip)
    strip.resize(320, 64)
    strip.show()
    return strip


def layer_of(raw, style=PLAIN):
    heat = given_map(
        raw, Geometry(original=(90, 60), resized=(90, 60), offset=(0, 0), input=(90, 60))
    )
    return HeatLayer(heat, style)


def picture(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def test_counts_are_shares_of_the_upsampled_map():
    raw = np.tile(np.linspace(0.0, 4.0, 9, dtype=np.float32), (9, 1))
    counts = count_values(raw, 0.0, 4.0)
    assert counts.sum() == pytest.approx(1.0)
    inner = counts[1:-1]
    assert inner.max() < 3 * inner.min()
    assert counts[0] > inner.max()
    assert count_values(np.zeros((3, 3), np.float32), 0.0, 0.0).sum() == 0


def test_ends_are_told_in_raw_units(strip):
    strip.set_layer(layer_of([[-0.01234, 3.14159]]))
    assert [label.text() for label in strip.findChildren(QLabel)] == ["−0.0123", "3.14"]
    assert strip.accessibleDescription() == "Raw values from −0.0123 to 3.14"
    strip.set_layer(None)
    assert [label.text() for label in strip.findChildren(QLabel)] == ["", ""]
    assert strip.accessibleDescription() == ""


@pytest.mark.parametrize("key", ["inferno", "jet"])
def test_bar_runs_from_the_first_colour_to_the_last(strip, key):
    strip.set_layer(layer_of([[0.0, 1.0]], HeatStyle(colour_map=key, opacity=0.2)))
    bar = strip._bar.geometry()
    line = picture(strip)[bar.center().y(), bar.left() : bar.right() + 1]
    wanted = colour_table(key)[np.linspace(0, 255, len(line)).round().astype(int)]
    assert np.abs(line[3:-3] - wanted[3:-3]).mean() < 4


def test_colours_below_the_threshold_are_left_out(strip):
    strip.set_layer(layer_of([[0.0, 1.0]], HeatStyle(threshold=0.5)))
    bar = strip._bar.geometry()
    line = picture(strip)[bar.center().y(), bar.left() : bar.right() + 1]
    ground = strip.palette().color(QPalette.ColorRole.Window).red()
    quarter, middle = len(line) // 4, len(line) // 2
    assert (np.abs(line[5:quarter] - ground) <= 2).all()
    wanted = colour_table("inferno")[128]
    assert np.abs(line[middle + 2] - wanted).max() < 12


def test_dragging_the_opacity_counts_nothing_anew(strip):
    layer = layer_of([[0.0, 1.0]])
    strip.set_layer(layer)
    before = strip._counts
    layer.set_style(HeatStyle(opacity=0.9))
    strip.set_layer(layer)
    assert strip._counts is before


def test_histogram_follows_the_palette(strip):
    strip.set_layer(layer_of(np.tile(np.linspace(0.0, 1.0, 9), (9, 1))))
    for ground, text in (("#f0f0f0", "#101010"), ("#202020", "#f0f0f0")):
        palette = QPalette(QColor(ground))
        palette.setColor(QPalette.ColorRole.Window, QColor(ground))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
        strip.setPalette(palette)
        plot = strip._plot.geometry()
        colours = picture(strip)[plot.top() : plot.bottom(), plot.left() : plot.right(), 0]
        wanted = 0.65 * QColor(ground).red() + 0.35 * QColor(text).red()
        assert (np.abs(colours - QColor(ground).red()) <= 2).any()
        assert (np.abs(colours - wanted) <= 3).any()


def test_the_window_is_made_without_pyqtgraph():
    code = "import sys, viewer.app; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

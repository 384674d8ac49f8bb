"""The levels strip counts what is painted, tells raw units and follows the palette."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QLabel

from viewer.core.colour_maps import colour_table
from viewer.ui.colorbar import LevelsStrip, count_levels


@pytest.fixture
def strip(qtbot):
    strip = LevelsStrip()
    qtbot.addWidget(strip)
    strip.resize(320, 64)
    strip.show()
    return strip


def picture(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def test_counts_are_shares_of_the_upsampled_map():
    raw = np.tile(np.linspace(0.0, 4.0, 9, dtype=np.float32), (9, 1))
    counts = count_levels(raw, 0.0, 4.0)
    assert counts.sum() == pytest.approx(1.0)
    inner = counts[1:-1]
    assert inner.max() < 3 * inner.min()
    assert counts[0] > inner.max()
    assert count_levels(np.zeros((3, 3), np.float32), 0.0, 0.0).sum() == 0


def test_ends_are_told_in_raw_units(strip):
    strip.set_heat(np.array([[-0.01234, 3.14159]], np.float32), -0.01234, 3.14159)
    assert [label.text() for label in strip.findChildren(QLabel)] == ["−0.0123", "3.14"]
    assert strip.accessibleDescription() == "Raw values from −0.0123 to 3.14"
    strip.set_heat(None, 0.0, 0.0)
    assert [label.text() for label in strip.findChildren(QLabel)] == ["", ""]
    assert strip.accessibleDescription() == ""


@pytest.mark.parametrize("key", ["inferno", "jet"])
def test_bar_runs_from_the_first_colour_to_the_last(strip, key):
    strip.set_colour_map(key)
    strip.set_heat(np.array([[0.0, 1.0]], np.float32), 0.0, 1.0)
    bar = strip._bar.geometry()
    line = picture(strip)[bar.center().y(), bar.left() : bar.right() + 1]
    wanted = colour_table(key)[np.linspace(0, 255, len(line)).round().astype(int)]
    assert np.abs(line[3:-3] - wanted[3:-3]).mean() < 4


def test_histogram_follows_the_palette(strip):
    raw = np.tile(np.linspace(0.0, 1.0, 9, dtype=np.float32), (9, 1))
    strip.set_heat(raw, 0.0, 1.0)
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


def test_pyqtgraph_waits_until_levels_are_shown():
    code = "import sys, viewer.ui.pane_row; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

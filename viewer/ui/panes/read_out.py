"""What a pane's footer says: the numbers under the cross-hair, or a summary without it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.panes.view_state import Point, ViewState
from viewer.ui.window.reading import readable

PEAK = QT_TRANSLATE_NOOP("Pane", "peak {0}")
PLACE = QT_TRANSLATE_NOOP("Pane", "P{0}  #{1}/{2}  cell {3}:{4}")
LONGEST_NUMBER = "0.00538"


def read_picture(levels: Sequence[QImage], view: ViewState, cursor: Point | None) -> str:
    """Return place and colour of the pixel under the cross-hair, or size and zoom."""
    if not levels:
        return ""
    if cursor is None:
        width, height = view.picture_size
        return f"{width} × {height}   {view.scale:.0%}"
    x, y = int(cursor[0]), int(cursor[1])
    if levels[0].size().toTuple() != tuple(
        view.picture_size
    ):  # only a coarse image is there as yet
        return f"x {x}  y {y}"
    colour = levels[0].pixelColor(x, y)
    rgb = f"{colour.red()} {colour.green()} {colour.blue()}"
    return _say(QT_TRANSLATE_NOOP("Pane", "x {0}  y {1}   RGB {2}")).format(x, y, rgb)


def read_heat(heat: HeatLayer | None, cursor: Point | None) -> str:
    """Return value, percentile, rank and cell under the cross-hair, or the map's peak.

    A peak that the upper end of the colours tells already is not said again.
    """
    if heat is None:
        return ""
    if cursor is None:
        said = not heat.visible or _ends_at_peak(heat.style)
        return "" if said else _say(PEAK).format(readable(heat.peak))
    reading = heat.at(*cursor)
    if reading is None:
        return _say(QT_TRANSLATE_NOOP("Pane", "not seen by the model"))
    value = f"{readable(reading.value)}  {reading.relative:.0%}"
    place = _say(PLACE).format(
        round(reading.percentile), reading.rank, reading.cells, reading.row, reading.column
    )
    return f"{value}  {place}"


def read_difference(heat: HeatLayer | None, cursor: Point | None) -> str:
    """Return the difference under the cross-hair, -1..1; nothing without a cross-hair."""
    reading = heat.at(*cursor) if heat is not None and cursor is not None else None
    return readable(round(reading.value, 3)) if reading is not None else ""


def explain_reading() -> str:
    """Return what the numbers of a heat pane's footer mean."""
    return _say(
        QT_TRANSLATE_NOOP(
            "Pane",
            "Raw value, its place on the colour scale, its percentile (P), "
            "the rank of the cell among all cells, and the cell’s row and column",
        )
    )


def explain_summary() -> str:
    """Return what the numbers below a difference mean."""
    return _say(
        QT_TRANSLATE_NOOP(
            "Pane",
            "r: Pearson correlation; SSIM: structural similarity; "
            "IoU: overlap of the hottest tenth of each map",
        )
    )


def longest_text(*, reading: bool) -> str:
    """Return as long a text as a heat pane's footer may say, with a cross-hair or without."""
    if not reading:
        return _say(PEAK).format(LONGEST_NUMBER)
    place = _say(PLACE).format(100, 196, 196, 14, 14)
    return f"{LONGEST_NUMBER}  100%  {place}"


def _ends_at_peak(style: HeatStyle) -> bool:
    """Whether the upper end of every map's colours is its peak: one rule for a row of panes."""
    return style.scaling == "map" and style.extent != "symmetric" and not style.clip_percent


def _say(text: str) -> str:
    return QCoreApplication.translate("Pane", text)

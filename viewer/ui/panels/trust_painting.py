"""Paints a reading small: where a map stands among those that know nothing, or its curve."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)

from viewer.core.asks.trust_reading import TrustReading
from viewer.measures.measure import MeasureRow
from viewer.measures.verdict import Kind, verdict
from viewer.ui.looks.theme import mix

_LIGHT = {"passes": "#2e7d32", "doubtful": "#8a5a00", "fails": "#b3261e"}
_DARK = {"passes": "#7cc47f", "doubtful": "#e0b050", "fails": "#f28b82"}


def verdict_colour(kind: Kind, palette: QPalette) -> QColor:
    """Return the colour of a verdict, to be read on the palette's base."""
    dark = palette.base().color().lightness() < 128
    plain = palette.color(QPalette.ColorRole.PlaceholderText)
    named = (_DARK if dark else _LIGHT).get(kind)
    return plain if named is None else QColor(named)


def paint_reading(
    painter: QPainter, rect: QRectF, row: MeasureRow, reading: TrustReading, palette: QPalette
) -> None:
    """Paint one reading: a strip with its rivals, else its curve, else its place in its range."""
    if math.isnan(reading.value):
        return
    kind = verdict(row, reading.value, reading.rank, reading.of).kind
    ink = verdict_colour(kind, palette)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if reading.random:
        paint_strip(painter, rect, reading, ink, palette)
    elif reading.curve:
        paint_curve(painter, rect, reading.curve, ink, palette)
    elif row.low is not None and row.high is not None:
        share = (reading.value - row.low) / (row.high - row.low)
        _paint_gauge(painter, rect, min(1.0, max(0.0, share)), ink, palette)


def paint_strip(
    painter: QPainter, rect: QRectF, reading: TrustReading, ink: QColor, palette: QPalette
) -> None:
    """Paint a line of values: the band of the random maps, each of them, and the map's own."""
    values = (*reading.random, reading.value)
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    inner = rect.adjusted(6, 0, -6, 0)

    def at(value: float) -> float:
        return inner.left() + (value - low) / span * inner.width()

    middle, half = rect.center().y(), min(9.0, rect.height() / 4)
    grey = palette.color(QPalette.ColorRole.Midlight)
    left, right = at(min(reading.random)), at(max(reading.random))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(grey)
    painter.drawRoundedRect(QRectF(left - 3, middle - half, right - left + 6, 2 * half), 3, 3)
    soft = mix(palette.base().color(), palette.color(QPalette.ColorRole.Text), 0.4)
    painter.setPen(QPen(soft, 1))
    for value in reading.random:
        x = at(value)
        painter.drawLine(QPointF(x, middle - half + 2), QPointF(x, middle + half - 2))
    painter.setPen(QPen(palette.base().color(), 1.5))
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(at(reading.value), middle), 5, 5)


def paint_curve(
    painter: QPainter,
    rect: QRectF,
    curve: Sequence[tuple[float, float]],
    ink: QColor,
    palette: QPalette,
) -> None:
    """Paint a curve above its zero line, from the first share to the last."""
    line = _curve_points(rect, curve)
    ends = _curve_points(rect, curve, zeros=True)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
    painter.drawLine(ends[0], ends[-1])
    faint = QColor(ink)
    faint.setAlpha(40)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint)
    painter.drawPolygon(QPolygonF([ends[0], *line, ends[-1]]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.8))
    painter.drawPolyline(QPolygonF(line))


def curve_point(rect: QRectF, curve: Sequence[tuple[float, float]], point: int) -> QPointF:
    """Return where a point of a curve is that is painted into a rectangle."""
    return _curve_points(rect, curve)[point]


def _curve_points(
    rect: QRectF, curve: Sequence[tuple[float, float]], *, zeros: bool = False
) -> list[QPointF]:
    """Return where a curve's points are, or those of the zero line below them."""
    shares, values = zip(*curve, strict=True)
    low, high = min(0.0, *values), max(*values, 1e-9)
    first, last = min(shares), max(*shares, min(shares) + 1e-9)
    inner = rect.adjusted(6, 6, -6, -6)
    return [
        QPointF(
            inner.left() + (share - first) / (last - first) * inner.width(),
            inner.bottom() - ((0.0 if zeros else value) - low) / (high - low) * inner.height(),
        )
        for share, value in curve
    ]


def _paint_gauge(
    painter: QPainter, rect: QRectF, share: float, ink: QColor, palette: QPalette
) -> None:
    track = QRectF(rect.left() + 6, rect.center().y() - 3, rect.width() - 12, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
    painter.drawRoundedRect(track, 3, 3)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(track.left() + share * track.width(), track.center().y()), 5, 5)

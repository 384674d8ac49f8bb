"""How shapes are painted over a pane: those being drawn, and outlines of those that are there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPalette, QPen

from viewer.core.pictures.drawn import DrawnShape
from viewer.ui.looks.design import accent
from viewer.ui.panes.drawing_pen import DrawingPen, Point
from viewer.ui.panes.frame import Frame

_DARK, _BRIGHT = QColor(0, 0, 0, 190), QColor(255, 255, 255)
_VEIL = 110  # of 255: how much of a brush's way is seen
_LINE_PX = 1.6  # logical pixels
_CORNER_PX = 3.0
_CROSS_PX = 7.0


def shape_path(shape: DrawnShape, frame: Frame) -> QPainterPath:
    """Return a shape's outline in device pixels."""
    points = [frame.to_device(x, y) for x, y in shape.points]
    path = QPainterPath()
    if not points:
        return path
    if shape.tool == "box":
        path.addRect(QRectF(points[0], points[-1]).normalized())
        return path
    path.moveTo(points[0])
    for point in points[1:]:
        path.lineTo(point)
    if shape.tool == "polygon":
        path.closeSubpath()
        return path
    return _brushed(path, points, max(shape.radius * frame.scale, 0.5))


def paint_outline(painter: QPainter, path: QPainterPath, frame: Frame, colour: QColor) -> None:
    """Draw an outline with a dark border, readable on every picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((_DARK, _LINE_PX + 2), (colour, _LINE_PX)):
        painter.setPen(QPen(ink, width * frame.ratio))
        painter.drawPath(path)


def paint_pen(
    painter: QPainter, frame: Frame, pen: DrawingPen, *, at: Point | None, palette: QPalette
) -> None:
    """Paint what is drawn so far.

    Args:
        painter: in device pixels.
        frame: of the pane.
        pen: what is drawn.
        at: where the cursor is, in pixels of the picture; a polygon's next side ends there.
        palette: of the window.
    """
    if not pen.at_work:
        return
    if pen.tool == "brush":
        _paint_way(painter, frame, pen, accent(palette))
    elif pen.tool == "box":
        paint_outline(painter, shape_path(pen.shape, frame), frame, _BRIGHT)
    else:
        _paint_corners(painter, frame, pen.points, at, accent(palette))


def paint_ring(painter: QPainter, frame: Frame, at: Point, radius: float) -> None:
    """Paint the brush as a ring; a cross with a radius of 0."""
    path, middle = QPainterPath(), frame.to_device(*at)
    if radius:
        path.addEllipse(middle, radius * frame.scale, radius * frame.scale)
    else:
        arm = _CROSS_PX * frame.ratio
        for side in (QPointF(arm, 0), QPointF(0, arm)):
            path.moveTo(middle - side)
            path.lineTo(middle + side)
    paint_outline(painter, path, frame, _BRIGHT)


def _paint_way(painter: QPainter, frame: Frame, pen: DrawingPen, colour: QColor) -> None:
    """Paint a brush's way as a veil, which is as thick where it crosses itself."""
    veil, path = QColor(colour), QPainterPath()
    veil.setAlpha(_VEIL)
    placed = [frame.to_device(x, y) for x, y in pen.points]
    path.moveTo(placed[0])
    for point in placed[1:] or [placed[0] + QPointF(0.01, 0)]:
        path.lineTo(point)
    ink = QPen(veil, 2 * pen.radius * frame.scale)
    ink.setCapStyle(Qt.PenCapStyle.RoundCap)
    ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink)
    painter.drawPath(path)


def _brushed(path: QPainterPath, points: list[QPointF], radius: float) -> QPainterPath:
    if len(points) == 1:
        disc = QPainterPath()
        disc.addEllipse(points[0], radius, radius)
        return disc
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * radius)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()


def _paint_corners(
    painter: QPainter, frame: Frame, corners: list[Point], at: Point | None, colour: QColor
) -> None:
    path, placed = QPainterPath(), [frame.to_device(x, y) for x, y in corners]
    path.moveTo(placed[0])
    for point in (*placed[1:], *([frame.to_device(*at)] if at is not None else ())):
        path.lineTo(point)
    paint_outline(painter, path, frame, _BRIGHT)
    for number, point in enumerate(placed):
        radius = _CORNER_PX * frame.ratio * (1.5 if number == 0 else 1)
        painter.setPen(QPen(_DARK, frame.ratio))
        painter.setBrush(colour if number == 0 else _BRIGHT)
        painter.drawEllipse(point, radius, radius)

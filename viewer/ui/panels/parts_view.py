"""A small view of the picture with colours over it, where a region is drawn or a place clicked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from viewer.core.maps.geometry import Box

LEAST = QSize(200, 120)
TALLEST = 1.5  # height by width


class PartsView(QWidget):
    """The picture as large as there is room, colours over what the model saw, and one mark.

    Attributes:
        region_drawn: the user dragged a rectangle, QRectF in pixels of the picture.
        place_clicked: the user clicked a place, QPointF in pixels of the picture.
    """

    region_drawn = Signal(object)
    place_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._size = QSize()  # of the whole picture
        self._inks: QImage | None = None
        self._box: Box = (0.0, 0.0, 0.0, 0.0)
        self._mark: QRectF | None = None
        self._pressed: QPointF | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(LEAST)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def heightForWidth(self, width: int) -> int:
        """Ask for the picture's own height at a width, but for no more than a square and a half."""
        shape = self._size.height() / (self._size.width() or 1)
        return max(LEAST.height(), round(width * min(shape, TALLEST)))

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(320, 320)

    def set_picture(self, levels: Sequence[QImage]) -> None:
        """Show another picture, given in several sizes, the largest first."""
        self._size = levels[0].size() if levels else QSize()
        fitting = [one for one in levels if max(one.width(), one.height()) >= 2 * LEAST.width()]
        self._picture = (fitting or list(levels) or [QImage()])[-1]
        self.updateGeometry()
        self.set_inks(None)

    def set_inks(self, inks: NDArray[np.uint8] | None, box: Box = (0.0, 0.0, 0.0, 0.0)) -> None:
        """Lay colours (H, W, 4) over a box of the picture; None takes them away, and the mark."""
        self._box, self._inks = box, None
        if inks is None:
            self._mark = None
        else:
            height, width, _ = inks.shape
            kind = QImage.Format.Format_RGBA8888
            self._inks = QImage(inks.tobytes(), width, height, 4 * width, kind).copy()
        self.update()

    def set_mark(self, mark: QRectF | None) -> None:
        """Mark a rectangle of the picture."""
        self._mark = mark
        self.update()

    def shown_rectangle(self) -> QRectF:
        """Return where the picture is painted, in logical pixels."""
        size = self._size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
        return QRectF(place, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the picture, the colours and the mark."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self.shown_rectangle()
        painter.drawImage(shown, self._picture, QRectF(self._picture.rect()))
        painter.setClipRect(shown)
        if self._inks is not None:
            left, top, right, bottom = self._box
            place = self._placed(QRectF(QPointF(left, top), QPointF(right, bottom)))
            painter.drawImage(place, self._inks, QRectF(self._inks.rect()))
        if self._mark is not None:
            self._paint_mark(painter, self._placed(self._mark))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a rectangle."""
        if event.button() == Qt.MouseButton.LeftButton and not self._picture.isNull():
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the rectangle as it is drawn."""
        if self._pressed is not None and self._is_drag(event.position()):
            self.set_mark(self._between(self._pressed, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was drawn or clicked."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            self.place_clicked.emit(self._in_picture(event.position()))
        else:
            self.region_drawn.emit(self._between(pressed, event.position()))

    def _is_drag(self, position: QPointF) -> bool:
        assert self._pressed is not None  # noqa: S101 - asked while the button is down
        return (position - self._pressed).manhattanLength() >= QApplication.startDragDistance()

    def _between(self, one: QPointF, other: QPointF) -> QRectF:
        drawn = QRectF(self._in_picture(one), self._in_picture(other)).normalized()
        return drawn.intersected(QRectF(QPointF(), self._size))

    def _in_picture(self, position: QPointF) -> QPointF:
        shown = self.shown_rectangle()
        scale = self._size.width() / (shown.width() or 1.0)
        return (position - shown.topLeft()) * scale

    def _placed(self, part: QRectF) -> QRectF:
        shown = self.shown_rectangle()
        scale = shown.width() / (self._size.width() or 1)
        return QRectF(shown.topLeft() + part.topLeft() * scale, part.size() * scale)

    @staticmethod
    def _paint_mark(painter: QPainter, place: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 190), 3.5), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(place)

"""A changed picture over the original pane, where the model sees it, with what is said of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.core.maps.geometry import Box
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_painting import begin_device_pixels

_DARK, _BRIGHT = QColor(0, 0, 0, 190), QColor(255, 255, 255)
_PADDING_PX = 6


class PartLayer(QWidget):
    """Lies over one pane; the mouse goes through it to the pane."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._image = QImage()
        self._box = QRectF()  # in pixels of the picture
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(pane.rect())
        self.hide()
        pane.installEventFilter(self)
        pane.view.changed.connect(self.update)

    def show_part(self, rgb: NDArray[np.uint8], box: Box, words: str) -> None:
        """Show a picture in place of the original.

        Args:
            rgb: (h, w, 3) uint8.
            box: left, top, right, bottom of what it covers, in pixels of the picture.
            words: what is said of it.
        """
        height, width = rgb.shape[:2]
        data = np.ascontiguousarray(rgb)
        self._image = QImage(
            data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888
        ).copy()
        left, top, right, bottom = box
        self._box, self.words = QRectF(left, top, right - left, bottom - top), words
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture smoothly, and the words in its lower left corner."""
        painter, frame = QPainter(self), self._pane.frame()
        begin_device_pixels(painter, frame)
        painter.setClipRect(frame.area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = frame.place(self._box)
        painter.drawImage(place, self._image)
        room = place.intersected(QRectF(frame.area))
        metrics, padding = QFontMetrics(painter.font()), _PADDING_PX * frame.ratio
        width = min(room.width(), metrics.horizontalAdvance(self.words) + 2 * padding)
        height = metrics.height() + padding
        chip = QRectF(room.left(), room.bottom() - height, width, height)
        painter.fillRect(chip, _DARK)
        painter.setPen(_BRIGHT)
        inner = chip.adjusted(padding, 0, -padding, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideMiddle
        painter.drawText(
            inner, int(middle), metrics.elidedText(self.words, elide, int(inner.width()))
        )
        painter.end()

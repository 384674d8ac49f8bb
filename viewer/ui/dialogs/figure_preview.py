"""The live preview: the real figure scaled to the room there is, on a chequered ground."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

SQUARE_PX = 8
LIGHT, DARK = QColor("#ffffff"), QColor("#d8d8d8")
MM_PER_INCH = 25.4
FOOT_PX = 24


class FigurePreview(QWidget):
    """Paints one image as large as fits, with a line of its real size; or words instead.

    Attributes:
        drag_wished: the user drags the figure, as it is shown: QImage.
    """

    drag_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(320, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Preview of the figure"))
        self._image: QImage | None = None
        self._pressed: QPoint | None = None
        self.words = self.tr("The preview is being drawn…")
        self.size_text = ""

    def sizeHint(self) -> QSize:
        """Half of the dialog."""
        return QSize(680, 560)

    def set_image(self, image: QImage, size: tuple[int, int], dpi: float) -> None:
        """Show a figure; size and dpi are those of the real output."""
        self._image, self.words = image, ""
        across, down = (f"{side / dpi * MM_PER_INCH:.0f}" for side in size)
        self.setToolTip(self.tr("Drag the figure into a document, or save it in full quality."))
        self.size_text = self.tr("{0} × {1} pixels, {2} × {3} mm").format(*size, across, down)
        self.setAccessibleDescription(self.size_text)
        self.update()

    def set_words(self, words: str) -> None:
        """Show words instead of a figure."""
        self._image, self.words, self.size_text = None, words, ""
        self.setToolTip("")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the figure."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the figure be dragged into another program."""
        if self._pressed is None or self._image is None:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed = None
            self.drag_wished.emit(self._image)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the figure on squares that show through where it is transparent."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        room = QRectF(self.rect()).adjusted(12, 12, -12, -12 - FOOT_PX)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        if self._image is None:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.words)
            return
        ratio = self.devicePixelRatioF()
        size = self._image.size().toSizeF() / ratio
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(room.topLeft(), size)
        place.moveCenter(room.center())
        self._paint_squares(painter, place)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scaled = self._image.scaled(
            (size * ratio).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, scaled)
        foot = QRectF(room.left(), room.bottom() + 6, room.width(), FOOT_PX)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.size_text)

    def _paint_squares(self, painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, LIGHT)
        if self._image is None or not self._image.hasAlphaChannel():
            return
        painter.save()
        painter.setClipRect(place)
        left, top = round(place.left()), round(place.top())
        for row in range(int(place.height() // SQUARE_PX) + 1):
            for column in range(row % 2, int(place.width() // SQUARE_PX) + 1, 2):
                x, y = left + column * SQUARE_PX, top + row * SQUARE_PX
                painter.fillRect(x, y, SQUARE_PX, SQUARE_PX, DARK)
        painter.restore()

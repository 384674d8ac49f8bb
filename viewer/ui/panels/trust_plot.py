"""One reading in full: its curve with a handle, and its place among maps that know nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from viewer.core.asks.trust_reading import TrustReading
from viewer.measures.measure import MeasureRow
from viewer.measures.part_picture import WAYS
from viewer.measures.verdict import verdict
from viewer.ui.looks.plain_text import tip
from viewer.ui.panels.trust_painting import curve_point, paint_curve, paint_strip, verdict_colour

HEIGHT_PX = 132
MARGIN_PX = 8


class TrustPlot(QWidget):
    """One reading in full: its curve, and its place among the maps that know nothing."""

    share_chosen = Signal(int)  # a point of the curve: the handle is there; 0: it was put back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: MeasureRow | None = None
        self._reading: TrustReading | None = None
        self.handle = 0  # the point of the curve at which it stands
        self.setFixedHeight(HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_reading(None, None)

    @property
    def has_handle(self) -> bool:
        """Whether the curve is one of a picture that is taken apart."""
        row, reading = self._row, self._reading
        return bool(row is not None and reading is not None and reading.curve and row.key in WAYS)

    def set_reading(self, row: MeasureRow | None, reading: TrustReading | None) -> None:
        """Show a reading; without a picture of it the plot hides."""
        if (row, reading) != (self._row, self._reading):
            self.move_handle(0)
        self._row, self._reading = row, reading
        self.setCursor(
            Qt.CursorShape.SizeHorCursor if self.has_handle else Qt.CursorShape.ArrowCursor
        )
        told = self.tr("Drag along the curve to see the picture at each point of it.")
        self.setToolTip(tip(told if self.has_handle else ""))
        self.setVisible(reading is not None and bool(reading.curve or reading.random))
        self.update()

    def move_handle(self, point: int) -> None:
        """Put the handle at a point of the curve; 0 puts it back."""
        reading = self._reading
        last = len(reading.curve) - 1 if self.has_handle and reading is not None else 0
        point = min(max(point, 0), last)
        if point != self.handle:
            self.handle = point
            self.share_chosen.emit(point)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle to the mouse."""
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the handle follow."""
        reading = self._reading
        if self.has_handle and reading is not None:
            inner = self._curve_rect().adjusted(6, 6, -6, -6)
            share = (event.position().x() - inner.left()) / inner.width()
            self.move_handle(round(share * (len(reading.curve) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the handle by one point; Escape puts it back."""
        keys = {Qt.Key.Key_Left: self.handle - 1, Qt.Key.Key_Right: self.handle + 1}
        if event.key() in keys and self.has_handle:
            self.move_handle(keys[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.handle:
            self.move_handle(0)
        else:
            super().keyPressEvent(event)

    def _curve_rect(self) -> QRectF:
        """Where the curve is, above its strip of rivals."""
        whole, reading = QRectF(self.rect()).adjusted(0, 2, 0, -2), self._reading
        if reading is not None and reading.curve and reading.random:
            whole.setHeight(whole.height() * 0.6)
        return whole.adjusted(0, self.fontMetrics().height() - 4, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the curve above, the strip below, each with its words."""
        row, reading = self._row, self._reading
        if row is None or reading is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, whole = self.palette(), QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painter.fillRect(whole, palette.base())
        kind = verdict(row, reading.value, reading.rank, reading.of).kind
        ink = verdict_colour(kind, palette)
        upper, lower = QRectF(whole), QRectF(whole)
        if reading.curve and reading.random:
            upper.setHeight(whole.height() * 0.6)
            lower.setTop(upper.bottom())
        if reading.curve:
            self._paint_curve(painter, upper, reading, ink)
        if reading.random:
            self._paint_strip(painter, lower, reading, ink)
        painter.end()

    def _paint_curve(
        self, painter: QPainter, rect: QRectF, reading: TrustReading, ink: QColor
    ) -> None:
        highest = max(value for _, value in reading.curve)
        paint_curve(painter, self._curve_rect(), reading.curve, ink, self.palette())
        self._write(painter, rect, f"{highest:.2g}", Qt.AlignmentFlag.AlignLeft)
        if self.has_handle:
            self._paint_handle(painter, reading, ink)

    def _paint_handle(self, painter: QPainter, reading: TrustReading, ink: QColor) -> None:
        """Paint a line through the point of the curve that the handle stands at, and its share."""
        rect = self._curve_rect()
        at = curve_point(rect, reading.curve, self.handle)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1))
        painter.drawLine(QPointF(at.x(), rect.top() + 4), QPointF(at.x(), rect.bottom() - 4))
        painter.setPen(QPen(self.palette().base().color(), 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(at, 5, 5)
        share, value = reading.curve[self.handle]
        text = f"{share:.0%}: {value:.2f}" if self.handle else self.tr("drag")
        above = rect.adjusted(0, 4 - self.fontMetrics().height(), 0, 0)
        self._write(painter, above, text, Qt.AlignmentFlag.AlignRight)

    def _paint_strip(
        self, painter: QPainter, rect: QRectF, reading: TrustReading, ink: QColor
    ) -> None:
        line = self.fontMetrics().height()
        values = (*reading.random, reading.value)
        strip = rect.adjusted(0, 0, 0, -line)
        paint_strip(painter, strip, reading, ink, self.palette())
        below = QRectF(rect.left(), rect.bottom() - line, rect.width(), line)
        self._write(painter, below, f"{min(values):.3g}", Qt.AlignmentFlag.AlignLeft)
        self._write(painter, below, f"{max(values):.3g}", Qt.AlignmentFlag.AlignRight)
        words = self.tr("grey: random maps")
        self._write(painter, below, words, Qt.AlignmentFlag.AlignHCenter)

    def _write(self, painter: QPainter, rect: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        inner = rect.adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignTop), text)

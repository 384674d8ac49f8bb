"""A region's outline on the original pane: drawn with Ctrl and Shift held, and shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.tasks.region_asking import AskedRegion, asked_region, outline_name
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_painting import begin_device_pixels

FEWEST = 8  # places of the mouse; fewer are a slip of the hand
_RECTANGLE = 4  # corners, which the boxes' layer paints
_DRAWING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_DARK, _BRIGHT = QColor(0, 0, 0, 170), QColor(255, 255, 255)


class OutlineLayer(QWidget):
    """Lies over one pane; the mouse goes through it to the pane, but while it draws.

    Attributes:
        target_chosen: the user wants what was drawn explained.
    """

    target_chosen = Signal(object)  # Target

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._corners: list[QPointF] = []  # in pixels of the picture
        self._drawing = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(pane.rect())
        self.hide()
        pane.installEventFilter(self)
        pane.view.changed.connect(self.update)

    def set_target(self, target: Target) -> None:
        """Show the outline that is explained, if one is."""
        self._corners = [QPointF(x, y) for x, y in _corners(target)]
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's size, and take what is drawn."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        if self.isVisibleTo(self._pane) and isinstance(event, QMouseEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the outline with a dark border, readable on every picture."""
        if len(self._corners) < 2:
            return
        painter, frame = QPainter(self), self._pane.frame()
        painter.save()
        begin_device_pixels(painter, frame)
        line = QPolygonF([frame.to_device(one.x(), one.y()) for one in self._corners])
        for colour, width, style in (
            (_DARK, 3.6, Qt.PenStyle.SolidLine),
            (_BRIGHT, 1.6, Qt.PenStyle.DashLine),
        ):
            pen = QPen(colour, width * frame.ratio)
            pen.setStyle(style)
            painter.setPen(pen)
            if self._drawing:
                painter.drawPolyline(line)
            else:
                painter.drawPolygon(line)
        painter.restore()
        painter.end()

    def _takes(self, event: QMouseEvent) -> bool:
        """Handle a press, move or release; what it returns is kept from the pane."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            held = event.modifiers() & _DRAWING == _DRAWING
            inside = self._pane.picture_area().contains(event.position().toPoint())
            self._drawing = held and inside
            if self._drawing:
                self._corners = []
        if not self._drawing:
            return False
        self._corners.append(self._within(event.position()))
        if kind == QEvent.Type.MouseButtonRelease:
            self._drawing = False
            self._finish()
        self.update()
        return True

    def _finish(self) -> None:
        corners = [(one.x(), one.y()) for one in self._corners]
        if len(corners) < FEWEST:
            self._corners = []
            return
        self.target_chosen.emit(Target(kind="name", name=outline_name(corners)))

    def _within(self, position: QPointF) -> QPointF:
        """Return the place on the picture that is nearest to a logical position."""
        frame = self._pane.frame()
        (x, y), whole = frame.to_image(position), frame.whole()
        x = min(max(x, whole.left()), whole.right())
        return QPointF(x, min(max(y, whole.top()), whole.bottom()))


def _corners(target: Target) -> tuple[tuple[float, float], ...]:
    """Return an outline on the picture; empty: the target is another one, or a rectangle."""
    asked: AskedRegion | None = None
    try:
        asked = asked_region(target.name) if target.kind == "name" else None
    except UserError:
        return ()
    several = asked is not None and len(asked.corners) != _RECTANGLE and asked.word == "region"
    return asked.corners if asked is not None and several else ()

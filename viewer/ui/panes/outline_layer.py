"""A region's outline on the original pane: drawn with Ctrl and Shift held, and shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.shapes import Point
from viewer.tasks.region_asking import AskedRegion, asked_region, outline_name
from viewer.ui.panes.frame import Frame
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_painting import begin_device_pixels

FEWEST = 8  # places of the mouse; fewer are a slip of the hand
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
        self._lines: list[list[QPointF]] = []  # around what a mask marks
        self._lined = Target()  # what the lines belong to
        self._drawing = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(pane.rect())
        self.hide()
        pane.installEventFilter(self)
        pane.view.changed.connect(self.update)

    def set_target(self, target: Target) -> None:
        """Show the outline that is explained, if one is."""
        self._corners = [QPointF(x, y) for x, y in _corners(target)]
        if target.plain != self._lined:
            self._lines = []
        self.update()

    def set_lines(self, target: Target, lines: Iterable[Iterable[Point]]) -> None:
        """Show lines around a region of several parts, while it is explained.

        Args:
            target: the region.
            lines: each closed, in pixels of the picture.
        """
        self._lined = target.plain
        self._lines = [[QPointF(x, y) for x, y in line] for line in lines]
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
        lines = [line for line in (self._corners, *self._lines) if len(line) > 1]
        if not lines:
            return
        painter, frame = QPainter(self), self._pane.frame()
        painter.save()
        begin_device_pixels(painter, frame)
        for line in lines:
            self._paint_line(painter, frame, line)
        painter.restore()
        painter.end()

    def _paint_line(self, painter: QPainter, frame: Frame, places: list[QPointF]) -> None:
        line = QPolygonF([frame.to_device(one.x(), one.y()) for one in places])
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
    """Return an outline on the picture; empty: another target, or a rectangle of `BoxLayer`."""
    asked: AskedRegion | None = None
    try:
        asked = asked_region(target.name) if target.kind == "name" else None
    except UserError:
        return ()
    if asked is None or asked.word != "region":
        return ()
    pairs = any(part.count(",") == 1 for part in target.name.split())
    return asked.corners if pairs else ()  # a rectangle is four numbers in one

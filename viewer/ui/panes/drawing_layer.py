"""The drawing layer over the original pane: box, polygon and brush, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewer.core.pictures.drawn import DrawingTool
from viewer.ui.panes.drawing_painting import paint_pen, paint_ring
from viewer.ui.panes.drawing_pen import SIZES_PX, DrawingPen, Point
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.pane_painting import begin_device_pixels

NEAR_PX = 9  # so far from a polygon's first corner a click still closes it
SIZE_PX = 40.0  # of the brush, at first
SIZE_STEP = 1.25
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ARROW_PX, FAR_ARROW_PX = 6, 48  # on the screen; with Shift
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SMALLER, LARGER = Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight
KEYS = {*ARROWS, *ENDS, SMALLER, LARGER, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Escape}
_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class DrawingLayer(QWidget):
    """Lies over one pane and draws while it has a tool; else everything goes through it.

    The arrow keys move a cursor, Space puts the pen down and takes it up or sets a corner, Return
    ends, Backspace takes the last corner back, Escape gives up what is drawn, and then the tool.

    Attributes:
        drawn: a shape is there.
        grown: what would be there if the shape under way ended now.
        given_up: what was being drawn is not to be.
        left: the user wants to draw no longer.
        size_changed: the brush's width on the screen, in logical pixels.
    """

    drawn = Signal(object)  # DrawnShape
    grown = Signal(object)  # DrawnShape
    given_up = Signal()
    left = Signal()
    size_changed = Signal(float)

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.pen = DrawingPen()
        self.size_px = SIZE_PX
        self._at: Point | None = None  # the cursor, in pixels of the picture
        self._active = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(pane.rect())
        self.hide()
        pane.installEventFilter(self)
        pane.view.changed.connect(self._follow_view)

    @property
    def active(self) -> bool:
        """Whether the pane is drawn on."""
        return self._active

    def begin(self, tool: DrawingTool) -> None:
        """Draw with a tool from now on."""
        self.pen.drop()
        self.pen.tool, self._active = tool, True
        self._follow_view()
        self._dress()
        self.show()
        self.raise_()
        self._pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Draw no longer."""
        self.pen.drop()
        self._active, self._at = False, None
        self._pane.unsetCursor()
        self.hide()

    def drop(self) -> bool:
        """Give up what is being drawn, and tell whether there was anything."""
        was = self.pen.drop()
        if was:
            self.given_up.emit()
            self.update()
        return was

    def set_size(self, size_px: float) -> None:
        """Take a brush of another width, held within its limits."""
        held = min(max(size_px, SIZES_PX[0]), SIZES_PX[1])
        if held != self.size_px:
            self.size_px = held
            self._follow_view()
            self.size_changed.emit(held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's size, and take what draws."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        if not self._active:
            return super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent):
            return self._takes_mouse(event)
        if isinstance(event, QKeyEvent):
            return self._takes_key(event)
        if isinstance(event, QWheelEvent):
            return self._takes_wheel(event)
        if event.type() == QEvent.Type.Leave:
            self._at = self._at if self.pen.at_work else None
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is drawn so far, and the brush or the cursor."""
        painter, frame = QPainter(self), self._pane.frame()
        begin_device_pixels(painter, frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pen(painter, frame, self.pen, at=self._at, palette=self.palette())
        if self._at is not None:
            radius = self.pen.radius if self.pen.tool == "brush" else 0.0
            paint_ring(painter, frame, self._at, radius)
        painter.end()

    def _takes_mouse(self, event: QMouseEvent) -> bool:
        """Handle a press, move or release; what it returns is kept from the pane."""
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        point = self._within(event.position())
        if kind == QEvent.Type.MouseMove:
            self._go_to(point)
            return self.pen.down
        if kind == QEvent.Type.MouseButtonPress and left:
            if not self._pane.picture_area().contains(event.position().toPoint()):
                return False
            self._pane.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(point)
        elif kind == QEvent.Type.MouseButtonDblClick and left:
            self._tell(self.pen.finish()) if self.pen.tool == "polygon" else self._press(point)
        elif kind == QEvent.Type.MouseButtonRelease and left:
            self._tell(self.pen.release(point))
        else:
            return False
        self.update()
        return True

    def _takes_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key not in KEYS or event.modifiers() & _OTHERS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._press_key(key, FAR_ARROW_PX if shift else ARROW_PX)
            self.update()
        return True

    def _press_key(self, key: Qt.Key, step_px: int) -> None:
        if key in ARROWS:
            self._step(*ARROWS[key], step_px)
        elif key == Qt.Key.Key_Space:
            point = self._cursor()
            self._tell(self.pen.release(point)) if self.pen.down else self._press(point)
        elif key in ENDS:
            self._tell(self.pen.finish())
        elif key in (SMALLER, LARGER):
            self.set_size(self.size_px * (SIZE_STEP if key == LARGER else 1 / SIZE_STEP))
        elif key == Qt.Key.Key_Backspace and self.pen.tool == "polygon":
            self.pen.back()
        elif not self.drop() and key == Qt.Key.Key_Escape:
            self.left.emit()

    def _takes_wheel(self, event: QWheelEvent) -> bool:
        """Size the brush; with Ctrl, and with the other tools, the picture is zoomed as ever."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.pen.tool != "brush" or held or not event.angleDelta().y():
            return False
        self.set_size(self.size_px * SIZE_STEP ** (event.angleDelta().y() / 120))
        event.accept()
        return True

    def _press(self, point: Point) -> None:
        self._at = point
        self._tell(self.pen.press(point, near=NEAR_PX * self._picture_px()))
        if self.pen.down and self.pen.tool == "brush":
            self.grown.emit(self.pen.shape)

    def _go_to(self, point: Point) -> None:
        self._at = point
        self._dress()
        if self.pen.move(point):
            self.grown.emit(self.pen.shape)
        self.update()

    def _step(self, across: int, down: int, step_px: int) -> None:
        x, y = self._cursor()
        step = step_px * self._picture_px()
        width, height = self._pane.view.picture_size
        x, y = x + across * step, y + down * step
        self._go_to((min(max(x, 0.0), width), min(max(y, 0.0), height)))

    def _tell(self, shape: object) -> None:
        if shape is not None:
            self.drawn.emit(shape)

    def _cursor(self) -> Point:
        self._at = self._at or self._pane.view.centre
        return self._at

    def _within(self, position: QPointF) -> Point:
        """Return the place on the picture that is nearest to a logical position."""
        (x, y), whole = self._pane.frame().to_image(position), self._pane.frame().whole()
        return min(max(x, 0.0), whole.right()), min(max(y, 0.0), whole.bottom())

    def _picture_px(self) -> float:
        """Return how many pixels of the picture a logical pixel of the screen is."""
        frame = self._pane.frame()
        return frame.ratio / frame.scale

    def _follow_view(self) -> None:
        if self._active and not self.pen.down:
            self.pen.radius = self.size_px / 2 * self._picture_px()
        self.update()

    def _dress(self) -> None:
        """Show the tool in place of the mouse's arrow."""
        brush = self.pen.tool == "brush"
        self._pane.setCursor(Qt.CursorShape.BlankCursor if brush else Qt.CursorShape.CrossCursor)

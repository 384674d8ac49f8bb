"""Wheel, drag, pinch and keys on a pane, turned into changes of the shared view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui.frame import Frame
from viewer.ui.view_state import ViewState

WHEEL_STEP = 1.2  # zoom factor of one notch (120 units); trackpads send fractions of a notch
KEY_STEP = 1.25
_LARGEST_DELTA = 480.0  # a flick of a fast wheel stays controllable
_PIXELS_PER_NOTCH = 60.0  # for devices that only tell pixels


class NavigablePane(QWidget):
    """A widget that shows part of a picture and lets the user move the shared view."""

    def __init__(self, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def picture_area(self) -> QRect:
        """Return the part of the widget that shows the picture, in logical pixels."""
        return self.rect()

    def frame(self) -> Frame:
        """Return where the picture lies on this pane now."""
        return Frame.of(self.picture_area(), self.devicePixelRatioF(), self.view)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        delta = float(event.angleDelta().y() or event.angleDelta().x())
        if not delta:
            delta = event.pixelDelta().y() * 120 / _PIXELS_PER_NOTCH
        delta = min(max(delta, -_LARGEST_DELTA), _LARGEST_DELTA)
        self._zoom_at(event.position(), WHEEL_STEP ** (delta / 120))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom by a pinch on a trackpad."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self._zoom_at(event.position(), max(0.5, 1 + event.value()))
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        draggable = event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}
        if draggable and self.picture_area().contains(event.position().toPoint()):
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture, and move the cross-hair of all panes."""
        position = event.position()
        if self._pressed is not None:
            moved = position - self._pressed
            if self._dragging or moved.manhattanLength() >= QApplication.startDragDistance():
                self._drag(position)
        inside = self.picture_area().contains(position.toPoint())
        self.view.set_cursor(self.frame().to_image(position) if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if event.buttons() == Qt.MouseButton.NoButton:
            self._pressed = None
            self._dragging = False
            self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.view.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cross-hair away."""
        self.view.set_cursor(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom around the centre with + and -."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.view.zoom_at((0.0, 0.0), KEY_STEP)
        elif event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.view.zoom_at((0.0, 0.0), 1 / KEY_STEP)
        else:
            super().keyPressEvent(event)

    def _zoom_at(self, position: QPointF, factor: float) -> None:
        self.view.zoom_at(self.frame().from_centre(position), factor)
        self.view.set_cursor(self.frame().to_image(position))

    def _drag(self, position: QPointF) -> None:
        """Move the picture with the mouse; what was under it when pressed stays under it."""
        if self._pressed is None:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        moved = (position - self._pressed) * self.devicePixelRatioF()
        self.view.pan_by(moved.x(), moved.y())
        self._pressed = position

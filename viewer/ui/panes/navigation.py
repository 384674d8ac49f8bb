"""Wheel, drag, pinch and keys on a pane, turned into changes of the shared view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui.panes.frame import Frame
from viewer.ui.panes.view_state import ViewState

WHEEL_STEP = 1.2  # zoom factor of one notch (120 units); trackpads send fractions of a notch
_LARGEST_DELTA = 480.0  # a flick of a fast wheel stays controllable
_PIXELS_PER_NOTCH = 60.0  # for devices that only tell pixels


class NavigablePane(QWidget):
    """A widget that shows part of a picture and lets the user move the shared view.

    Attributes:
        went_alone: the pane shows another part of the picture than the others, or no longer.
    """

    went_alone = Signal()

    def __init__(self, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shared = view  # of all panes; it also has the one cross-hair
        self.view = view  # the shared one, or one of its own while the pane moves alone
        self._stays_alone = False
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

    def set_alone(self, alone: bool) -> None:
        """Let the pane move without the others from now on, or bring it back to them."""
        self._stays_alone = alone
        if not alone:
            self.come_back()

    def go_alone(self) -> None:
        """Take a view of its own, at the place where all are now."""
        if self.view is self.shared:
            self.view = self.shared.fork(self)
            self.view.changed.connect(self.update)
            self.view.changed.connect(self.went_alone)
            self.shared.changed.connect(self._follow_viewport)

    def come_back(self) -> None:
        """Show the same part of the picture as the other panes again."""
        if self.view is not self.shared:
            self.shared.changed.disconnect(self._follow_viewport)
            self.view.deleteLater()
            self.view = self.shared
            self.went_alone.emit()
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Shift this pane alone."""
        self._choose_view(event.modifiers())
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
        self._choose_view(event.modifiers())
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
        self.shared.set_cursor(self.frame().to_image(position) if inside else None)

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
        self.shared.set_cursor(None)
        super().leaveEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Bring the pane back when Shift is released."""
        if event.key() == Qt.Key.Key_Shift and not self._stays_alone:
            self.come_back()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Bring the pane back: the release of Shift would go elsewhere."""
        super().focusOutEvent(event)
        if not self._stays_alone:
            self.come_back()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom around the centre with + and -."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.view.zoom_in()
        elif event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.view.zoom_out()
        else:
            super().keyPressEvent(event)

    def _choose_view(self, keys: Qt.KeyboardModifier) -> None:
        if self._stays_alone or keys & Qt.KeyboardModifier.ShiftModifier:
            self.setFocus()
            self.go_alone()

    def _follow_viewport(self) -> None:
        self.view.set_viewport(*self.shared.viewport)

    def _zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom around a place; the pane itself may grow or shrink with its picture."""
        place = self.mapToGlobal(position)
        self.view.zoom_at(self.frame().from_centre(position), factor)
        self.shared.set_cursor(self.frame().to_image(self.mapFromGlobal(place)))

    def _drag(self, position: QPointF) -> None:
        """Move the picture with the mouse; what was under it when pressed stays under it."""
        if self._pressed is None:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        moved = (position - self._pressed) * self.devicePixelRatioF()
        self.view.pan_by(moved.x(), moved.y())
        self._pressed = position

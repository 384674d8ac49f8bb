"""A pane's title line: what it says, its light, the click that opens a menu, and the drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui.looks.plain_text import show_tip
from viewer.ui.panes.navigation import NavigablePane
from viewer.ui.panes.pane_lines import FOOTER_PX, TITLE_PX, pin_place
from viewer.ui.panes.view_state import ViewState


class TitledPane(NavigablePane):
    """A pane between two lines of text, whose title can be clicked and dragged.

    Attributes:
        context_menu_requested: the user asked for a menu at this global point.
        drag_wished: the user drags the title: what is shown shall be dragged along.
        release_wished: the user clicked on the pin: the pane shall follow the window again.
        ratio_changed: the screen is another one, with other device pixels.
    """

    context_menu_requested = Signal(QPoint)
    drag_wished = Signal()
    release_wished = Signal()
    ratio_changed = Signal()

    def __init__(self, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.title = ""
        self.short_title = ""  # what is painted of it
        self.pinned = self.active = False
        self._lit = False
        self._held: QPoint | None = None  # where the title was pressed
        self.setMinimumSize(96, TITLE_PX + FOOTER_PX + 48)

    def picture_area(self) -> QRect:
        """Return the widget less its two lines of text, in logical pixels."""
        return self.rect().adjusted(0, TITLE_PX, 0, -FOOTER_PX)

    def set_title(self, title: str) -> None:
        """Name what is shown: method · layer · class."""
        if self.title != title:
            self.title = self.short_title = title
            self.setAccessibleName(title)
            self.update()

    def shorten_title(self, text: str) -> None:
        """Paint so much of the title; tooltip and screen reader still tell all of it."""
        if self.short_title != text:
            self.short_title = text
            self.update()

    def set_pinned(self, pinned: bool) -> None:
        """Show a pin while the pane has a class, a layer or an input of its own."""
        if self.pinned != pinned:
            self.pinned = pinned
            self.update()

    def set_active(self, active: bool) -> None:
        """Underline the title while the bar is for this pane alone."""
        if self.active != active:
            self.active = active
            self.update()

    def on_pin(self, position: QPoint) -> bool:
        """Tell whether a logical position is on the pin that is shown."""
        return self.pinned and pin_place(self._title_line()).contains(position)

    def tip_at(self, position: QPoint) -> str:
        """Return what the tooltip at a logical position says."""
        return self.title if position.y() < TITLE_PX else ""

    def event(self, event: QEvent) -> bool:
        """Tell a new screen's ratio, and explain title and footer by a tooltip."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.ratio_changed.emit()
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; what is in it is not for a pane to know."""
        self.context_menu_requested.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the title; elsewhere begin to move the picture."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.on_pin(event.position().toPoint()):
            self.release_wished.emit()
            return
        if left and _in_title(event.position()):
            self._held = event.position().toPoint()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the pane's menu where its title was clicked."""
        if self._held is not None:
            self._held = None
            self.context_menu_requested.emit(self.mapToGlobal(QPoint(0, TITLE_PX)))
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag by the title, or light it; else move the picture or the cross-hair."""
        if self._held is not None:
            moved = (event.position().toPoint() - self._held).manhattanLength()
            if moved >= QApplication.startDragDistance():
                self._held = None
                self.drag_wished.emit()
            return
        self._set_lit(_in_title(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take light and cross-hair away."""
        self._set_lit(False)
        super().leaveEvent(event)

    def _title_line(self) -> QRect:
        return QRect(0, 0, self.width(), TITLE_PX)

    def _set_lit(self, lit: bool) -> None:
        if self._lit != lit:
            self._lit = lit
            self.update(0, 0, self.width(), TITLE_PX)


def _in_title(position: QPointF) -> bool:
    return position.y() < TITLE_PX

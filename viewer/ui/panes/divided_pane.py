"""A pane that can show a second map right of a divider, which the mouse drags."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from viewer.ui.panes.pane_contents import Partner
from viewer.ui.panes.titled_pane import TitledPane
from viewer.ui.panes.view_state import ViewState

_GRIP_PX = 10  # how near to the divider the mouse takes hold of it


class DividedPane(TitledPane):
    """Owns the partner, and tells where the user drags the divider to.

    Attributes:
        divider_moved: share of the picture area, from the left, 0..1 and a little beyond.
    """

    divider_moved = Signal(float)

    def __init__(self, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._partner: Partner | None = None
        self._divides = False  # the mouse has hold of the divider

    @property
    def blinking(self) -> bool:
        """Whether the partner has the whole picture area."""
        return self._partner is not None and self._partner.share <= 0

    def set_partner(self, partner: Partner | None) -> None:
        """Show another pane's map right of a divider, or in place of the own one."""
        if partner is not None or self._partner is not None:
            self._partner = partner
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the divider; else as a pane without one."""
        self._divides = self._at_divider(event.position())
        if not self._divides:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the divider; else as a pane without one."""
        super().mouseMoveEvent(event)
        held = event.buttons() & Qt.MouseButton.LeftButton
        if self._divides and held:
            area = self.picture_area()
            self.divider_moved.emit((event.position().x() - area.left()) / area.width())
        elif not held and self._partner is not None:
            over = self._at_divider(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor) if over else self.unsetCursor()

    def _at_divider(self, position: QPointF) -> bool:
        if self._partner is None or self._partner.share <= 0:
            return False
        area = self.picture_area()
        x = area.left() + self._partner.share * area.width()
        return area.contains(position.toPoint()) and abs(position.x() - x) <= _GRIP_PX

"""Panes dragged by their titles: out of the window, or to another place in the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from viewer.ui.panes.pane import Pane

if TYPE_CHECKING:
    from viewer.ui.panes.pane_row import PaneRow


class PaneDrags(QObject):
    """Looks at what is dragged over a row: its own panes, of which it takes those with maps.

    Attributes:
        drag_wished: what a pane shows shall be dragged out: index into the row's panes.
        move_wished: a heat pane, counted from 0, was dropped at the place of another.
    """

    drag_wished = Signal(int)
    move_wished = Signal(int, int)

    def __init__(self, row: PaneRow) -> None:
        super().__init__(row)
        self._row = row
        row.setAcceptDrops(True)
        row.installEventFilter(self)

    def follow(self, pane: Pane) -> None:
        """Let a pane of the row be dragged."""
        pane.drag_wished.connect(self._pass_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take panes that are dragged over the row; all else is left to the window."""
        if isinstance(event, QDragEnterEvent):
            event.setAccepted(event.source() in self._row.panes[1:])
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.drop(event.source(), self._row.childAt(event.position().toPoint()))
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def drop(self, source: QObject | None, target: QObject | None) -> None:
        """Wish one heat pane to the place of another."""
        heats: list[QObject] = [*self._row.panes[1:]]
        if source in heats and target in heats and source is not target:
            self.move_wished.emit(heats.index(source), heats.index(target))

    def _pass_on(self) -> None:
        sender = self.sender()
        if isinstance(sender, Pane) and sender in self._row.panes:
            self.drag_wished.emit(self._row.panes.index(sender))

"""While a menu is open, single keys are the menu's: no command of the panes runs behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

M = Qt.KeyboardModifier
COMMANDING = M.ControlModifier | M.AltModifier | M.MetaModifier


class MenuKeys(QObject):
    """Claims for an open menu every key that would run a command without Ctrl or Alt.

    Qt looks for a shortcut before it gives a key to a menu, and again where a menu hands a key on
    to its bar: Right would show the next picture where it ought to open the next menu. Who
    overrides the shortcut gets the key.
    """

    def watch(self, room: QWidget) -> None:
        """Guard the menus in a widget and their bar, and the widget itself if it is one."""
        for menu in (*room.findChildren(QMenu), *room.findChildren(QMenuBar)):
            menu.installEventFilter(self)
        if isinstance(room, QMenu):
            room.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override shortcuts of single keys."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        single = not event.modifiers() & COMMANDING
        if single:
            event.accept()
        return single

"""The table of commands as Qt actions: menus, shortcuts, availability and marks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from viewer.core.tables.commands import COMMANDS, Command, Menu, Need
from viewer.core.tables.own_keys import OwnKeys, keys_of
from viewer.ui.looks.theme import icon


class Actions(QObject):
    """Owns one action per row of the table and says which one was triggered."""

    triggered = Signal(str)  # the command's key

    def __init__(self, parent: QObject | None = None, rows: tuple[Command, ...] = COMMANDS) -> None:
        super().__init__(parent)
        self.rows = rows
        self._actions = {command.key: self._make(command) for command in rows}
        self._groups: dict[str, QActionGroup] = {}
        for command in self.rows:
            if command.choice:
                self._add_choice(command)
        for need in ("folder", "picture", "pages", "deep", "maps", "model", "undo", "redo"):
            self.set_available(need, available=False)

    def action(self, key: str) -> QAction:
        """Return the action of a command's key."""
        return self._actions[key]

    def set_available(self, need: Need, *, available: bool) -> None:
        """Enable or disable every command that needs this."""
        for command in self.rows:
            if command.needs == need:
                self._actions[command.key].setEnabled(available)

    def set_choice(self, choice: str, value: str) -> None:
        """Mark the row of a choice whose key ends in the value."""
        for command in self.rows:
            if command.choice == choice and command.key.endswith(f"_{value}"):
                self._actions[command.key].setChecked(True)

    def set_keys(self, own: OwnKeys) -> None:
        """Give the commands the user's own keys, and those of the table to all others."""
        for command in self.rows:
            keys = [QKeySequence(each) for each in keys_of(command, own)]
            self._actions[command.key].setShortcuts(keys)

    def set_shown(self, key: str, shown: bool) -> None:
        """Mark the command that shows or hides something; a signal says which, and whether."""
        self._actions[key].setChecked(shown)

    def fill(self, menu: QMenu, name: Menu, first: tuple[str, ...] = ()) -> None:
        """Append a menu's commands, with a line between its sections.

        Args:
            menu: to be filled.
            name: of the menu in the table.
            first: keys of commands that stand in another menu, and are looked for here, too.
        """
        menu.addActions([self._actions[key] for key in first])
        section: int | None = -1 if first else None
        for command in self.rows:
            if command.menu != name:
                continue
            if section not in (None, command.section):
                menu.addSeparator()
            section = command.section
            menu.addAction(self._actions[command.key])
        menu.aboutToShow.connect(lambda: self._draw_icons(name, first))

    def scope_to(self, window: QWidget, panes: list[QWidget]) -> None:
        """Give window-wide keys to the window, and single keys to the panes' widgets only."""
        for command in self.rows:
            action = self._actions[command.key]
            if command.scope == "window":
                window.addAction(action)
                continue
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for widget in panes:
                widget.addAction(action)

    def retint(self) -> None:
        """Draw the icons in the colours of the palette in use."""
        for command in self.rows:
            if not self._actions[command.key].icon().isNull():
                self._actions[command.key].setIcon(icon(command.icon))

    def _make(self, command: Command) -> QAction:
        action = QAction(command_text(command), self)
        action.setShortcuts([QKeySequence(keys) for keys in keys_of(command, {})])
        action.setCheckable(bool(command.choice) or command.toggle)
        if command.help:
            action.setStatusTip(QCoreApplication.translate("Command", command.help))
        if command.key == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        if command.key == "about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        action.setObjectName(command.key)
        action.triggered.connect(self._pass_on)
        return action

    def _draw_icons(self, name: Menu, first: tuple[str, ...]) -> None:
        """Draw a menu's icons when it is first opened: at the start they would take a tenth."""
        for command in self.rows:
            action = self._actions[command.key]
            here = command.menu == name or command.key in first
            if here and action.icon().isNull():
                action.setIcon(icon(command.icon))

    def _add_choice(self, command: Command) -> None:
        group = self._groups.setdefault(command.choice, QActionGroup(self))
        group.addAction(self._actions[command.key])

    def _pass_on(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.triggered.emit(sender.objectName())


def command_text(command: Command) -> str:
    """Return a command's text in the window's language."""
    return QCoreApplication.translate("Command", command.text)

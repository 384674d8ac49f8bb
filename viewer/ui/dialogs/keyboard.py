"""The list of every key, made from the table of commands."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.tables.commands import COMMANDS, Command
from viewer.ui.window.actions import command_text


class KeyboardDialog(QDialog):
    """Shows what can be done with which key, and with the mouse in the panes."""

    def __init__(self, parent: QWidget | None = None, rows: tuple[Command, ...] = COMMANDS) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        self.resize(460, 620)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Every key"))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setHeaderLabels([self.tr("What"), self.tr("Key")])
        for command in rows:
            if command.shortcuts:
                self._add(command_text(command), *command.shortcuts)
        for text, hand in (
            (self.tr("Zoom at the cursor"), self.tr("Mouse wheel")),
            (self.tr("Move the picture"), self.tr("Drag")),
            (self.tr("Fit the picture"), self.tr("Double-click")),
        ):
            self.tree.addTopLevelItem(QTreeWidgetItem([text, hand]))
        self.tree.resizeColumnToContents(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)

    def _add(self, text: str, *shortcuts: str) -> None:
        style = QKeySequence.SequenceFormat.NativeText
        keys = ", ".join(QKeySequence(shortcut).toString(style) for shortcut in shortcuts)
        self.tree.addTopLevelItem(QTreeWidgetItem([text, keys]))

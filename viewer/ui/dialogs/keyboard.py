"""The list of every key, made from the table of commands: searched, and changed by the user."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.tables.commands import COMMANDS, Command
from viewer.core.tables.finding import holds
from viewer.core.tables.own_keys import OwnKeys, given, keys_of, owner, taken_back
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.window.actions import command_text

ROW = Qt.ItemDataRole.UserRole


class KeyboardDialog(QDialog):
    """Shows what can be done with which key, and with the mouse in the panes.

    Attributes:
        own_changed: the user's own keys, all of them, after each change.
    """

    own_changed = Signal(object)  # OwnKeys

    def __init__(
        self,
        parent: QWidget | None = None,
        rows: tuple[Command, ...] = COMMANDS,
        own: OwnKeys | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        self.resize(520, 640)
        self._rows, self._own = rows, dict(own or {})
        self._lines: list[QTreeWidgetItem] = []  # commands in the order of the rows, then the mouse
        self.field = QLineEdit(self, clearButtonEnabled=True)
        self.field.setPlaceholderText(self.tr("Find a command or a key"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Every key"))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setHeaderLabels([self.tr("What"), self.tr("Key")])
        self.edit = QKeySequenceEdit(self)
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("New key"))
        self.give, self.usual = QPushButton(self.tr("Set"), self), QPushButton(self)
        self.usual.setText(self.tr("Usual key"))
        self.told = PlainLabel("", self, wordWrap=True)
        self.told.setProperty("role", "quiet")
        for button in (self.give, self.usual):
            button.setAutoDefault(False)
        self._place()
        self._fill()
        self._connect()
        self._show_row()

    @property
    def row(self) -> Command | None:
        """The command that is chosen; None: none that has a key of its own."""
        item = self.tree.currentItem()
        return item.data(0, ROW) if item is not None else None

    def _place(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(GAP_PX)
        line.addWidget(PlainLabel(self.tr("New key"), self))
        line.addWidget(self.edit, 1)
        line.addWidget(self.give)
        line.addWidget(self.usual)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.tree, 1)
        column.addLayout(line)
        column.addWidget(self.told)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(self._show_row)
        self.tree.itemDoubleClicked.connect(lambda _item: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(self._warn)
        self.give.clicked.connect(self._set)
        self.usual.clicked.connect(self._take_back)

    def _fill(self) -> None:
        """Write one line for each command, and for what the mouse does."""
        for command in self._rows:
            item = QTreeWidgetItem([command_text(command), self._told_keys(command)])
            item.setData(0, ROW, command)
            self._lines.append(item)
        for text, hand in (
            (self.tr("Zoom at the cursor"), self.tr("Mouse wheel")),
            (self.tr("Move the picture"), self.tr("Drag")),
            (self.tr("Fit the picture"), self.tr("Double-click")),
        ):
            self._lines.append(QTreeWidgetItem([text, hand]))
        self.tree.addTopLevelItems(self._lines)
        self.tree.resizeColumnToContents(0)

    def _told_keys(self, command: Command) -> str:
        style = QKeySequence.SequenceFormat.NativeText
        keys = keys_of(command, self._own)
        return ", ".join(QKeySequence(each).toString(style) for each in keys)

    def _filter(self, typed: str) -> None:
        """Show the lines that hold all that is typed, in words or in keys."""
        for item in self._lines:
            item.setHidden(not holds(typed, f"{item.text(0)} {item.text(1)}"))

    def _show_row(self) -> None:
        row = self.row
        self.edit.clear()
        self.told.clear()
        self.edit.setEnabled(row is not None)
        self.give.setEnabled(False)
        self.usual.setEnabled(row is not None and row.key in self._own)

    def _warn(self) -> None:
        """Say whose key is being typed."""
        keys, row = self._typed(), self.row
        before = owner(keys, self._rows, self._own) if keys else None
        self.give.setEnabled(bool(keys) and row is not None and before != row)
        if before is None or before == row:
            self.told.clear()
            return
        words = self.tr("“{keys}” is the key of “{command}”, which will have it no longer.")
        shown = self.edit.keySequence().toString(QKeySequence.SequenceFormat.NativeText)
        self.told.setText(words.format(keys=shown, command=command_text(before)))

    def _typed(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _set(self) -> None:
        if self.row is not None:
            self._change(given(self.row, self._typed(), self._rows, self._own))

    def _take_back(self) -> None:
        if self.row is not None:
            self._change(taken_back(self.row, self._rows, self._own))

    def _change(self, own: dict[str, tuple[str, ...]]) -> None:
        self._own = own
        for item, command in zip(self._lines, self._rows, strict=False):
            item.setText(1, self._told_keys(command))
        self._show_row()
        self.own_changed.emit(own)

"""A strip above the panes that asks for the names of a model's few classes, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.core.foreign_text import shown
from viewer.ui.looks.design import GAP_PX, HALF_PX, WIDE_PX
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, tip
from viewer.ui.window.signal_strip import SignalStrip

MOST_CLASSES = 10  # more are asked for by the dialog
IN_A_LINE = 5
BESIDE = 3  # so many fields find room beside words and buttons
ROOMY_PX = 860  # from this width on
FIELD_PX = 150
LONGEST = 200  # characters of a name
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class NamingStrip(SignalStrip):
    """One field for each class; Return goes on to the next, and behind the last all are named.

    Attributes:
        named: the name of each class; empty where it was left without one.
        declined: no names are wanted now.
        dialog_wished: names shall be read from a file or folders, for which there is a dialog.
        closed: the strip is gone, however that came.
    """

    named = Signal(tuple)
    declined = Signal()
    dialog_wished = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self.fields: list[QLineEdit] = []
        self._room = QWidget(self)  # of the fields
        self.words = ElidedLabel("", self)
        self.more = QPushButton(self.tr("From a file or folders…"), self, flat=True)
        self.later = QPushButton(self.tr("Later"), self, flat=True)
        self.later.setToolTip(self.tr("Leave the classes their numbers."))
        buttons = QHBoxLayout()
        for button in (self.more, self.later):
            buttons.addWidget(button)
        self._around = QGridLayout(self)
        self._around.setContentsMargins(WIDE_PX, HALF_PX, HALF_PX, HALF_PX)
        self._around.setHorizontalSpacing(WIDE_PX)
        self._around.setColumnStretch(1, 1)
        self._around.addWidget(self.words, 0, 0)
        self._around.addLayout(buttons, 0, 2)
        self.more.clicked.connect(self._wish_dialog)
        self.later.clicked.connect(self._decline)
        self.hide()

    def ask(self, classes: int, guessed: Sequence[str] = ()) -> None:
        """Ask for the names of so many classes, and let the first be typed at once.

        Args:
            classes: of the model.
            guessed: a name for each of them, which typing replaces; empty: none can be guessed.
        """
        count = self.tr("The model's {count} classes have no names.").format(count=classes)
        one = self.tr("The model's class has no name.")
        known = self.tr("Perhaps these, in this order?") if guessed else ""
        self.words.setText(" ".join(filter(None, (count if classes > 1 else one, known))))
        self.words.setToolTip(tip(self.words.text()))
        self._make_fields(classes, guessed or [""] * classes)
        self._place_fields()
        self.show()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[0].selectAll()

    def close_quietly(self) -> None:
        """Ask no more: the names have become known, or another model is open."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return go on and Escape give up, before the window's own keys see them."""
        if not isinstance(event, QKeyEvent) or event.key() not in ENDS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            self._end(watched, given_up=event.key() == Qt.Key.Key_Escape)
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields where there is room for them."""
        super().resizeEvent(event)
        self._place_fields()

    def _make_fields(self, classes: int, names: Sequence[str]) -> None:
        """Make a field for each class, with its number before it."""
        self._around.removeWidget(self._room)
        self._room.deleteLater()
        self._room, self.fields = QWidget(self), []
        grid = QGridLayout(self._room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_PX)
        for number in range(classes):
            field, label = self._make_field(number, names[number]), PlainLabel(f"{number}")
            label.setProperty("role", "quiet")
            row, column = divmod(number, IN_A_LINE)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
            self.fields.append(field)
        grid.setColumnStretch(2 * IN_A_LINE, 1)

    def _make_field(self, number: int, name: str) -> QLineEdit:
        field = QLineEdit(shown(name), self._room)
        field.setPlaceholderText(self.tr("class {0}").format(number))
        field.setAccessibleName(self.tr("Name of class {0}").format(number))
        field.setMaxLength(LONGEST)
        field.setMaximumWidth(FIELD_PX)
        field.setAcceptDrops(False)  # the window takes dropped files
        field.installEventFilter(self)
        return field

    def _place_fields(self) -> None:
        """Put the fields between words and buttons, or below them where that is too narrow."""
        self._around.removeWidget(self._room)
        if len(self.fields) <= BESIDE and self.width() >= ROOMY_PX:
            self._around.addWidget(self._room, 0, 1)
        else:
            self._around.addWidget(self._room, 1, 0, 1, 3)

    def _end(self, field: QLineEdit, *, given_up: bool) -> None:
        """Hear Return or Escape in a field."""
        place = self.fields.index(field) + 1
        if given_up:
            self._decline()
        elif place < len(self.fields):
            self.fields[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.fields[place].selectAll()
        else:
            self._take()

    def _take(self) -> None:
        """Tell the names; where nothing was typed at all, none are wanted."""
        names = tuple(field.text().strip() for field in self.fields)
        if any(names):
            self.named.emit(names)
            self.close_quietly()
        else:
            self._decline()

    def _decline(self) -> None:
        self.declined.emit()
        self.close_quietly()

    def _wish_dialog(self) -> None:
        self.close_quietly()
        self.dialog_wished.emit()

"""Ask for two classes, to explain what tells the first from the second."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.target import Target
from viewer.ui.looks.language import class_word
from viewer.ui.looks.plain_text import PlainLabel


class AgainstDialog(QDialog):
    """Two searchable lists of classes; the same class twice cannot be accepted."""

    target_chosen = Signal(object)  # Target

    def __init__(
        self, titles: Sequence[str], chosen: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("One class against another"))
        self._titles = tuple(map(class_word, titles))
        first, second = [*chosen, *range(len(self._titles))][:2]
        self.first, self.second = self._box(first), self._box(second)
        text = PlainLabel(
            self.tr("The map shows what raises the score of the first above that of the second."),
            wordWrap=True,
        )
        text.setProperty("role", "quiet")
        form = QFormLayout()
        form.addRow(self.tr("Explain:"), self.first)
        form.addRow(self.tr("Against:"), self.second)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(kinds.Ok)
        for box in (self.first, self.second):
            box.editTextChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self._check()

    def target(self) -> Target | None:
        """Return the pair, or None while a name is unknown or comes twice."""
        first, second = self._index(self.first), self._index(self.second)
        if first < 0 or second < 0 or first == second:
            return None
        return Target(kind="difference", index=first, against=second)

    def accept(self) -> None:
        """Hand on the pair and close."""
        if (target := self.target()) is not None:
            self.target_chosen.emit(target)
            super().accept()

    def _box(self, index: int) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for number, title in enumerate(self._titles):
            box.addItem(f"{title}   [{number}]", number)
        box.setCurrentIndex(index)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
        return box

    def _index(self, box: QComboBox) -> int:
        row = box.findText(box.currentText())
        return int(box.itemData(row)) if row >= 0 else -1

    def _check(self) -> None:
        self._ok.setEnabled(self.target() is not None)

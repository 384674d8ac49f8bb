"""The observations of a report: each is kept, dropped, or put into the user's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_path
from viewer.figure.choices import Language
from viewer.ui.looks.plain_text import PlainLabel, row_text, tip

if TYPE_CHECKING:
    from viewer.reporting.observations import Observation, SaidOfPicture
    from viewer.reporting.plan import EditKey

NUMBER = Qt.ItemDataRole.UserRole
TEXT_PX = 110  # height of the field below the list


class ReportSentences(QWidget):
    """A list of pictures with what is said of each, and a field for the one that is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: dict[EditKey, str] = {}
        self._dropped: set[EditKey] = set()
        self._rows: list[tuple[EditKey, str]] = []  # by the items' numbers: key and measured text
        self.note = PlainLabel(self.tr("The observations are being measured…"), self)
        self.note.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName(self.tr("Observations"))
        self.list.setWordWrap(True)
        self.field = QPlainTextEdit(self)
        self.field.setAccessibleName(self.tr("The sentence in the report"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(TEXT_PX)
        self.measured = QPushButton(self.tr("As measured"), self)
        self.measured.setToolTip(tip(self.tr("Take the measured sentence again.")))
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.measured)
        column = QVBoxLayout(self)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(self.field)
        column.addLayout(below)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemChanged.connect(self._keep_or_drop)
        self.field.textChanged.connect(self._take_words)
        self.measured.clicked.connect(self._take_measured)
        self._show_chosen()

    @property
    def edits(self) -> dict[EditKey, str]:
        """The user's own words; an empty one is left out of the report."""
        return self._own | dict.fromkeys(self._dropped, "")

    def set_observations(self, told: Sequence[SaidOfPicture], lang: Language) -> None:
        """Show what is measured; what the user has said to it stays."""
        with QSignalBlocker(self.list):
            self.list.clear()
            self._rows = []
            for each in told:
                name = shown_path(each.image.path.name) + each.image.page_mark
                parent = QTreeWidgetItem(self.list, [row_text(name)])
                for one in each.observations:
                    self._add(parent, (each.image, lang, one.key), one)
                parent.setExpanded(True)
        words = self.tr("Untick what is to be left out; change what is to be said otherwise.")
        self.note.setText(words)
        self._show_chosen()

    def _add(self, parent: QTreeWidgetItem, key: EditKey, one: Observation) -> None:
        item = QTreeWidgetItem(parent)
        item.setData(0, NUMBER, len(self._rows))
        self._rows.append((key, one.text))
        kept = Qt.CheckState.Unchecked if key in self._dropped else Qt.CheckState.Checked
        item.setCheckState(0, kept)
        self._say(item)

    def _say(self, item: QTreeWidgetItem) -> None:
        """Show an item's sentence, in italics where it is the user's."""
        key, measured = self._rows[item.data(0, NUMBER)]
        text = self._own.get(key) or measured
        with QSignalBlocker(self.list):
            item.setText(0, shown(text, LONGEST_SENTENCE))
            item.setToolTip(0, tip(text))
            font = item.font(0)
            font.setItalic(key in self._own)
            item.setFont(0, font)

    def _row(self, item: QTreeWidgetItem | None) -> tuple[EditKey, str] | None:
        """Return key and measured sentence of an item; None: it is a picture."""
        number = None if item is None else item.data(0, NUMBER)
        return None if number is None else self._rows[number]

    def _show_chosen(self) -> None:
        row = self._row(self.list.currentItem())
        text = "" if row is None else self._own.get(*row)
        with QSignalBlocker(self.field):
            self.field.setPlainText(text)
        self.field.setEnabled(row is not None and row[0] not in self._dropped)
        self.measured.setEnabled(row is not None and row[0] in self._own)

    def _keep_or_drop(self, item: QTreeWidgetItem) -> None:
        row = self._row(item)
        if row is None:
            return
        key, _ = row
        if item.checkState(0) == Qt.CheckState.Checked:
            self._dropped.discard(key)
        else:
            self._dropped.add(key)
        self._show_chosen()
        self.changed.emit()

    def _take_words(self) -> None:
        item = self.list.currentItem()
        row = self._row(item)
        if item is None or row is None:
            return
        (key, measured), text = row, self.field.toPlainText().strip()
        if text and text != measured:
            self._own[key] = text
        else:
            self._own.pop(key, None)
        self.measured.setEnabled(key in self._own)
        self._say(item)
        self.changed.emit()

    def _take_measured(self) -> None:
        row = self._row(self.list.currentItem())
        if row is not None:
            self.field.setPlainText(row[1])

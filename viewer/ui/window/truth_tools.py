"""The tools for drawing true objects in the drawing bar: their class, taking back, exporting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.core.foreign_text import shown
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import PlainLabel, tip

FIELD_PX = 150
LONGEST = 200  # characters of a class
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TruthTools(QWidget):
    """Emits what the user wants done with the objects; the class is asked for with each.

    Attributes:
        back_wished: the object drawn last shall be forgotten.
        export_wished: what is drawn shall become a file of others' tools.
        written: the class has been typed, and the picture is drawn on again.
    """

    back_wished = Signal()
    export_wished = Signal()
    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = ""  # the class of objects when none is typed
        self.field = QLineEdit(self)
        self.field.setFixedWidth(FIELD_PX)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(self.tr("Class of the object"))
        self.field.setToolTip(tip(self.tr("Class of what is drawn next; empty: the explained one")))
        self.field.setAcceptDrops(False)  # the window takes dropped files
        self.field.installEventFilter(self)
        self.count = PlainLabel("", self)
        self.count.setProperty("role", "quiet")
        self.back = QPushButton(self.tr("Remove the last"), self)
        self.export = QPushButton(self.tr("Export as COCO…"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_PX)
        for part in (self.field, self.back, self.export, self.count):
            row.addWidget(part)
        self.back.clicked.connect(self.back_wished)
        self.export.clicked.connect(self.export_wished)

    @property
    def label(self) -> str:
        """The class of what is drawn next."""
        return self.field.text().strip() or self._usual

    def set_classes(self, names: Sequence[str], usual: str) -> None:
        """Offer the model's classes; the one that is explained stands for an empty field."""
        self._usual = usual
        self.field.setPlaceholderText(shown(usual) or self.tr("class"))
        completer = QCompleter([shown(name) for name in names], self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)

    def show_count(self, objects: int) -> None:
        """Say how many objects are drawn on the picture."""
        words = self.tr("1 object") if objects == 1 else self.tr("{count} objects")
        self.count.setText(words.format(count=objects))
        self.back.setEnabled(objects > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return and Escape go back to the picture, before the window's keys see them."""
        if not isinstance(event, QKeyEvent) or event.key() not in _ENDS:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.written.emit()
        return True

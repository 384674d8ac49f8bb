"""The panel of notes: what the user writes on the picture, on a class in it, or on the folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.core.notes import NotePlace
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import class_word
from viewer.ui.looks.plain_text import PlainLabel, row_text, tip

REST_MS = 700  # after the last key: then the note is kept
FOUND_PX = 130
NUMBER = Qt.ItemDataRole.UserRole


class NoteField(QPlainTextEdit):
    """Tells when the user has gone on to something else."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written is kept at once."""
        super().focusOutEvent(event)
        self.left.emit()


class NotesPanel(QWidget):
    """A field for one note, how it reads, and a search through all notes."""

    place_chosen = Signal(object)  # NotePlace
    written = Signal(object, str)  # NotePlace, and its note
    searched = Signal(str)
    found_chosen = Signal(object)  # NotePlace

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[NotePlace] = []
        self._found: list[NotePlace] = []
        self.place_box = QComboBox(self)
        self.place_box.setAccessibleName(self.tr("What the note is on"))
        self.field = NoteField(self)
        self.field.setAccessibleName(self.tr("Note"))
        self.field.setTabChangesFocus(True)
        self.reading = QTextBrowser(self, openLinks=False)
        self.reading.setAccessibleName(self.tr("The note as it reads"))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.field, self.tr("Write"))
        self.tabs.addTab(self.reading, self.tr("Read"))
        self.search = QLineEdit(self, clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search all notes"))
        self.search.setAccessibleName(self.tr("Search all notes"))
        self.found = QListWidget(self)
        self.found.setAccessibleName(self.tr("Notes found"))
        self.found.setFixedHeight(FOUND_PX)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = PlainLabel("", self)
        self.none.setProperty("role", "quiet")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._arrange()
        self._connect()
        self.set_places([], None, "")

    def sizeHint(self) -> QSize:
        """Ask for room for a few lines."""
        return QSize(320, 420)

    @property
    def place(self) -> NotePlace | None:
        """What the note is on; None: nothing is open."""
        number = self.place_box.currentIndex()
        return self._places[number] if 0 <= number < len(self._places) else None

    def set_places(self, places: Sequence[NotePlace], present: NotePlace | None, text: str) -> None:
        """Offer what may be noted on, and show the note on one of it.

        Args:
            places: the picture, the classes explained in it, and its folder.
            present: the one that is shown.
            text: its note.
        """
        self.keep()
        self._places = list(places)
        with QSignalBlocker(self.place_box):
            self.place_box.clear()
            for place in places:
                self.place_box.addItem(row_text(self._named(place)))
            if present in self._places:
                self.place_box.setCurrentIndex(self._places.index(present))
        self.place_box.setEnabled(bool(places))
        self.field.setEnabled(bool(places))
        words = self.tr("Open a picture to write a note on it.")
        self.field.setPlaceholderText(self.tr("Markdown: **bold**, - points") if places else words)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a note; one that stands there already stays, and the cursor with it."""
        if text != self.field.toPlainText():
            with QSignalBlocker(self.field):
                self.field.setPlainText(text)
        self._read()

    def set_found(self, found: Sequence[tuple[NotePlace, str]]) -> None:
        """Show where something is noted, with how each note begins."""
        self._found = [place for place, _ in found]
        self.found.clear()
        for number, (place, text) in enumerate(found):
            item = QListWidgetItem(row_text(f"{self._named(place)} · {text.strip()}"))
            item.setData(NUMBER, number)
            item.setToolTip(tip(text))
            self.found.addItem(item)
        words = self.tr("Notes: {count}").format(count=len(found))
        self.none.setText(words if found else self.tr("No note is found."))

    def keep(self) -> None:
        """Tell what was written, if that is still to be told."""
        place = self.place
        if self._rest.isActive() and place is not None:
            self._rest.stop()
            self.written.emit(place, self.field.toPlainText())

    def _named(self, place: NotePlace) -> str:
        name = shown_path(place.path.name or place.path)
        if place.target:
            return self.tr("{picture}: {target}").format(
                picture=name, target=class_word(place.target)
            )
        return name

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.setSpacing(GAP_PX)
        column.addWidget(self.place_box)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.none)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._rest.start)
        self.field.left.connect(self.keep)
        self._rest.timeout.connect(self._tell)
        self.place_box.activated.connect(self._choose)
        self.tabs.currentChanged.connect(self._read)
        self.search.textChanged.connect(self.searched)
        self.found.itemActivated.connect(self._choose_found)

    def _tell(self) -> None:
        place = self.place
        if place is not None:
            self.written.emit(place, self.field.toPlainText())

    def _choose(self, number: int) -> None:
        self._rest.stop()
        self.place_chosen.emit(self._places[number])

    def _choose_found(self, item: QListWidgetItem) -> None:
        self.keep()
        self.found_chosen.emit(self._found[item.data(NUMBER)])

    def _read(self) -> None:
        """Show the note as it reads; a picture or link in it leads nowhere."""
        if self.tabs.currentWidget() is self.reading:
            plain = QTextDocument.MarkdownFeature.MarkdownNoHTML
            features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | plain
            self.reading.document().setMarkdown(self.field.toPlainText(), features)

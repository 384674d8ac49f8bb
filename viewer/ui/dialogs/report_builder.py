"""The report builder: what a report shall hold at the left, its pages or sentences at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QWidget,
)

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.reporting.plan import ReportPlan
from viewer.ui.dialogs.figure_pictures import FigurePictures, Source
from viewer.ui.dialogs.form_beside import place_form_beside
from viewer.ui.dialogs.report_form import ReportForm
from viewer.ui.dialogs.report_pages import ReportPages
from viewer.ui.dialogs.report_sentences import ReportSentences
from viewer.ui.dialogs.saved_line import SavedLine
from viewer.ui.dialogs.typed_targets import typed_targets
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.screen_room import highest_px

if TYPE_CHECKING:
    from viewer.reporting.observations import SaidOfPicture

MOST_PREVIEWED = 3  # pictures of the preview


class ReportBuilder(QDialog):
    """Takes what is selected in the browser; wishes for previews, sentences and the file."""

    changed = Signal()  # the pages must be painted anew
    sentences_wished = Signal()  # what is said of all pictures
    save_wished = Signal()
    cancel_wished = Signal()
    closed = Signal()
    shown_wished = Signal(object)  # Path: the folder of a saved file

    def __init__(
        self,
        plan: ReportPlan,
        suffix: str,
        parent: QWidget | None = None,
        read_class: Callable[[str], Target] = Target.parse,
    ) -> None:
        super().__init__(parent)
        self._read_class = read_class
        self.setWindowTitle(self.tr("Export report"))
        self.setModal(False)
        self.resize(1080, min(760, highest_px(self)))
        self.form = ReportForm(plan, suffix, self)
        self.sources = FigurePictures(self.form)
        self.form.put_above(self.tr("Pictures"), self.sources.box, self.sources.names)
        self.pages = ReportPages(self)
        self.sentences = ReportSentences(self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.pages, self.tr("Pages"))
        self.tabs.addTab(self.sentences, self.tr("Observations"))
        self.note = PlainLabel("", self)
        self.note.setWordWrap(True)
        self.saved = SavedLine(self)
        self.progress = QProgressBar(self)
        self.stop = QPushButton(self.tr("Stop"), self)
        self._add_buttons()
        self._place()
        self.form.changed.connect(self.changed)
        self.sources.changed.connect(self._take_pictures)
        self.sentences.changed.connect(self.changed)
        self.tabs.currentChanged.connect(self._wish_sentences)
        self.form.lang.currentIndexChanged.connect(self._wish_sentences)
        self.form.classes.editingFinished.connect(self._wish_sentences)
        self.form.truth.changed.connect(self._wish_sentences)
        self.saved.shown_wished.connect(self.shown_wished)
        self.stop.clicked.connect(self.cancel_wished)
        self.set_progress(0, 0)

    @property
    def plan(self) -> ReportPlan:
        """What is chosen, with the user's own sentences."""
        return replace(self.form.plan, edits=self.sentences.edits)

    @property
    def suffix(self) -> str:
        """The format, as the ending of a file's name."""
        return self.form.suffix

    @property
    def targets(self) -> tuple[Target, ...]:
        """The classes as typed; none: the window's own.

        Raises:
            UserError: a class cannot be read, or means two.
        """
        return typed_targets(self.form.classes.text(), self._read_class)

    @property
    def images(self) -> tuple[Path, ...]:
        """The pictures as chosen."""
        return self.sources.images

    def set_pictures(self, choices: Mapping[Source, tuple[Path, ...]]) -> None:
        """Offer the pictures that there are now."""
        self.sources.set_choices(choices)
        self._take_pictures()

    def set_pages(self, pages: Sequence[QImage], count: int) -> None:
        """Show the first pages of a report, and say how much of it they are."""
        self.pages.set_pages(pages)
        words = self.tr("Pages: {count}.")
        if len(pages) < count:
            words = self.tr("Pages: the first {shown} of {count}.")
        told = words.format(shown=len(pages), count=count)
        shown, pictures = min(MOST_PREVIEWED, len(self.images)), len(self.images)
        if shown < pictures:
            words = self.tr("Pictures: the first {shown} of {count}; the file has all of them.")
            told = f"{told} {words.format(shown=shown, count=pictures)}"
        if self.form.like is not None:
            words = self.tr(
                "The file looks as “{name}” does; the pages here have its contents only."
            )
            told = f"{told} {words.format(name=shown_path(self.form.like.name))}"
        self.note.setText(told)

    def set_observations(self, told: Sequence[SaidOfPicture]) -> None:
        """Show what is said of each picture."""
        self.sentences.set_observations(told, self.form.plan.lang)

    def show_saved(self, path: Path) -> None:
        """Say where the file went."""
        self.set_progress(0, 0)
        self.note.setText("")
        self.saved.tell(path)

    def set_progress(self, done: int, total: int, *, drawing: bool = False) -> None:
        """Show how much is explained, or drawn, of how much; nothing when all is."""
        running = done < total
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.save.setEnabled(not running)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        words = self.tr("Drawing %v of %m") if drawing else self.tr("Explaining %v of %m")
        self.progress.setFormat(words)

    def show_error(self, error: UserError) -> None:
        """Say why there is no report, and keep the pages that there are."""
        self.set_progress(0, 0)
        said = " ".join(filter(None, (spoken(error.headline), spoken(error.hint))))
        if not self.pages.stack.pages:
            self.pages.set_words(said)
        self.note.setText(said)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nothing more is to be drawn."""
        self.closed.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Escape hides a dialog without closing it."""
        self.closed.emit()
        super().hideEvent(event)

    def _take_pictures(self) -> None:
        self.sources.name(only_first=False)
        self._wish_sentences()
        self.changed.emit()

    def _wish_sentences(self) -> None:
        """Measure what is said only where it is looked at: all pictures are explained for it."""
        if self.tabs.currentWidget() is self.sentences:
            self.sentences_wished.emit()

    def _add_buttons(self) -> None:
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.save = self.buttons.addButton(self.tr("Save…"), role.AcceptRole)
        self.buttons.addButton(self.tr("Close"), role.RejectRole)
        self.save.setDefault(True)
        self.save.clicked.connect(self.save_wished)
        self.buttons.rejected.connect(self.close)

    def _place(self) -> None:
        made = (self.tabs, self.note, self.saved)
        place_form_beside(self, self.form, made, (self.progress, self.stop), self.buttons)

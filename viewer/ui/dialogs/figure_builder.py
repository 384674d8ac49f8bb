"""The figure builder: the choices of a figure's style at the left, a live preview at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMenu,
    QProgressBar,
    QPushButton,
    QWidget,
)

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.figure.style import FigureStyle
from viewer.ui.dialogs.figure_form import FigureForm
from viewer.ui.dialogs.figure_pictures import FigurePictures, Source
from viewer.ui.dialogs.figure_preview import FigurePreview
from viewer.ui.dialogs.form_beside import place_form_beside
from viewer.ui.dialogs.saved_line import SavedLine
from viewer.ui.dialogs.typed_targets import typed_targets
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.screen_room import highest_px


class FigureBuilder(QDialog):
    """Takes what is selected in the browser; wishes for previews, files and copies."""

    changed = Signal()  # the figure must be drawn anew
    save_wished = Signal()
    copy_wished = Signal()
    cancel_wished = Signal()
    closed = Signal()
    shown_wished = Signal(object)  # Path: the folder of a saved file
    words_wished = Signal(str)  # "caption", "methods", "bibtex" or "python"
    data_wished = Signal(str)  # "npz", "npy", "tiff" or "csv"

    def __init__(
        self,
        style: FigureStyle,
        parent: QWidget | None = None,
        read_class: Callable[[str], Target] = Target.parse,
    ) -> None:
        super().__init__(parent)
        self._read_class = read_class
        self.setWindowTitle(self.tr("Export figure"))
        self.setModal(False)
        self.resize(1040, min(680, highest_px(self)))
        self.form = FigureForm(style, self)
        self.sources = FigurePictures(self.form)
        self.form.put_above(self.tr("Pictures"), self.sources.box, self.sources.names)
        self.preview = FigurePreview(self)
        self.saved = SavedLine(self)
        self.note = PlainLabel("", self)
        self.note.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.stop = QPushButton(self.tr("Stop"), self)
        self._add_buttons()
        self._place()
        self.form.changed.connect(self.changed)
        self.form.changed.connect(self._fit_kind)
        self.sources.changed.connect(self._choose_table)
        self.saved.shown_wished.connect(self.shown_wished)
        self.stop.clicked.connect(self.cancel_wished)
        self.set_progress(0, 0)

    @property
    def style_chosen(self) -> FigureStyle:
        """The style as chosen."""
        return self.form.style_chosen

    @property
    def targets(self) -> tuple[Target, ...]:
        """The classes as typed; none: the window's own.

        Raises:
            UserError: a class cannot be read, or means two.
        """
        return typed_targets(self.form.classes.text(), self._read_class)

    @property
    def images(self) -> tuple[Path, ...]:
        """The pictures as chosen; but for a table, the first one is drawn."""
        return self.sources.images

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that are ticked, for a figure of layers."""
        return self.form.layers.ticked

    def set_pictures(self, choices: Mapping[Source, tuple[Path, ...]]) -> None:
        """Offer the pictures that there are now, and draw those that are chosen of them."""
        before = self.images
        self.sources.set_choices(choices)
        if self.images != before:
            self._choose_table()
        self.changed.emit()

    def set_layers(self, layers: Sequence[str], ticked: Sequence[str]) -> None:
        """Offer the layers of the model."""
        self.form.layers.set_layers(layers, ticked)

    def show_saved(self, path: Path) -> None:
        """Say where a file went."""
        self.saved.tell(path)

    def set_progress(self, done: int, total: int) -> None:
        """Show how many explanations are there, of how many; nothing when all are."""
        running = done < total
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.setFormat(self.tr("Explaining %v of %m"))

    def show_error(self, error: UserError) -> None:
        """Say why there is no figure."""
        self.set_progress(0, 0)
        self.preview.set_words(str(error))
        self.note.setText("")

    def set_cautions(self, cautions: Sequence[str], *, chinese: bool) -> None:
        """Say what the figure would show badly, and when Chinese cannot be written."""
        needed = self.style_chosen.lang == "zh_CN" or not self.style_chosen.title.isascii()
        words = self.tr("No installed font can write Chinese. Install one, such as Noto Sans CJK.")
        missing = [words] if needed and not chinese else []
        self.note.setText("\n".join([*map(spoken, cautions), *missing]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nothing more is to be drawn."""
        self.closed.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Escape hides a dialog without closing it."""
        self.closed.emit()
        super().hideEvent(event)

    def _choose_table(self) -> None:
        """Several pictures are drawn as a table; another kind would show the first of them."""
        kind = self.form.choices["kind"]
        if len(self.images) > 1 and kind.currentData() != "table":
            kind.setCurrentIndex(kind.findData("table"))
        else:
            self.changed.emit()
        self._fit_kind()

    def _fit_kind(self) -> None:
        """Name the pictures that are drawn."""
        self.sources.name(only_first=self.style_chosen.kind != "table")

    def _add_buttons(self) -> None:
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.words = self.buttons.addButton(self.tr("Copy text"), role.ActionRole)
        self.words.setMenu(self._menu_of_words())
        self.data = self.buttons.addButton(self.tr("Raw data"), role.ActionRole)
        self.data.setMenu(self._menu_of_data())
        self.copy = self.buttons.addButton(self.tr("Copy"), role.ActionRole)
        self.save = self.buttons.addButton(self.tr("Save…"), role.AcceptRole)
        self.buttons.addButton(self.tr("Close"), role.RejectRole)
        self.save.setDefault(True)
        self.copy.clicked.connect(self.copy_wished)
        self.save.clicked.connect(self.save_wished)
        self.buttons.rejected.connect(self.close)

    def _menu_of_words(self) -> QMenu:
        return self._menu(
            (
                ("caption", self.tr("Copy the caption")),
                ("methods", self.tr("Copy a methods sentence")),
                ("bibtex", self.tr("Copy BibTeX of the methods")),
                ("python", self.tr("Copy as Python")),
            ),
            self.words_wished,
        )

    def _menu_of_data(self) -> QMenu:
        return self._menu(
            (
                ("npz", self.tr("All raw maps (.npz)…")),
                ("npy", self.tr("First raw map (.npy)…")),
                ("tiff", self.tr("First raw map (16-bit .tiff)…")),
                ("csv", self.tr("Predictions (.csv)…")),
            ),
            self.data_wished,
        )

    def _menu(self, rows: tuple[tuple[str, str], ...], wish: SignalInstance) -> QMenu:
        menu = QMenu(self)
        for key, text in rows:
            menu.addAction(text).setData(key)
        menu.triggered.connect(lambda action: wish.emit(action.data()))
        return menu

    def _place(self) -> None:
        made = (self.preview, self.note, self.saved)
        place_form_beside(self, self.form, made, (self.progress, self.stop), self.buttons)


def with_format_of(style: FigureStyle, suffix: str) -> FigureStyle:
    """Return a style whose format is that of a file's ending, where it is one of ours."""
    formats = {".png": "png", ".tif": "tiff", ".tiff": "tiff", ".pdf": "pdf", ".svg": "svg"}
    return replace(style, file_format=formats.get(suffix.lower(), style.file_format))

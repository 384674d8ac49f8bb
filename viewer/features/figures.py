"""Figures: the builder, and saving or copying in the style used last."""

# Long, because all that a figure becomes is asked for here: a file, a copy, words and raw data.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage

from viewer.commands import Functions
from viewer.core.asks.references import ImageRef
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.features.feature import BackgroundWorker, Feature, Features
from viewer.features.figure_desk import FigureDesk
from viewer.features.figure_places import (
    ask_data_path,
    ask_figure_path,
    show_in_folder,
    suggested_file,
)
from viewer.features.figure_sources import choices_of, must_be_a_file, offer_layers, read_class
from viewer.features.triage import TriageFeature
from viewer.features.trust import TrustFeature
from viewer.figure.choices import WORDS_KINDS, DataKind, WordsKind
from viewer.house import House
from viewer.ui.looks.language import spoken_language
from viewer.work.figures import FigureOrder, Figures, Preview

if TYPE_CHECKING:
    from viewer.figure.style import FigureStyle
    from viewer.ui.dialogs.figure_builder import FigureBuilder
    from viewer.ui.dialogs.figure_pictures import Source


OURS = frozenset({"figure", "preview"})  # names of what is wished for here


class FiguresFeature(Feature):
    """Asks the user where and how; the desk does the rest."""

    needs = (TriageFeature, TrustFeature)
    drag_wished = Signal(object)  # QImage: the figure in the preview

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.figures = Figures()
        self.desk = FigureDesk(house.session, house.window.pane_row, self.figures)
        self._store = house.store
        self.builder: FigureBuilder | None = None

    @property
    def commands(self) -> Functions:
        """Build, save and copy figures and what belongs to them."""
        return {
            "export_figure": self.open_builder,
            "save_figure": self.save,
            "copy_figure": self.copy,
            "export_maps": lambda: self.write_data("npz"),
            **{f"copy_{kind}": (lambda kind=kind: self.copy_words(kind)) for kind in WORDS_KINDS},
        }

    @property
    def workers(self) -> tuple[BackgroundWorker, ...]:
        """What draws figures."""
        return (self.figures,)

    def introduce(self) -> None:
        """What figures lack is explained, then they are drawn beside the window."""
        self.desk.with_trust = self.of(TrustFeature).watch.with_trust
        self._introduce_drawing()
        self._introduce_desk()

    def take_over(self, before: Self) -> None:
        """Know nothing more: the builder closed with the window before, and kept its style."""

    def put_away(self) -> None:
        """Close the builder, and remember its style."""
        self.close_builder()

    def _introduce_drawing(self) -> None:
        figures = self.figures
        self.wire(figures, "saved", self._show_saved)
        self.wire(figures, "copied", self._show_copied)
        self.wire(figures, "failed", self._show_error)
        self.wire(figures, "previewed", self._show_preview)
        self.wire(figures, "preview_failed", self._show_error)

    def _introduce_desk(self) -> None:
        session, desk, explanations = self._session, self.desk, self.desk.explanations
        self.wire(desk, "failed", self._show_error)
        self.wire(explanations, "wished", self.house.engine.ask)
        self.wire(explanations, "answered", desk.note_answer)
        self.wire(explanations, "finished", desk.advance)
        self.wire(explanations, "failed", desk.fail)
        self.wire(explanations, "progressed", self._show_progress)
        self.hear_each(explanations, aside=True)
        self.wire(self.house.engine, "crashed", explanations.note_crash)
        self.wire(session, "model_changed", desk.note_model, self._offer_layers)
        self.wire(session, "request_issued", desk.note_request)
        self.wire(session, "explained", desk.note_explained, self._follow)
        selection = self._window.browser.list.selectionModel()
        self.wire(selection, "selectionChanged", self._follow)

    def open_builder(self) -> None:
        """Show the figure builder beside the window; it follows the browser's selection."""
        from viewer.ui.dialogs.figure_builder import FigureBuilder

        must_be_a_file(self._session)
        if self.builder is None:
            self.builder = builder = FigureBuilder(
                self._remembered(), self._window, lambda text: read_class(self._session, text)
            )
            builder.changed.connect(self.draw)
            builder.save_wished.connect(lambda: self._try(self.save))
            builder.copy_wished.connect(lambda: self._try(self.copy))
            builder.words_wished.connect(lambda kind: self._try(lambda: self.copy_words(kind)))
            builder.data_wished.connect(lambda kind: self._try(lambda: self.write_data(kind)))
            builder.cancel_wished.connect(self.desk.stop)
            builder.shown_wished.connect(show_in_folder)
            builder.closed.connect(self.close_builder)
            builder.preview.drag_wished.connect(self.drag_wished)
        self._offer_layers()
        self.builder.show()
        self.builder.raise_()
        self.builder.set_pictures(self._choices())

    def close_builder(self) -> None:
        """Remember the style, and let nothing more be drawn."""
        builder, self.builder = self.builder, None
        if builder is not None:
            self._remember(builder.style_chosen)
            self.desk.stop()
            builder.deleteLater()

    def save(self) -> None:
        """Ask where, then save in the style used last; the name suggested is the picture's own."""
        from viewer.ui.dialogs.figure_builder import with_format_of

        image = self._session.image
        if image is None:
            raise UserError(self.tr("There is no picture to make a figure of."))
        must_be_a_file(self._session)
        style, targets = self._style(), self._targets()
        parent = self.builder or self._window
        path = ask_figure_path(parent, self.tr("Save figure"), self._suggested(image), style)
        if path is not None:
            self._store.set_figure_folder(path.parent)
            style = with_format_of(style, path.suffix)
            self._remember(style)
            self.desk.save(style, path, self._images(), targets)

    def copy(self) -> None:
        """Copy the figure in the style used last."""
        must_be_a_file(self._session)
        self.desk.copy(self._style(), self._images(), self._targets())

    def copy_words(self, kind: WordsKind) -> None:
        """Put the caption, the methods sentence, BibTeX or a Python script on the clipboard."""
        must_be_a_file(self._session)

        def act(order: FigureOrder) -> None:
            from viewer.figure.extras import words_of

            try:
                text = words_of(kind, order.explanations, order.style)
            except UserError as error:
                self._show_error(error)
                return
            QGuiApplication.clipboard().setText(text)
            self._tell(self.tr("Copied to the clipboard."))

        self.desk.gather(self._style_of_words(), self._images(), self._targets(), act)

    def write_data(self, kind: DataKind) -> None:
        """Ask where, then write raw maps or predictions."""
        image = self._session.image
        if image is None:
            raise UserError(self.tr("There is no picture yet."))
        must_be_a_file(self._session)
        parent = self.builder or self._window
        path = ask_data_path(parent, self.tr("Save raw data"), self._suggested(image), kind)
        if path is not None:
            self._store.set_figure_folder(path.parent)
            self.desk.write_data(self._style(), self._images(), self._targets(), kind, path)

    def draw(self) -> None:
        """Draw the builder's preview anew."""
        if self.builder is None:
            return
        try:
            must_be_a_file(self._session)
            targets = self.builder.targets
        except UserError as error:
            self.builder.show_error(error)
            return
        self.desk.layers = self.builder.layers
        self.desk.preview(self.builder.style_chosen, self.builder.images, targets)

    def _follow(self) -> None:
        """The browser's selection or what the window shows has changed."""
        if self.builder is not None:
            self.builder.set_pictures(self._choices())

    def _offer_layers(self, _model: object = None) -> None:
        """Let the builder offer the layers of the model."""
        model = self._session.model
        if self.builder is not None and model is not None:
            offer_layers(self.builder, model)

    def _show_preview(self, preview: Preview) -> None:
        """Show what was drawn."""
        if self.builder is not None:
            self.builder.set_progress(0, 0)
            self.builder.preview.set_image(preview.image, preview.size, preview.dpi)
            self.builder.set_cautions(preview.cautions, chinese=preview.chinese)

    def _show_progress(self, done: int, total: int) -> None:
        """Show how far the explanations have come that a figure waits for."""
        if not self.desk.waiting & OURS:
            return
        if self.builder is not None:
            self.builder.set_progress(done, total)
        elif done < total and self.desk.draws:
            words = self.tr("The figure waits for explanations: {done} of {total} are there.")
            self._tell(words.format(done=done, total=total))

    def _show_error(self, error: UserError) -> None:
        """Say why there is no figure: in the builder when it is open, else in the window."""
        if self.builder is not None:
            self.builder.show_error(error)
        else:
            self._window.notices.show_error(error)

    def _show_saved(self, path: Path) -> None:
        """Say where a figure went: where it was asked for."""
        if self.builder is not None:
            self.builder.show_saved(path)
            return
        told = self.tr("Saved as “{name}”.").format(name=shown_path(path.name))
        self._window.toast.tell_of(path, told)

    def _show_copied(self, figure: QImage) -> None:
        """Put a figure on the clipboard and say so."""
        QGuiApplication.clipboard().setImage(figure)
        self._tell(self.tr("Figure copied to the clipboard."))

    def _tell(self, headline: str, hint: str = "") -> None:
        self._window.notices.show_notice(headline, hint, "info")

    def _suggested(self, image: ImageRef) -> Path:
        """Return folder and name of a file that is made of the pictures chosen, without ending."""
        return suggested_file(self._store.figure_folder(), image, self._images())

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self._show_error(error)

    def _style(self) -> FigureStyle:
        if self.builder is not None:
            return self.builder.style_chosen
        return self._remembered()

    def _style_of_words(self) -> FigureStyle:
        """Return the style, in the window's own language where no figure is looked at."""
        style = self._style()
        return style if self.builder is not None else replace(style, lang=spoken_language())

    def _remembered(self) -> FigureStyle:
        return self._store.figure_style(spoken_language())

    def _remember(self, style: FigureStyle) -> None:
        self._store.set_figure_style(style, spoken_language())

    def _targets(self) -> tuple[Target, ...]:
        return self.builder.targets if self.builder is not None else ()

    def _images(self) -> tuple[Path, ...]:
        if self.builder is not None:
            return self.builder.images
        choices = self._choices()
        return choices["selected"] if len(choices["selected"]) > 1 else choices["this"]

    def _choices(self) -> dict[Source, tuple[Path, ...]]:
        """Return the pictures of each source there is."""
        marked = self.of(TriageFeature).triage.marks.paths
        return choices_of(self._session, self._window.browser.selected_pictures(), marked)

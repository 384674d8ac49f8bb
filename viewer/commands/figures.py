"""The commands that make figures: the builder, and saving or copying in the style used last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from viewer.core.asks.records import Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.display import Display
from viewer.figure.choices import WORDS_KINDS, DataKind, WordsKind
from viewer.figure_desk import FigureDesk
from viewer.session.session import Session
from viewer.session.store import Store
from viewer.ui.looks.language import spoken_language
from viewer.ui.window.window import MainWindow
from viewer.work.figures import FigureOrder, Figures, Preview

if TYPE_CHECKING:
    from viewer.figure.style import FigureStyle
    from viewer.ui.dialogs.figure_builder import FigureBuilder

FILTERS = {
    "png": "PNG (*.png)",
    "tiff": "TIFF (*.tiff *.tif)",
    "pdf": "PDF (*.pdf)",
    "svg": "SVG (*.svg)",
}


class FigureCommands(QObject):
    """Asks the user where and how; the desk does the rest."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        display: Display,
        figures: Figures,
        store: Store,
    ) -> None:
        super().__init__()
        self._window, self._session, self._display = window, session, display
        self.desk, self._store = FigureDesk(session, window.pane_row, figures), store
        self.builder: FigureBuilder | None = None

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands, by key."""
        return {
            "export_figure": self.open_builder,
            "save_figure": self.save,
            "copy_figure": self.copy,
            "export_maps": lambda: self.write_data("npz"),
            **{f"copy_{kind}": (lambda kind=kind: self.copy_words(kind)) for kind in WORDS_KINDS},
        }

    def open_builder(self) -> None:
        """Show the figure builder beside the window; it follows the browser's selection."""
        from viewer.ui.dialogs.figure_builder import FigureBuilder

        if self.builder is None:
            self.builder = builder = FigureBuilder(
                self._remembered(), self._window, self._read_class
            )
            builder.changed.connect(self.draw)
            builder.save_wished.connect(lambda: self._try(self.save))
            builder.copy_wished.connect(lambda: self._try(self.copy))
            builder.words_wished.connect(lambda kind: self._try(lambda: self.copy_words(kind)))
            builder.data_wished.connect(lambda kind: self._try(lambda: self.write_data(kind)))
            builder.cancel_wished.connect(self.desk.stop)
            builder.closed.connect(self.close_builder)
        self.builder.show()
        self.builder.raise_()
        self.builder.set_images(self._images())

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
        from viewer.ui.dialogs.save_file import ask_where

        image = self._session.image
        if image is None:
            raise UserError(self.tr("There is no picture to make a figure of."))
        style, targets = self._style(), self._targets()
        path = ask_where(
            self.builder or self._window,
            self.tr("Save figure"),
            image.path.with_name(f"{image.stem}_cam.{style.file_format}"),
            ";;".join(FILTERS.values()),
            kind=FILTERS[style.file_format],
            complete=_ending(f".{style.file_format}"),
            beside=lambda path: [path.with_suffix(".json")] if style.json_beside else (),
        )
        if path is not None:
            style = with_format_of(style, path.suffix)
            self._remember(style)
            self.desk.save(style, path, self._images(), targets)

    def copy(self) -> None:
        """Copy the figure in the style used last."""
        self.desk.copy(self._style(), self._images(), self._targets())

    def copy_words(self, kind: WordsKind) -> None:
        """Put the caption, the methods sentence, BibTeX or a Python script on the clipboard."""

        def act(order: FigureOrder) -> None:
            from viewer.figure.extras import words_of

            try:
                text = words_of(kind, order.explanations, order.style)
            except UserError as error:
                self.show_error(error)
                return
            QGuiApplication.clipboard().setText(text)
            self._tell(self.tr("Copied to the clipboard."))

        self.desk.gather(self._style(), self._images(), self._targets(), act)

    def write_data(self, kind: DataKind) -> None:
        """Ask where, then write raw maps or predictions."""
        from viewer.ui.dialogs.save_file import ask_where

        image = self._session.image
        if image is None:
            raise UserError(self.tr("There is no picture yet."))
        suggested = image.path.with_name(f"{image.stem}_cam.{kind}")
        title, kinds = self.tr("Save raw data"), f"{kind.upper()} (*.{kind})"
        parent, complete = self.builder or self._window, _ending(f".{kind}")
        path = ask_where(parent, title, suggested, kinds, complete=complete)
        if path is not None:
            self.desk.write_data(self._style(), self._images(), self._targets(), kind, path)

    def draw(self) -> None:
        """Draw the builder's preview anew."""
        if self.builder is None:
            return
        try:
            targets = self.builder.targets
        except UserError as error:
            self.builder.show_error(error)
            return
        self.desk.preview(self.builder.style_chosen, self.builder.images, targets)

    def follow(self) -> None:
        """The browser's selection or what the window shows has changed."""
        if self.builder is not None:
            self.builder.set_images(self._images())

    def show_preview(self, preview: Preview) -> None:
        """Show what was drawn."""
        if self.builder is not None:
            self.builder.set_progress(0, 0)
            self.builder.preview.set_image(preview.image, preview.size, preview.dpi)
            self.builder.set_chinese(found=preview.chinese)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the explanations have come."""
        if self.builder is not None:
            self.builder.set_progress(done, total)
        elif done < total:
            words = self.tr("The figure waits for explanations: {done} of {total} are there.")
            self._tell(words.format(done=done, total=total))

    def show_error(self, error: UserError) -> None:
        """Say why there is no figure: in the builder when it is open, else in the window."""
        if self.builder is not None:
            self.builder.show_error(error)
        else:
            self._display.show_error(error)

    def show_saved(self, path: Path) -> None:
        """Say where a figure went."""
        self._tell(
            self.tr("Saved as “{name}”.").format(name=shown_path(path.name)),
            shown_path(path.parent),
        )

    def show_copied(self, figure: QImage) -> None:
        """Put a figure on the clipboard and say so."""
        QGuiApplication.clipboard().setImage(figure)
        self._tell(self.tr("Figure copied to the clipboard."))

    def _tell(self, headline: str, hint: str = "") -> None:
        self._window.notices.show_notice(headline, hint, "info")

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.show_error(error)

    def _style(self) -> FigureStyle:
        if self.builder is not None:
            return self.builder.style_chosen
        return self._remembered()

    def _remembered(self) -> FigureStyle:
        return self._store.figure_style(spoken_language())

    def _remember(self, style: FigureStyle) -> None:
        self._store.set_figure_style(style, spoken_language())

    def _read_class(self, text: str) -> Target:
        from viewer.core.models.labels import labels_of
        from viewer.core.models.typed_target import typed_target

        model = self._session.model
        return Target.parse(text) if model is None else typed_target(text, labels_of(model))

    def _targets(self) -> tuple[Target, ...]:
        return self.builder.targets if self.builder is not None else ()

    def _images(self) -> tuple[Path, ...]:
        selected = self._window.browser.selected_pictures()
        shown = self._session.image
        if len(selected) > 1 or shown is None:
            return selected
        return (shown.path,)


def _ending(suffix: str) -> Callable[[Path], Path]:
    """Return what gives a name without an ending this one."""
    return lambda path: path if path.suffix else path.with_suffix(suffix)

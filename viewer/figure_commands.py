"""The commands that make figures: the builder, and saving or copying in the style used last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from viewer.core.errors import UserError
from viewer.core.records import Target
from viewer.display import Display
from viewer.figure.style import FigureStyle
from viewer.figure_desk import FigureDesk
from viewer.session.session import Session
from viewer.session.store import Store
from viewer.ui.dialogs.figure_builder import FigureBuilder, with_format_of
from viewer.ui.window import MainWindow
from viewer.work.figures import Figures, Preview

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

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the functions of the commands, by key."""
        return {
            "export_figure": self.open_builder,
            "save_figure": self.save,
            "copy_figure": self.copy,
        }

    def open_builder(self) -> None:
        """Show the figure builder beside the window; it follows the browser's selection."""
        if self.builder is None:
            self.builder = builder = FigureBuilder(self._store.figure_style(), self._window)
            builder.changed.connect(self.draw)
            builder.save_wished.connect(lambda: self._try(self.save))
            builder.copy_wished.connect(lambda: self._try(self.copy))
            builder.cancel_wished.connect(self.desk.stop)
            builder.closed.connect(self.close_builder)
        self.builder.show()
        self.builder.raise_()
        self.builder.set_images(self._images())

    def close_builder(self) -> None:
        """Remember the style, and let nothing more be drawn."""
        builder, self.builder = self.builder, None
        if builder is not None:
            self._store.set_figure_style(builder.style_chosen)
            self.desk.stop()
            builder.deleteLater()

    def save(self) -> None:
        """Ask where, then save in the style used last; the name suggested is the picture's own."""
        image = self._session.image
        if image is None:
            raise UserError(self.tr("There is no picture to make a figure of."))
        style, targets = self._style(), self._targets()
        chosen, _ = QFileDialog.getSaveFileName(
            self.builder or self._window,
            self.tr("Save figure"),
            str(image.path.with_name(f"{image.path.stem}_cam.{style.file_format}")),
            ";;".join(FILTERS.values()),
            FILTERS[style.file_format],
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(f".{style.file_format}")
            style = with_format_of(style, path.suffix)
            self._store.set_figure_style(style)
            self.desk.save(style, path, self._images(), targets)

    def copy(self) -> None:
        """Copy the figure in the style used last."""
        self.desk.copy(self._style(), self._images(), self._targets())

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
            self._display.show_figure_progress(done, total)

    def show_error(self, error: UserError) -> None:
        """Say why there is no figure: in the builder when it is open, else in the window."""
        if self.builder is not None:
            self.builder.show_error(error)
        else:
            self._display.show_error(error)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.show_error(error)

    def _style(self) -> FigureStyle:
        if self.builder is not None:
            return self.builder.style_chosen
        return self._store.figure_style()

    def _targets(self) -> tuple[Target, ...]:
        return self.builder.targets if self.builder is not None else ()

    def _images(self) -> tuple[Path, ...]:
        selected = self._window.browser.selected_pictures()
        shown = self._session.image
        if len(selected) > 1 or shown is None:
            return selected
        return (shown.path,)

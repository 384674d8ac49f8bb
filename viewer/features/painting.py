"""The removing brush: what is painted over the picture is gone for the model, and answered live."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.drawn import DrawnShape
from viewer.core.pictures.strokes import Filling, Stroke, Strokes
from viewer.features.drawing import DrawingFeature
from viewer.features.feature import Feature, Features
from viewer.features.figure_places import ask_picture_path, suggested_file
from viewer.features.pictures import PicturesFeature
from viewer.house import House

if TYPE_CHECKING:
    from viewer.ui.window.painting_tools import PaintingTools

KEY = "paint_over"
PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff"


class PaintingFeature(Feature):
    """Makes strokes of what is drawn; they are the session's, and undo takes them back."""

    needs = (DrawingFeature, PicturesFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._tools: PaintingTools | None = None
        self._filling: Filling = "grey"
        self._source: Path | None = None  # of patches
        self._before: Strokes | None = None  # what was painted before the stroke under way
        self._waiting: DrawnShape | None = None  # shown when the answer to the one before is there
        self._busy = False

    @property
    def commands(self) -> Functions:
        """Paint, put back, and save what is painted."""
        return {KEY: self._toggle, "paint_back": self._put_back, "paint_save": self._save}

    def introduce(self) -> None:
        """Paint what is drawn, as fast as the engine answers."""
        drawing = self.of(DrawingFeature)
        self.wire(drawing, "grown", self._grow)
        self.wire(drawing, "drawn", self._paint)
        self.wire(drawing, "given_up", self._give_up)
        self.wire(self._session, "updating_changed", self._note_updating)
        self.wire(self._session, "painting_changed", self._show_painted)
        self.wire(self._session, "image_changed", self._forget)

    def take_over(self, before: Self) -> None:
        """Paint with the same; what was painted goes with the window before."""
        self._filling, self._source = before._filling, before._source

    def put_away(self) -> None:
        """Leave nothing at work: strokes are the session's."""

    def _toggle(self) -> None:
        words = self.tr("Paint over")
        self.of(DrawingFeature).toggle(KEY, words, self._made_tools(), "brush")

    def _made_tools(self) -> PaintingTools:
        """Return the tools, which are made when they are first wanted."""
        if self._tools is None:
            from viewer.ui.window.painting_tools import PaintingTools

            self._tools = tools = PaintingTools(self._window)
            tools.hide()
            self.wire(tools, "filling_chosen", self._choose)
            self.wire(tools, "back_wished", self._put_back)
            self.wire(tools, "save_wished", self._wish_save)
            self._show_filling()
        self._tools.show_painted(painted=bool(self._painted))
        return self._tools

    @property
    def _painted(self) -> Strokes:
        image = self._session.image
        return image.painted if image is not None else ()

    def _choose(self, filling: str) -> None:
        """Paint with something else; for patches another picture is asked for."""
        if filling == "patch":
            chosen = self._ask_source()
            if chosen is None:
                self._show_filling()
                return
            self._source = chosen
        self._filling = cast(Filling, filling)
        self._show_filling()

    def _ask_source(self) -> Path | None:
        image = self._session.image
        near = self._source or (image.path if image is not None else Path.home())
        title, kinds = self.tr("Picture whose patches are painted"), self.tr("Pictures")
        start = str(answering_folder(near.parent))
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, start, f"{kinds} ({PICTURES})")
        return Path(chosen).absolute() if chosen else None

    def _show_filling(self) -> None:
        if self._tools is not None:
            name = shown_path(self._source.name) if self._source is not None else ""
            self._tools.show_filling(self._filling, name if self._filling == "patch" else "")

    def _grow(self, user: str, shape: DrawnShape) -> None:
        """Show a stroke that is being drawn."""
        if user == KEY:
            self._waiting = shape
            self._flush()

    def _paint(self, user: str, shape: DrawnShape) -> None:
        """Paint a stroke that is there."""
        if user == KEY:
            self._waiting = None
            self._put(shape)
            self._before = None

    def _put(self, shape: DrawnShape) -> None:
        if self._before is None:
            self._before = self._painted
        source = self._source if self._filling == "patch" else None
        stroke = Stroke(shape=shape, filling=self._filling, source=source)
        self._session.set_painting((*self._before, stroke))

    def _give_up(self, user: str) -> None:
        """Leave the stroke out that was being drawn."""
        before, self._before, self._waiting = self._before, None, None
        if user == KEY and before is not None:
            self._session.set_painting(before)

    def _note_updating(self, updating: bool) -> None:
        self._busy = updating
        self._flush()

    def _flush(self) -> None:
        """Ask about the stroke as it is now, unless the answer to what it was is still to come."""
        if self._waiting is not None and not self._busy:
            shape, self._waiting = self._waiting, None
            self._put(shape)

    def _forget(self, _image: object) -> None:
        self._before = self._waiting = None
        self._show_painted()

    def _show_painted(self, _image: object = None) -> None:
        if self._tools is not None:
            self._tools.show_painted(painted=bool(self._painted))

    def _put_back(self) -> None:
        self._session.set_painting(())

    def _wish_save(self) -> None:
        self.house.commands.run("paint_save")

    def _save(self) -> None:
        """Write the painted picture into a new file.

        Raises:
            UserError: nothing is painted, or it cannot be written there.
        """
        image, picture = self._session.image, self.of(PicturesFeature).picture
        if image is None or not image.painted:
            headline = self.tr("Nothing is painted over this picture.")
            raise UserError(headline, hint=self.tr("Edit > Paint over the picture does it."))
        if picture is None or picture.ref != image:
            raise UserError(self.tr("The picture is still being painted."))
        file = suggested_file(self.house.store.figure_folder(), image, (image.path,), "painted")
        path = ask_picture_path(self._window, self.tr("Save as picture"), file)
        if path is None:
            return
        from viewer.core.pictures.picture_writing import write_picture

        write_picture(path, picture.rgb, original=image.path)
        self.house.store.set_figure_folder(path.parent)
        words = self.tr("Saved as “{name}”.").format(name=shown_path(path.name))
        self._window.toast.tell_of(path, words)

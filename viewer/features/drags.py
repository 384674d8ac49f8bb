"""What is dragged out of the window: a pane or a figure, as a picture and as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDrag, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from viewer.core.files.whole_file import NotWritten, write_whole
from viewer.core.foreign_text import shown_path
from viewer.features.feature import Feature, Features
from viewer.features.figures import FiguresFeature
from viewer.house import House

THUMB_PX = 128  # of what hangs at the mouse meanwhile
LONGEST = 60  # characters of a file's name


class DragsFeature(Feature):
    """Makes what is dragged; its files lie in a folder that goes with the window."""

    needs = (FiguresFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._folder = QTemporaryDir()

    def introduce(self) -> None:
        """Drag a pane by its title, or a figure; a pane dropped on another takes its place."""
        drags = self._window.pane_row.drags
        self.wire(drags, "drag_wished", self._drag_pane)
        self.wire(self.of(FiguresFeature), "drag_wished", self._drag_figure)
        self.wire(drags, "move_wished", self._session.pane_list.move)

    def take_over(self, before: Self) -> None:
        """Know nothing: a drag ends before its window does."""

    def put_away(self) -> None:
        """Remove the files; who took one has made a copy."""
        self._folder.remove()

    def made_of(self, pane: int) -> QMimeData | None:
        """Return a pane's picture with its map, as pixels and as a file; None: it shows none.

        Args:
            pane: index into the row's panes, the original first.
        """
        shown = self._window.pane_row.panes[pane]
        drawn = shown.as_drawn()
        image = self._session.image
        if drawn is None or image is None:
            return None
        title = shown.title if shown.kind != "original" else ""
        painted = self.tr("painted over") if image.painted else ""
        return self._mime(drawn, " ".join(filter(None, (image.path.stem, painted, title))))

    def _drag_pane(self, pane: int) -> None:
        data = self.made_of(pane)
        if data is not None:
            drag_out(self._window.pane_row.panes[pane], data)

    def figure(self, drawn: QImage) -> QMimeData:
        """Return a figure as pixels and as a file."""
        image = self._session.image
        return self._mime(drawn, f"{image.path.stem if image is not None else ''} CamScope")

    def _drag_figure(self, drawn: QImage) -> None:
        builder = self.of(FiguresFeature).builder
        if builder is not None:
            drag_out(builder.preview, self.figure(drawn))

    def _mime(self, drawn: QImage, name: str) -> QMimeData:
        """Return pixels, and their file where one can be written."""
        data = QMimeData()
        data.setImageData(drawn)
        path = Path(self._folder.path()) / f"{as_name(name)}.png"
        try:
            write_whole(path, png_of(drawn))
        except NotWritten:
            return data  # the pixels are enough for most
        data.setUrls([QUrl.fromLocalFile(str(path))])
        return data


def drag_out(source: QWidget, data: QMimeData) -> None:
    """Let the user drag something out of the window; comes back when it is dropped."""
    drag, drawn = QDrag(source), data.imageData()
    drag.setMimeData(data)
    thumb = QPixmap.fromImage(drawn).scaled(
        THUMB_PX,
        THUMB_PX,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    drag.setPixmap(thumb)
    drag.exec(Qt.DropAction.CopyAction)


def png_of(drawn: QImage) -> bytes:
    """Return an image as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def as_name(text: str) -> str:
    """Return a text as the name of a file: letters, digits and little else."""
    kept = (one if one.isalnum() or one in " -_.()" else " " for one in shown_path(text, LONGEST))
    return " ".join("".join(kept).split()).strip(". ") or "picture"

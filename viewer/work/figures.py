"""Figures for the file, the clipboard and the preview, made beside the window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.core.scene import Scene
from viewer.work.workers import WAIT_MS, Workers

if TYPE_CHECKING:
    from viewer.core.pictures.images import Picture
    from viewer.figure.making import FigureParts
    from viewer.figure.rows import Crop
    from viewer.figure.style import FigureStyle

log = logging.getLogger(__name__)
PREVIEW_DPI = 150
FILE_WAIT_MS = 10_000  # for files that were ordered when the window is closed
CACHE_PIXELS = 120_000_000  # of the pictures kept for the next preview


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOrder:
    """What a figure is made of, before its pictures are read."""

    style: FigureStyle
    requests: tuple[ExplainRequest, ...]
    explanations: tuple[ExplainedPicture, ...]  # one for each request
    crops: Mapping[ImageRef, Crop] = field(default_factory=dict)
    scene: Scene | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A figure as it will look, and how large it will be."""

    image: QImage
    size: tuple[int, int]  # of the real output, in pixels
    dpi: float
    chinese: bool  # whether a font that can write Chinese was found
    cautions: tuple[str, ...] = ()  # what it would show badly, each with its cure


class Figures(QObject):
    """Renders with matplotlib on a thread of its own, which is also where that is imported."""

    saved = Signal(object)  # Path
    copied = Signal(QImage)
    previewed = Signal(object)  # Preview
    preview_failed = Signal(object)  # UserError
    failed = Signal(object)  # UserError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(1, self, replaced=False)
        self._pictures: dict[ImageRef, Picture] = {}  # only the one thread touches it
        self._writing: set[object] = set()  # files that are ordered and not yet written
        self._ended = False
        self._newest = 0  # number of the newest preview; older ones are not worth drawing

    def save(self, order: FigureOrder, path: Path, *, asked: bool = False) -> None:
        """Write a figure; the file's ending says the format. On request its recipe stands beside.

        Whatever goes wrong, a file that was there before stays as it was.

        Args:
            order: what the figure is made of.
            path: where to; a file that is there is replaced.
            asked: whether a recipe that is there may be replaced also if it is not ours.
        """

        def work() -> None:
            from viewer.core.files.whole_file import write_whole  # noqa: PLC0415
            from viewer.figure.encoding import find_format  # noqa: PLC0415 - takes long
            from viewer.figure.making import make, make_json  # noqa: PLC0415
            from viewer.figure.ownership import is_ours  # noqa: PLC0415

            style = replace(order.style, file_format=find_format(path.suffix))
            parts = self._parts(order)
            content = make(parts, style, base=path.parent)
            if style.json_beside:
                beside = path.with_suffix(".json")
                text = make_json(parts, style, base=path.parent)
                write_whole(beside, text, replace=asked or is_ours(beside))
            write_whole(path, content)
            self.saved.emit(path)

        self._order_file(work)

    def copy(self, order: FigureOrder) -> None:
        """Make the same figure as an image for the clipboard."""

        def work() -> None:
            from viewer.figure.making import make  # noqa: PLC0415 - matplotlib takes long

            if self._ended:
                return
            style = replace(order.style, file_format="png")
            self.copied.emit(QImage.fromData(make(self._parts(order), style)))

        self._workers.start(lambda: _attempt(work, self.failed))

    def preview(self, order: FigureOrder) -> None:
        """Draw the figure as it will be, at no more than a screen's resolution."""
        self._newest += 1
        number = self._newest

        def work() -> None:
            if number != self._newest:
                return
            drawn = _draw_preview(self._parts(order), order.style)
            if number == self._newest:
                self.previewed.emit(drawn)

        self._workers.start(lambda: _attempt(work, self.preview_failed))

    def write(self, make: Callable[[], bytes], path: Path) -> None:
        """Write any other file made from explanations: maps, predictions."""

        def work() -> None:
            from viewer.core.files.whole_file import write_whole  # noqa: PLC0415 - as above

            write_whole(path, make())
            self.saved.emit(path)

        self._order_file(work)

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Let files that were ordered be finished, also if that takes some time."""
        self._newest += 1
        self._ended = True
        limit_ms = max(wait_ms, FILE_WAIT_MS) if self._writing else wait_ms
        self._workers.shut_down(limit_ms, forget=False)

    def _order_file(self, work: Callable[[], None]) -> None:
        mark = object()

        def write() -> None:
            _attempt(work, self.failed)
            self._writing.discard(mark)

        self._writing.add(mark)
        self._workers.start(write)

    def _parts(self, order: FigureOrder) -> FigureParts:
        from viewer.figure.making import FigureParts  # noqa: PLC0415 - matplotlib takes long

        images = dict.fromkeys(each.prediction.image for each in order.explanations)
        pictures = {image: self._picture(image) for image in images}
        return FigureParts(
            requests=order.requests,
            explanations=order.explanations,
            pictures={image: picture.rgb for image, picture in pictures.items()},
            sha256={image: picture.sha256 for image, picture in pictures.items()},
            crops=order.crops,
            scene=order.scene,
        )

    def _picture(self, image: ImageRef) -> Picture:
        from viewer.core.pictures.painting import picture_of  # noqa: PLC0415 - Pillow is loaded here

        if image not in self._pictures:
            self._pictures[image] = picture_of(image)
            while len(self._pictures) > 1 and self._kept_pixels() > CACHE_PIXELS:
                del self._pictures[next(iter(self._pictures))]
        return self._pictures[image]

    def _kept_pixels(self) -> int:
        return sum(picture.size[0] * picture.size[1] for picture in self._pictures.values())


def _draw_preview(parts: FigureParts, style: FigureStyle) -> Preview:
    from viewer.figure.arrangement import arrange  # noqa: PLC0415 - matplotlib takes long
    from viewer.figure.cautions import cautions  # noqa: PLC0415
    from viewer.figure.fonts import has_chinese  # noqa: PLC0415
    from viewer.figure.layout import plan  # noqa: PLC0415
    from viewer.figure.render import pixels, render  # noqa: PLC0415

    rows = parts.rows(style)
    real = plan(arrange(rows, style), style)
    small = replace(style, dpi=min(style.dpi, PREVIEW_DPI), file_format="png")
    rgba = pixels(render(rows, small))
    height, width = rgba.shape[:2]
    image = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    return Preview(
        image=image,
        size=real.size,
        dpi=real.dpi,
        chinese=has_chinese(),
        cautions=tuple(cautions(rows, style, real)),
    )


def _attempt(work: Callable[[], None], failed: SignalInstance) -> None:
    """Do it; what goes wrong becomes a signal."""
    try:
        work()
    except UserError as error:
        failed.emit(error)
    except Exception as error:  # the worker's border
        log.exception("making a figure failed")
        headline, hint = "The figure could not be made.", "Help > Show log tells why."
        failed.emit(UserError(headline, hint=hint, detail=repr(error)))

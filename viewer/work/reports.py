"""Reports for the file and for the preview, made beside the window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef
from viewer.core.errors import Cancelled, UserError
from viewer.reporting.plan import ReportPlan
from viewer.work.figures import FILE_WAIT_MS, FigureOrder
from viewer.work.workers import WAIT_MS, Workers

if TYPE_CHECKING:
    from viewer.figure.making import FigureParts
    from viewer.reporting.document import Drawing

log = logging.getLogger(__name__)
PREVIEW_DPI = 120
MOST_KEPT = 12  # pictures, and figures, for the next preview


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPreview:
    """A report as it will look."""

    pages: tuple[QImage, ...]  # the first ones
    count: int  # of all pages


class Reports(QObject):
    """Writes with a thread of its own, which is also where Matplotlib is imported."""

    saved = Signal(object)  # Path
    previewed = Signal(object)  # ReportPreview
    observed = Signal(object)  # tuple of SaidOfPicture
    drawn = Signal(int, int)  # figures of the file that is written, of how many
    stopped = Signal()  # nothing was written
    failed = Signal(object)  # UserError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(1, self, replaced=False)
        self._pictures: dict[ImageRef, FigureParts] = {}  # only the one thread touches these
        self._figures: dict[object, QImage] = {}
        self._newest = self._wanted = 0  # numbers of the newest preview and of the file wanted
        self._writing = 0

    def preview(self, order: FigureOrder, plan: ReportPlan, *, slides: bool) -> None:
        """Paint the first pages or slides of a report, instead of the preview before."""
        self._newest += 1
        number = self._newest

        def check() -> None:
            if number != self._newest:
                raise Cancelled

        def work() -> None:
            from viewer.reporting.building import report  # noqa: PLC0415 - matplotlib takes long
            from viewer.work.report_pages import paint_sheets  # noqa: PLC0415
            from viewer.work.slide_pages import paint_slides  # noqa: PLC0415

            check()
            document = report(list(self._parts(order, plan, check)), plan)
            paint = paint_slides if slides else paint_sheets
            pages, count = paint(document, self._drawer(check))
            check()
            self.previewed.emit(ReportPreview(pages=tuple(pages), count=count))

        self._workers.start(lambda: _attempt(work, self.failed))

    def observe(self, order: FigureOrder, plan: ReportPlan) -> None:
        """Measure what can be said of each picture."""

        def work() -> None:
            from viewer.reporting.observations import SaidOfPicture, observe  # noqa: PLC0415
            from viewer.reporting.results import Results  # noqa: PLC0415 - as above

            written = Results(plan, None, lambda: None)

            told = [
                SaidOfPicture(
                    image=image,
                    observations=observe(explanations, plan.lang, written.truth(image)),
                )
                for image, explanations in _by_picture(order)
            ]
            self.observed.emit(tuple(told))

        self._workers.start(lambda: _attempt(work, self.failed))

    def save(self, order: FigureOrder, plan: ReportPlan, path: Path, like: Path | None) -> None:
        """Write a report and what belongs beside it; what goes wrong leaves old files alone.

        Args:
            order: what is explained.
            plan: what the report shall be.
            path: where to; its ending is the format.
            like: a file whose styles are taken; None: our own.
        """
        self._wanted += 1
        number = self._wanted
        images = len(list(_by_picture(order)))
        done = 0

        def begun() -> None:
            nonlocal done
            if number != self._wanted:
                raise Cancelled
            self.drawn.emit(done, images)
            done += 1

        def work() -> None:
            from viewer.reporting.building import report  # noqa: PLC0415 - as above
            from viewer.reporting.writing import files_of, write_files  # noqa: PLC0415

            pictures = list(self._parts(order, plan, begun=lambda: None))
            files = files_of(report(pictures, plan, base=path.parent, begun=begun), path, like)
            if number != self._wanted:
                raise Cancelled
            write_files(files, path.parent)
            self.saved.emit(path)

        def write() -> None:
            _attempt(work, self.failed, self.stopped)
            self._writing -= 1

        self._writing += 1
        self._workers.start(write)

    def stop(self) -> None:
        """Write nothing that is not being written to the disk yet, and paint no preview."""
        self._newest += 1
        self._wanted += 1

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Let a file that was ordered be finished, also if that takes some time."""
        self._newest += 1
        limit_ms = max(wait_ms, FILE_WAIT_MS) if self._writing else wait_ms
        self._workers.shut_down(limit_ms, forget=False)

    def _parts(
        self, order: FigureOrder, plan: ReportPlan, begun: Callable[[], None]
    ) -> Iterator[FigureParts]:
        """Yield the parts of each picture's figure, no larger than it can show."""
        from viewer.figure.making import FigureParts, lightened  # noqa: PLC0415 - as above
        from viewer.reporting.results import figure_style  # noqa: PLC0415

        requests = dict(zip(map(id, order.explanations), order.requests, strict=True))
        for image, explanations in _by_picture(order):
            begun()
            known = self._pictures.get(image) or _read(image)
            parts = FigureParts(
                requests=[requests[id(each)] for each in explanations],
                explanations=explanations,
                pictures=known.pictures,
                sha256=known.sha256,
                scene=order.scene,
            )
            light = lightened(parts, figure_style(plan))
            _keep(self._pictures, image, light)
            yield light

    def _drawer(self, check: Callable[[], None]) -> Callable[[Drawing], QImage]:
        """Return what draws a figure of a preview, once for each look of it."""

        def draw(drawing: Drawing) -> QImage:
            check()
            known = tuple(drawing.parts.requests), drawing.style
            image = self._figures.get(known) or _pixels(drawing)
            _keep(self._figures, known, image)
            return image

        return draw


def _by_picture(order: FigureOrder) -> Iterator[tuple[ImageRef, Sequence[ExplainedPicture]]]:
    """Yield each picture with its explanations, in the order in which they are wished for."""
    images = dict.fromkeys(each.prediction.image for each in order.explanations)
    for image in images:
        yield image, [each for each in order.explanations if each.prediction.image == image]


def _read(image: ImageRef) -> FigureParts:
    from viewer.core.pictures.painting import picture_of  # noqa: PLC0415 - Pillow is loaded here
    from viewer.figure.making import FigureParts  # noqa: PLC0415 - matplotlib takes long

    found = picture_of(image)
    return FigureParts(
        requests=(), explanations=(), pictures={image: found.rgb}, sha256={image: found.sha256}
    )


def _pixels(drawing: Drawing) -> QImage:
    """Draw a figure as it will be, at no more than a screen's resolution."""
    from viewer.figure.render import pixels, render  # noqa: PLC0415 - matplotlib takes long

    drawn = pixels(
        render(drawing.parts.rows(drawing.style), replace(drawing.style, dpi=PREVIEW_DPI))
    )
    height, width = drawn.shape[:2]
    return QImage(drawn.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _keep(kept: dict[Any, Any], key: object, value: object) -> None:
    """Keep the newest few."""
    kept.pop(key, None)
    kept[key] = value
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]


def _attempt(
    work: Callable[[], None], failed: SignalInstance, stopped: SignalInstance | None = None
) -> None:
    """Do it; what goes wrong becomes a signal."""
    try:
        work()
    except Cancelled:
        if stopped is not None:
            stopped.emit()
    except UserError as error:
        failed.emit(error)
    except Exception as error:  # the worker's border
        log.exception("making a report failed")
        headline, hint = "The report could not be made.", "Help > Show log tells why."
        failed.emit(UserError(headline, hint=hint, detail=repr(error)))

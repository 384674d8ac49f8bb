"""Figures for the file and the clipboard, made beside the window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance
from PySide6.QtGui import QImage

from viewer.core.errors import UserError
from viewer.core.heat_style import HeatStyle
from viewer.core.records import Explanation
from viewer.work.loader import LoadedPicture

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOrder:
    """What a figure of the window is made of: what the panes show, and how."""

    picture: LoadedPicture
    explanation: Explanation
    heat: HeatStyle

    def encode(self, suffix: str) -> bytes:
        """Return the figure as the bytes of a file; takes long the first time.

        Raises:
            UserError: figures are not made in this format.
        """
        from viewer.figure.encoding import encode, find_format  # noqa: PLC0415 - takes long
        from viewer.figure.render import render  # noqa: PLC0415
        from viewer.figure.rows import FigureRow  # noqa: PLC0415
        from viewer.figure.style import FigureStyle  # noqa: PLC0415

        row, file_format = FigureRow.of(self.explanation, self.picture.rgb), find_format(suffix)
        style = FigureStyle(heat=self.heat, file_format=file_format)
        return encode(render([row], style), file_format)


class Figures(QObject):
    """Renders with matplotlib on a thread of its own, which is also where that is imported."""

    saved = Signal(object)  # Path
    copied = Signal(QImage)
    failed = Signal(object)  # UserError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def save(self, order: FigureOrder, path: Path) -> None:
        """Write original and heat maps, with their titles, to a PNG, PDF or SVG file."""

        def work() -> None:
            from viewer.figure.save import write_whole  # noqa: PLC0415 - matplotlib takes long

            write_whole(path, order.encode(path.suffix))
            self.saved.emit(path)

        self._pool.start(_Job(work, self.failed))

    def copy(self, order: FigureOrder) -> None:
        """Make the same figure as an image for the clipboard."""

        def work() -> None:
            self.copied.emit(QImage.fromData(order.encode(".png")))

        self._pool.start(_Job(work, self.failed))

    def shut_down(self) -> None:
        """Let a figure that is being written be finished."""
        self._pool.waitForDone()


class _Job(QRunnable):
    """One figure; what goes wrong becomes a signal."""

    def __init__(self, work: Callable[[], None], failed: SignalInstance) -> None:
        super().__init__()
        self._work, self._failed = work, failed

    def run(self) -> None:
        """Make the figure; called by the pool."""
        try:
            self._work()
        except UserError as error:
            self._failed.emit(error)
        except Exception as error:  # the worker's border
            log.exception("making a figure failed")
            headline, hint = "The figure could not be made.", "Help > Show log tells why."
            self._failed.emit(UserError(headline, hint=hint, detail=repr(error)))

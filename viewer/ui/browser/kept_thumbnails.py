"""Thumbnails that the browser holds: each in the size it was made for, all within one limit."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtGui import QImage

SIDES_PX = (128, 256, 512)  # that thumbnails are made in, as file managers make them
THUMBNAILS_KEPT = 2_000
BYTES_KEPT = 160_000_000


def side_for(shown_px: float) -> int:
    """Return the size to make, so that nothing is enlarged: the next one, or the largest.

    Args:
        shown_px: how large it is shown, in device pixels.
    """
    return next((side for side in SIDES_PX if side >= shown_px), SIDES_PX[-1])


class KeptThumbnails:
    """The newest thumbnails; the oldest go when there are too many, or when they are too large."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[QImage, int]] = OrderedDict()
        self._bytes = 0

    def __contains__(self, path: Path) -> bool:
        return path in self._kept

    def get(self, path: Path) -> QImage | None:
        """Return the thumbnail of a picture in the largest size there is, or None."""
        kept = self._kept.get(path)
        return kept[0] if kept is not None else None

    def side_of(self, path: Path) -> int:
        """Return the size a thumbnail was made for: a small picture stays smaller; 0: none is."""
        kept = self._kept.get(path)
        return kept[1] if kept is not None else 0

    def put(self, path: Path, thumbnail: QImage, side_px: int) -> list[Path]:
        """Keep a thumbnail unless a larger one is there; return those that made way."""
        if side_px < self.side_of(path):
            return []
        self.drop(path)
        self._kept[path] = thumbnail, side_px
        self._bytes += thumbnail.sizeInBytes()
        gone: list[Path] = []
        while len(self._kept) > THUMBNAILS_KEPT or self._bytes > BYTES_KEPT:
            oldest = next(iter(self._kept))
            self.drop(oldest)
            gone.append(oldest)
        return gone

    def drop(self, path: Path) -> None:
        """Forget one."""
        kept = self._kept.pop(path, None)
        if kept is not None:
            self._bytes -= kept[0].sizeInBytes()

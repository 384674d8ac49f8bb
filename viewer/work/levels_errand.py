"""The errand that reads a picture for panes other than the window's own."""

from __future__ import annotations

from collections.abc import Callable

from viewer.core.asks.references import ImageRef
from viewer.work.errands import Work


def reading_levels(ref: ImageRef) -> Work:
    """Return the work that reads a picture and brings its pyramid, full size first."""

    def read(_unwanted: Callable[[], bool]) -> object:
        # OpenCV is loaded on the thread.
        from viewer.core.pictures.painting import picture_of  # noqa: PLC0415
        from viewer.work.pyramid import build_levels  # noqa: PLC0415

        picture = picture_of(ref)
        return build_levels(picture.rgb, picture.alpha)

    return read

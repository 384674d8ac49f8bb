"""The one centre and scale that all panes share, in image pixels and device pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Signal

from viewer.core.scene import View

SCALE_LIMITS = (1 / 64, 64.0)  # device pixels per image pixel
KEY_STEP = 1.25
Point = tuple[float, float]


class ViewState(QObject):
    """What part of the picture is in sight, owned in one place so that panes cannot drift apart.

    The scale counts *device* pixels per image pixel, so that 1.0 is pixel-exact on every screen.
    Image coordinates are continuous: the first pixel covers 0..1. While the view fits, scale and
    centre follow the viewport; every zoom or pan by the user ends that.

    Attributes:
        changed: centre, scale, picture size or viewport changed.
        cursor_moved: the point under the mouse changed.
    """

    changed = Signal()
    cursor_moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = (0, 0)
        self._viewport = (1.0, 1.0)
        self._fits = True
        self._scale = 1.0
        self._centre: Point = (0.0, 0.0)
        self._cursor: Point | None = None

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels; (0, 0) before the first one."""
        return self._picture

    @property
    def fits(self) -> bool:
        """Whether the whole picture is kept in sight."""
        return self._fits

    @property
    def scale(self) -> float:
        """Device pixels per image pixel."""
        return self._fit_scale() if self._fits else self._scale

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture is in sight."""
        return self._fit_scale()

    @property
    def centre(self) -> Point:
        """The image point in the middle of every pane."""
        if self._fits:
            return self._picture[0] / 2, self._picture[1] / 2
        return self._centre

    @property
    def chosen(self) -> View | None:
        """Centre and scale as a record; None while the whole picture is kept in sight."""
        return None if self._fits else View(centre=self.centre, scale=self.scale)

    @property
    def visible(self) -> tuple[int, int, int, int] | None:
        """Left, top, right, bottom of what is in sight, in whole pixels; None: all of it."""
        width, height = self._picture
        if self._fits or not width or not height:
            return None
        (x, y), (across, down) = self.centre, (side / self.scale / 2 for side in self._viewport)
        left, top = max(0, round(x - across)), max(0, round(y - down))
        right, bottom = min(width, round(x + across)), min(height, round(y + down))
        return left, top, max(right, left + 1), max(bottom, top + 1)

    @property
    def cursor(self) -> Point | None:
        """The image point under the mouse, or None when there is none."""
        return self._cursor

    def set_picture_size(self, width: int, height: int, *, keep: bool = False) -> None:
        """Take a new picture.

        ``keep`` leaves the view alone if the size is the same; in a picture of another size it
        shows the same part: as far from the edges and as much enlarged, in proportion.
        """
        if keep and self._picture == (width, height):
            return
        before, centre, enlarged = self._picture, self.centre, self.scale / self._fit_scale()
        self._picture = (width, height)
        self._cursor = None
        if not keep or not all(before) or not width or not height:
            self._fits = True
        elif not self._fits:
            self._centre = (centre[0] / before[0] * width, centre[1] / before[1] * height)
            self._scale = min(enlarged * self._fit_scale(), SCALE_LIMITS[1])
        self.changed.emit()

    def fork(self, parent: QObject | None = None) -> ViewState:
        """Return a view of the same picture at the same place, which then goes its own way."""
        copy = ViewState(parent)
        copy._picture, copy._viewport = self._picture, self._viewport
        copy._fits, copy._scale, copy._centre = self._fits, self._scale, self._centre
        return copy

    @property
    def viewport(self) -> Point:
        """The size in device pixels that every pane can show."""
        return self._viewport

    def set_viewport(self, width: float, height: float) -> None:
        """Tell the size in device pixels that every pane can show."""
        if self._viewport == (width, height):
            return
        self._viewport = (width, height)
        self.changed.emit()

    def set_cursor(self, point: Point | None) -> None:
        """Move the linked cross-hair to an image point; points beside the picture hide it."""
        if point is not None and not self._contains(point):
            point = None
        if self._cursor != point:
            self._cursor = point
            self.cursor_moved.emit()

    def fit(self) -> None:
        """Show the whole picture, as large as every pane can."""
        if not self._fits:
            self._fits = True
            self.changed.emit()

    def actual_size(self) -> None:
        """Show one image pixel per device pixel, around the present centre."""
        self.set_view(self.centre, 1.0)

    def zoom_at(self, offset: Point, factor: float) -> None:
        """Zoom by a factor and keep the image point at ``offset`` where it is.

        Args:
            offset: device pixels right and down of the viewport's centre.
            factor: above 1 to enlarge; the resulting scale is limited.
        """
        before = self.scale
        after = self._held(before * factor)
        shift = 1 / before - 1 / after
        x, y = self.centre
        self.set_view((x + offset[0] * shift, y + offset[1] * shift), after)

    def zoom_in(self) -> None:
        """Enlarge around the centre."""
        self.zoom_at((0.0, 0.0), KEY_STEP)

    def zoom_out(self) -> None:
        """Shrink around the centre."""
        self.zoom_at((0.0, 0.0), 1 / KEY_STEP)

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels; its centre of view never leaves the picture."""
        x, y = self.centre
        self.set_view((x - dx / self.scale, y - dy / self.scale), self.scale)

    def set_view(self, centre: Point, scale: float) -> None:
        """Take a centre and a scale, held within their limits; nothing that is no number."""
        width, height = self._picture
        if not width or not height or not all(map(math.isfinite, (*centre, scale))):
            return
        scale = self._held(scale)
        centre = (min(max(centre[0], 0.0), width), min(max(centre[1], 0.0), height))
        if (self._fits, self._centre, self._scale) != (False, centre, scale):
            self._fits, self._centre, self._scale = False, centre, scale
            self.changed.emit()

    def _held(self, scale: float) -> float:
        low, high = SCALE_LIMITS
        return min(max(scale, min(low, self._fit_scale())), high)

    def _fit_scale(self) -> float:
        width, height = self._picture
        if not width or not height:
            return 1.0
        return min(self._viewport[0] / width, self._viewport[1] / height, SCALE_LIMITS[1])

    def _contains(self, point: Point) -> bool:
        return 0 <= point[0] < self._picture[0] and 0 <= point[1] < self._picture[1]

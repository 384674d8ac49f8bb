"""Where the picture lies on one pane, in device pixels: the way from image to screen and back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF

from viewer.ui.panes.view_state import Point, ViewState


@dataclass(frozen=True, slots=True)
class Frame:
    """One pane's picture area with the shared view applied.

    The origin is rounded to device pixels, so that at a scale of 1 every image pixel is exactly
    one device pixel, whatever the screen's ratio.
    """

    area: QRect  # the picture area, in device pixels of the widget
    ratio: float  # device pixels per logical pixel
    scale: float  # device pixels per image pixel
    origin: tuple[int, int]  # where the picture's top left corner lies, in device pixels
    picture: tuple[int, int]  # width, height in image pixels

    @classmethod
    def of(cls, area: QRect, ratio: float, view: ViewState) -> Frame:
        """Apply the shared view to an area given in logical pixels."""
        left, top = round(area.x() * ratio), round(area.y() * ratio)
        device = QRect(left, top, int(area.width() * ratio), int(area.height() * ratio))
        x, y = view.centre
        origin = (
            left + round(device.width() / 2 - x * view.scale),
            top + round(device.height() / 2 - y * view.scale),
        )
        return cls(device, ratio, view.scale, origin, view.picture_size)

    def to_image(self, position: QPointF) -> Point:
        """Map a logical widget position to a point of the picture."""
        return (
            (position.x() * self.ratio - self.origin[0]) / self.scale,
            (position.y() * self.ratio - self.origin[1]) / self.scale,
        )

    def to_device(self, x: float, y: float) -> QPointF:
        """Map a point of the picture to device pixels."""
        return QPointF(self.origin[0] + x * self.scale, self.origin[1] + y * self.scale)

    def place(self, rectangle: QRectF) -> QRectF:
        """Map a rectangle of the picture to device pixels."""
        return QRectF(
            self.to_device(rectangle.left(), rectangle.top()),
            self.to_device(rectangle.right(), rectangle.bottom()),
        )

    def whole(self) -> QRectF:
        """Return the whole picture's rectangle, in image pixels."""
        return QRectF(0, 0, *self.picture)

    def from_centre(self, position: QPointF) -> Point:
        """Return how far, in device pixels, a logical position lies from the area's centre."""
        return (
            position.x() * self.ratio - self.area.x() - self.area.width() / 2,
            position.y() * self.ratio - self.area.y() - self.area.height() / 2,
        )

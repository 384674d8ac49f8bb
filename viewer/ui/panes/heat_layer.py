"""A raw heat map made ready to paint: exact on every device pixel in sight, read by image point."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainterPath, QPolygonF

from viewer.core.asks.records import HeatMap
from viewer.core.late_numpy import np
from viewer.core.maps.colour_maps import colour_table, steps_of
from viewer.core.maps.concept_overlay import concept_opacities
from viewer.core.maps.contour import contour_lines
from viewer.core.maps.geometry import Box, Size
from viewer.core.maps.heat import normalise, upsample
from viewer.core.maps.heat_limits import limits_of, shown_values
from viewer.core.maps.heat_style import HeatStyle, Limits, contour_levels, opacities
from viewer.core.maps.part_colours import concept_colours
from viewer.core.maps.remarks import buried, emptiness
from viewer.ui.panes.frame import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 1_200_000  # computed for one pane; beyond, every second pixel each way


@dataclass(frozen=True, slots=True)
class PointReading:
    """What a map says at one image point.

    ``value`` is interpolated as painted; rank and cell are those of the cell the point lies in.
    """

    value: float
    relative: float  # 0..1 between the limits
    percentile: float  # share of the cells that are not above the value, 0..100
    rank: int  # 1: the highest cell
    cells: int
    row: int  # from 1
    column: int  # from 1


class HeatLayer:
    """One heat map in original-image coordinates; opacity is the painter's business.

    Attributes:
        limits: the raw values at the two ends of the colour table.
        rectangle: the part of the original picture that the model saw, in original pixels.
        remark: what to say in words, when the map shows nothing or holds invalid numbers.
        buried: the same, when it shows nothing on this scale alone.
    """

    def __init__(
        self,
        heat: HeatMap,
        style: HeatStyle,
        limits: Limits | None = None,
        *,
        box: Box | None = None,
    ) -> None:
        self.heat = heat
        self.picture_size = heat.geometry.original
        left, top, right, bottom = self.box = box or heat.geometry.box
        self.rectangle = QRectF(left, top, right - left, bottom - top)
        self.style, self.limits = style, limits or limits_of(heat, style)
        self._prepare()

    @classmethod
    def of_values(
        cls, heat: HeatMap, values: NDArray[np.float32], box: Box, style: HeatStyle
    ) -> HeatLayer:
        """Return a layer that shows other values than its map's, in a rectangle of their own."""
        return cls(replace(heat, raw=values, signed=None, concepts=None), style, box=box)

    def set_style(self, style: HeatStyle, limits: Limits | None = None) -> None:
        """Show the map another way; a change of opacity alone computes nothing."""
        limits = limits or limits_of(self.heat, style)
        same = replace(self.style, opacity=style.opacity) == style and self.limits == limits
        self.style, self.limits = style, limits
        if not same:
            self._prepare()

    @property
    def values(self) -> NDArray[np.float32]:
        """The raw values that the style shows: (h, w) float32."""
        return self._shown

    @property
    def peak(self) -> float:
        """The largest raw value, whatever the scale is."""
        return float(np.nan_to_num(self._shown, nan=-np.inf).max())

    @property
    def visible(self) -> bool:
        """Whether there is contrast to paint; a flat map is told in words, not in one colour."""
        if self.heat.concepts is not None:
            return bool(self.heat.concepts.strengths.any())
        return self.limits[1] > self.limits[0] and not self._flat

    def image_for(self, frame: Frame) -> tuple[QImage, QRect] | None:
        """Return the part of the map in sight, coloured, and where it lies in device pixels.

        At a scale of 1 every pixel equals ``core.overlay``'s; the last result is kept.
        """
        key = (frame.scale, frame.origin, frame.area.getRect())
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, self._render(frame))
        return self._kept[1]

    def contour(self) -> QPainterPath:
        """Return the contour lines, in original pixels; an empty path without any."""
        if self._contour is None:
            self._contour = QPainterPath()
            levels = contour_levels(self.style) if self.visible else ()
            for line in contour_lines(self._scaled, levels, self.box, cells=self.style.cells):
                self._contour.addPolygon(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
        return self._contour

    def outlines(self) -> QPainterPath:
        """Return what stands for the target on the picture, in original pixels; mostly nothing."""
        path = QPainterPath()
        for shape in self.heat.shapes:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shape.line]))
        return path

    def colours(self) -> QImage:
        """Return what each value is painted in: 256 pixels, lowest to highest, not yet faded."""
        return _image(self._table[np.newaxis], opaque=self.style.plain)

    def at(self, x: float, y: float) -> PointReading | None:
        """Return what is painted at an image point, or None where the model saw nothing."""
        if not self.rectangle.contains(x, y):
            return None
        height, width = self._shown.shape
        across = (x - self.rectangle.x()) / self.rectangle.width() * width
        down = (y - self.rectangle.y()) / self.rectangle.height() * height
        row, column = min(int(down), height - 1), min(int(across), width - 1)
        cell = float(self._shown[row, column])
        smooth = not self.style.cells
        value = _bilinear(self._shown, down - 0.5, across - 0.5) if smooth else cell
        low, high = self.limits
        return PointReading(
            value=value,
            relative=min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0,
            percentile=100 * float((self._shown <= value).mean()),
            rank=1 + int((self._shown > cell).sum()),
            cells=self._shown.size,
            row=row + 1,
            column=column + 1,
        )

    def _prepare(self) -> None:
        self._shown = shown_values(self.heat, self.style)
        self._scaled = normalise(self._shown, *self.limits)
        self._flat = not self._shown.any() or float(np.ptp(np.nan_to_num(self._shown))) == 0.0
        self._table = _premultiplied(self.style)
        self._kept: tuple[object, tuple[QImage, QRect] | None] | None = None
        self._contour: QPainterPath | None = None
        scaled = self.heat.concepts is None  # whose colours need no scale
        self.remark = emptiness(self.heat, self._shown) if scaled else None
        self.buried = buried(self._scaled, self.style) if self.visible and scaled else None

    def _coloured(self, size: Size, box: Box) -> QImage:
        if self.heat.concepts is not None:
            strengths = self.heat.concepts.strengths
            return _image(_concept_pixels(strengths, size, box, self.style), opaque=False)
        steps = steps_of(upsample(self._scaled, size, box, cells=self.style.cells))
        return _image(self._table[steps], opaque=self.style.plain)

    def _render(self, frame: Frame) -> tuple[QImage, QRect] | None:
        """Colour every device pixel whose centre lies in the map's rectangle and in sight."""
        place = frame.place(self.rectangle)
        area = frame.area
        left = max(math.ceil(place.left() - 0.5), area.left())
        top = max(math.ceil(place.top() - 0.5), area.top())
        right = min(math.ceil(place.right() - 0.5), area.left() + area.width())
        bottom = min(math.ceil(place.bottom() - 0.5), area.top() + area.height())
        if right <= left or bottom <= top:
            return None
        step = math.ceil(math.sqrt((right - left) * (bottom - top) / MOST_PIXELS))
        size = (math.ceil((right - left) / step), math.ceil((bottom - top) / step))
        box = (
            (place.left() - left) / step,
            (place.top() - top) / step,
            (place.right() - left) / step,
            (place.bottom() - top) / step,
        )
        image = self._coloured(size, box)
        return image, QRect(left, top, size[0] * step, size[1] * step)


def _concept_pixels(
    strengths: NDArray[np.float32], size: Size, box: Box, style: HeatStyle
) -> NDArray[np.uint32]:
    """Return the colours of concepts as Qt's ARGB32_Premultiplied, without the style's opacity."""
    colours, strength = concept_colours(strengths, size, box, cells=style.cells)
    opacity = concept_opacities(strength, style)
    rgb = np.rint(colours * opacity[..., None]).astype(np.uint32)
    alpha = np.rint(255.0 * opacity).astype(np.uint32)
    packed = (alpha << 24) | (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    return packed.astype(np.uint32)


def _premultiplied(style: HeatStyle) -> NDArray[np.uint32]:
    """Return the colour table as Qt's ARGB32_Premultiplied, without the style's opacity."""
    alphas = opacities(replace(style, opacity=1.0))
    rgb = np.rint(colour_table(style.table_key) * alphas[:, np.newaxis]).astype(np.uint32)
    alpha = np.rint(255.0 * alphas).astype(np.uint32)
    table = (alpha << 24) | (rgb[:, 0] << 16) | (rgb[:, 1] << 8) | rgb[:, 2]
    return table.astype(np.uint32)


def _image(pixels: NDArray[np.uint32], *, opaque: bool) -> QImage:
    height, width = pixels.shape
    kind = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, width, height, width * 4, kind).copy()


def _bilinear(values: NDArray[np.float32], row: float, column: float) -> float:
    """Read between the pixel centres, clamped at the edges, as the painted map does."""
    row = min(max(row, 0.0), values.shape[0] - 1.0)
    column = min(max(column, 0.0), values.shape[1] - 1.0)
    top, left = int(row), int(column)
    bottom, right = min(top + 1, values.shape[0] - 1), min(left + 1, values.shape[1] - 1)
    down, across = row - top, column - left
    upper = values[top, left] * (1 - across) + values[top, right] * across
    lower = values[bottom, left] * (1 - across) + values[bottom, right] * across
    return float(upper * (1 - down) + lower * down)

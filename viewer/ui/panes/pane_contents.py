"""What stands in a pane's picture area, and in which order it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from viewer.core.maps.geometry import Size
from viewer.ui.panes import pane_painting as paint
from viewer.ui.panes.frame import Frame
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.panes.truth_outlines import TruthOutline, paint_truth
from viewer.ui.panes.view_state import Point

MOST_DRAWN_PX = 2_048  # the longer side of an image that is drawn for elsewhere


@dataclass(frozen=True, kw_only=True)
class Partner:
    """Another pane's map, shown in a pane right of a divider.

    ``share`` of the picture area, from the left, stays the pane's own; at 0 the partner has it
    all, and there is no divider: that is a blink.
    """

    heat: HeatLayer | None  # None: the bare picture
    title: str
    share: float


@dataclass(frozen=True, kw_only=True)
class PaneContents:
    """Everything a pane's picture area shows."""

    levels: Sequence[QImage]  # the picture as a pyramid, full size first
    heat: HeatLayer | None
    partner: Partner | None
    box: QRectF | None  # what the model saw, where it is known without a map
    dim: float  # 0..1, how much darker the unseen part is painted
    strength: float  # 0..1, below 1 for a map that is out of date
    cursor: Point | None
    truth: Sequence[TruthOutline] = ()
    named: bool = False  # whether true objects bear their names


def draw_whole(contents: PaneContents, size: Size, most_px: int = MOST_DRAWN_PX) -> QImage:
    """Return all of the picture with what stands over it.

    Args:
        contents: with a picture.
        size: of the picture: width, height.
        most_px: the longer side of the image, where the picture is larger.

    Returns:
        RGB32, as large as the picture or smaller.
    """
    scale = min(1.0, most_px / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.black)
    painter = QPainter(drawn)
    paint_contents(painter, Frame(drawn.rect(), 1.0, scale, (0, 0), size), contents)
    painter.end()
    return drawn


def draw_map(heat: HeatLayer, size: Size, most_px: int = MOST_DRAWN_PX) -> QImage:
    """Return a map in its full colours, without the picture below.

    Args:
        heat: the map.
        size: of the whole picture: width, height.
        most_px: the longer side of the image, where the picture is larger.

    Returns:
        ARGB32, clear where the model saw nothing and where the style paints nothing.
    """
    scale = min(1.0, most_px / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    drawn = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    frame = Frame(drawn.rect(), 1.0, scale, (0, 0), size)
    paint.begin_device_pixels(painter, frame)
    if heat.visible:
        paint.paint_heat(painter, frame, heat, opacity=1.0)
    painter.end()
    return drawn.convertToFormat(QImage.Format.Format_ARGB32)


def paint_contents(painter: QPainter, frame: Frame, contents: PaneContents) -> None:
    """Paint picture, maps, the unseen border and the cross-hair, in device pixels."""
    paint.begin_device_pixels(painter, frame)
    paint.paint_picture(painter, frame, contents.levels)
    partner = contents.partner
    if partner is None:
        _paint_map(painter, frame, contents, contents.heat)
    else:
        divider = divider_at(frame, partner.share)
        left, right = QRect(frame.area), QRect(frame.area)
        left.setRight(divider - 1)
        right.setLeft(divider)
        for side, heat in ((left, contents.heat), (right, partner.heat)):
            painter.setClipRect(side)
            _paint_map(painter, frame, contents, heat)
        painter.setClipRect(frame.area)
        if partner.share > 0:
            paint.paint_divider(painter, frame, divider)
    if contents.truth:
        paint_truth(painter, frame, contents.truth, named=contents.named)
    if contents.cursor is not None:
        paint.paint_cross(painter, frame, contents.cursor)


def divider_at(frame: Frame, share: float) -> int:
    """Return the device column of a divider."""
    return frame.area.left() + round(share * frame.area.width())


def _paint_map(
    painter: QPainter, frame: Frame, contents: PaneContents, heat: HeatLayer | None
) -> None:
    if heat is not None and heat.visible:
        paint.paint_heat(painter, frame, heat, opacity=heat.style.opacity * contents.strength)
    seen = heat.rectangle if heat is not None else contents.box
    if seen is not None and not seen.contains(frame.whole()):
        paint.paint_unseen(painter, frame, seen, dim=contents.dim)

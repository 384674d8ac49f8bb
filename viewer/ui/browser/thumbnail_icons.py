"""Thumbnails and symbols as icons of one size, so that the names beside them align."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from viewer.ui.looks.theme import icon

ICON_SIDE_PX = 56
SYMBOL_SIDE_PX = 24


def framed(thumbnail: QImage) -> QIcon:
    """Return a thumbnail as an icon that looks the same on a selected row."""
    pixmap = _squared(thumbnail)
    result = QIcon(pixmap)
    result.addPixmap(pixmap, QIcon.Mode.Selected)
    return result


def _squared(thumbnail: QImage) -> QPixmap:
    """Return a thumbnail centred in the square place that all of them have; names then align."""
    side = 2 * ICON_SIDE_PX
    size = thumbnail.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    if thumbnail.width() > 2 * size.width():  # of the grid: a painter would skip pixels
        thumbnail = thumbnail.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    place = QPixmap(side, side)
    place.fill(Qt.GlobalColor.transparent)
    painter = QPainter(place)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left, top = (side - size.width()) // 2, (side - size.height()) // 2
    painter.drawImage(QRect(left, top, size.width(), size.height()), thumbnail)
    painter.end()
    place.setDevicePixelRatio(2.0)
    return place


def centred(name: str) -> QIcon:
    """Return an icon small in the middle of a thumbnail's place."""
    margin = (ICON_SIDE_PX - SYMBOL_SIDE_PX) // 2
    symbol, result = icon(name, [2 * SYMBOL_SIDE_PX]), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        place = QPixmap(2 * ICON_SIDE_PX, 2 * ICON_SIDE_PX)
        place.setDevicePixelRatio(2.0)
        place.fill(Qt.GlobalColor.transparent)
        source = symbol.pixmap(QSize(SYMBOL_SIDE_PX, SYMBOL_SIDE_PX), 2.0, mode)
        painter = QPainter(place)
        painter.drawPixmap(margin, margin, source)
        painter.end()
        result.addPixmap(place, mode)
    return result

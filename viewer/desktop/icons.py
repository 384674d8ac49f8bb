"""The program's icon in the sizes that desktops ask for, drawn from its one SVG."""

from __future__ import annotations

from pathlib import Path

from viewer.paths import resource

SIDES_PX = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)


def draw_icon(side_px: int) -> bytes:
    """Return the icon as PNG, a square of ``side_px``; no display is needed."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg())).render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] - the stubs want bytes, Qt takes text
    return bytes(data.data())


def svg() -> Path:
    """Return the icon's SVG."""
    return resource("icons/camscope.svg")

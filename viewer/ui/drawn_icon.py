"""An icon that is drawn from its SVG when it is painted, at just the size it is painted at."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_OFFERED_PX = (16, 20, 24, 32, 48, 64, 96, 128, 192, 256)  # for who must choose before painting


class DrawnIcon(QIconEngine):
    """Draws one SVG text in the colour of each mode; most icons of menus are never painted.

    Args:
        source: SVG, with ``currentColor`` for the ink.
        inks: the colour for each mode; a mode that is not there looks as the normal one.
    """

    def __init__(self, source: str, inks: Mapping[QIcon.Mode, QColor]) -> None:
        super().__init__()
        self._source, self._inks = source, inks
        self._drawn: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the icon into logical pixels, as sharp as what is painted on."""
        render(painter, self._source, self._ink(mode), QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Return the icon in a rectangle of device pixels."""
        ink = self._ink(mode)
        key = size.width(), size.height(), ink.name()
        if key not in self._drawn:
            self._drawn[key] = draw(self._source, ink, size)
        return self._drawn[key]

    def availableSizes(
        self,
        mode: QIcon.Mode = QIcon.Mode.Normal,  # noqa: ARG002
        state: QIcon.State = QIcon.State.Off,  # noqa: ARG002
    ) -> list[QSize]:
        """Return the sizes that a window's system may take it in."""
        return [QSize(side, side) for side in _OFFERED_PX]

    def isNull(self) -> bool:
        """Tell that there is something to be seen."""
        return False

    def clone(self) -> QIconEngine:
        """Return another engine for a copy of the icon that is to be changed."""
        return DrawnIcon(self._source, self._inks)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        return self._inks.get(mode) or self._inks[QIcon.Mode.Normal]


def draw(source: str, ink: QColor, size: QSize) -> QPixmap:
    """Draw an SVG text, its ``currentColor`` replaced, into a rectangle of device pixels."""
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    render(painter, source, ink, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap


def render(painter: QPainter, source: str, ink: QColor, place: QRectF) -> None:
    """Draw an SVG text in one ink, in the middle of a place."""
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink.name()).encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter, place)

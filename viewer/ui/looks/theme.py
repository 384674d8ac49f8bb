"""Light, dark and high contrast, as the system or the user says; icons tinted to fit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from viewer.paths import resource
from viewer.ui.looks.design import selected_ink, with_tokens
from viewer.ui.looks.palettes import make_palette

Kind = Literal["error", "warning", "info"]

FOLLOWING = ("system", "contrast")  # light or dark as the system is
_NOTICE = {"error": "#d0342c", "warning": "#c98a10", "info": "#4a7fb5"}
_ICON_SIDES_PX = (16, 20, 24, 32, 40, 48)
_LOGO_SIDES_PX = (*_ICON_SIDES_PX, 64, 96, 128, 192, 256)


class Theme(QObject):
    """The look in use; a child of the application that follows the system when asked to."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = "system"
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        hints = app.styleHints()
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._paint)

    def apply(self, scheme: str) -> None:
        """Set palette and style sheet; title bars follow where the platform lets them."""
        self._scheme = scheme
        hints = self._app.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self._paint()

    def _follow_system(self) -> None:
        if self._scheme in FOLLOWING:
            self._paint()

    def _wants_contrast(self) -> bool:
        hints = self._app.styleHints()
        if self._scheme == "contrast" or not hasattr(hints, "accessibility"):
            return self._scheme == "contrast"
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _paint(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._scheme == "dark" or (self._scheme in FOLLOWING and system_dark)
        contrast = self._wants_contrast()
        palette = make_palette(dark=dark, contrast=contrast)
        if palette == self._app.palette() and self._app.styleSheet():
            return
        self._app.setPalette(palette)
        sheet = resource("style/camscope.qss").read_text(encoding="utf-8")
        self._app.setStyleSheet(with_tokens(sheet, contrast=contrast))


def apply_theme(app: QApplication, scheme: str) -> None:
    """Dress the whole application: "system" follows the desktop, also when it changes."""
    theme = app.findChild(Theme, "theme") or Theme(app)
    theme.apply(scheme)


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return the colour ``share`` (0..1) of the way from the first to the second."""
    channels = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(a + (b - a) * share) for a, b in channels))


def notice_colour(kind: Kind) -> QColor:
    """Return the ground of a notice: its signal colour, faintly on the palette in use."""
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    return mix(window, QColor(_NOTICE[kind]), 0.22)


def icon(name: str, sides_px: Sequence[int] = ()) -> QIcon:
    """Return one of our icons in the colours of the palette in use, sharp at any ratio.

    Ask again after a theme switch (``changeEvent`` with ``PaletteChange``): an icon keeps its own.

    Args:
        name: of the file.
        sides_px: the sizes that will be painted, in device pixels; none: all usual ones.
    """
    if not name:
        return QIcon()
    palette, group, role = QGuiApplication.palette(), QPalette.ColorGroup, QPalette.ColorRole
    sides_px = sides_px or (_LOGO_SIDES_PX if name == "camscope" else _ICON_SIDES_PX)
    source, result, strip = _source(name), QIcon(), None
    for mode, colour in (
        (QIcon.Mode.Normal, palette.color(group.Active, role.ButtonText)),
        (QIcon.Mode.Disabled, palette.color(group.Disabled, role.ButtonText)),
        (QIcon.Mode.Selected, selected_ink(palette)),
    ):
        if strip is None:
            strip = _draw_strip(source, colour, sides_px)
        elif "currentColor" in source:
            _tint(strip, colour)
        for pixmap in _cut(strip, sides_px):
            result.addPixmap(pixmap, mode)
    return result


def draw_icon(source: str, colour: QColor, sides_px: Sequence[int]) -> list[QPixmap]:
    """Draw an SVG text, its ``currentColor`` replaced, into squares of device pixels."""
    return _cut(_draw_strip(source, colour, sides_px), sides_px)


def _draw_strip(source: str, colour: QColor, sides_px: Sequence[int]) -> QPixmap:
    """Draw all sizes side by side: a pixmap and a painter for each would take longer."""
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    strip = QPixmap(sum(sides_px), max(sides_px))
    strip.fill(Qt.GlobalColor.transparent)
    painter, left = QPainter(strip), 0
    for side_px in sides_px:
        renderer.render(painter, QRectF(left, 0, side_px, side_px))
        left += side_px
    painter.end()
    return strip


def _tint(strip: QPixmap, colour: QColor) -> None:
    """Give what is drawn another colour, which is quicker than to draw it again."""
    painter = QPainter(strip)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(strip.rect(), colour)
    painter.end()


def _cut(strip: QPixmap, sides_px: Sequence[int]) -> list[QPixmap]:
    """Return the squares of a strip."""
    lefts = accumulate(sides_px, initial=0)
    return [strip.copy(left, 0, side, side) for left, side in zip(lefts, sides_px, strict=False)]


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")

"""Light and dark: two palettes of our own, and icons tinted with the one in use."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from viewer.paths import resource

Kind = Literal["error", "warning", "info"]

# Neutral greys, so that the pictures keep their colours; one warm accent, the heat of the maps.
_LIGHT: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "#f3f2f1",
    QPalette.ColorRole.WindowText: "#23211f",
    QPalette.ColorRole.Base: "#fdfdfc",
    QPalette.ColorRole.AlternateBase: "#f6f5f4",
    QPalette.ColorRole.Text: "#23211f",
    QPalette.ColorRole.PlaceholderText: "#86817b",
    QPalette.ColorRole.Button: "#f0efed",
    QPalette.ColorRole.ButtonText: "#23211f",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#e6e4e1",
    QPalette.ColorRole.Mid: "#cfccc8",
    QPalette.ColorRole.Dark: "#a5a19b",
    QPalette.ColorRole.Shadow: "#6e6a65",
    QPalette.ColorRole.Highlight: "#c4511a",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#c4511a",
    QPalette.ColorRole.Link: "#a8430f",
    QPalette.ColorRole.LinkVisited: "#7b4a6b",
    QPalette.ColorRole.ToolTipBase: "#fffdf8",
    QPalette.ColorRole.ToolTipText: "#23211f",
}
_DARK: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "#262527",
    QPalette.ColorRole.WindowText: "#e7e5e3",
    QPalette.ColorRole.Base: "#1d1c1e",
    QPalette.ColorRole.AlternateBase: "#232224",
    QPalette.ColorRole.Text: "#e7e5e3",
    QPalette.ColorRole.PlaceholderText: "#8d8986",
    QPalette.ColorRole.Button: "#343235",
    QPalette.ColorRole.ButtonText: "#e7e5e3",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#4b484c",
    QPalette.ColorRole.Midlight: "#3a383b",
    QPalette.ColorRole.Mid: "#454346",
    QPalette.ColorRole.Dark: "#161517",
    QPalette.ColorRole.Shadow: "#0d0c0d",
    QPalette.ColorRole.Highlight: "#e8823e",
    QPalette.ColorRole.HighlightedText: "#1a120c",
    QPalette.ColorRole.Accent: "#e8823e",
    QPalette.ColorRole.Link: "#f0a06a",
    QPalette.ColorRole.LinkVisited: "#cfa3bd",
    QPalette.ColorRole.ToolTipBase: "#363438",
    QPalette.ColorRole.ToolTipText: "#f0eeec",
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)
_NOTICE = {"error": "#d0342c", "warning": "#c98a10", "info": "#4a7fb5"}
_ICON_SIDES_PX = (16, 20, 24, 32, 40, 48, 64)
_LOGO_SIDES_PX = (*_ICON_SIDES_PX, 96, 128, 192, 256)


class Theme(QObject):
    """The look in use; a child of the application that follows the system when asked to."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = "system"
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, scheme: str) -> None:
        """Set palette and style sheet; title bars follow where the platform lets them."""
        self._scheme = scheme
        hints = self._app.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self._paint()

    def _follow_system(self) -> None:
        if self._scheme == "system":
            self._paint()

    def _paint(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._scheme == "dark" or (self._scheme == "system" and system_dark)
        palette = make_palette(dark=dark)
        if palette == self._app.palette() and self._app.styleSheet():
            return
        self._app.setPalette(palette)
        self._app.setStyleSheet(resource("style/camscope.qss").read_text(encoding="utf-8"))


def apply_theme(app: QApplication, scheme: str) -> None:
    """Dress the whole application: "system" follows the desktop, also when it changes."""
    theme = app.findChild(Theme, "theme") or Theme(app)
    theme.apply(scheme)


def make_palette(*, dark: bool) -> QPalette:
    """Return our light or dark palette, with its disabled state."""
    palette = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    for role in _DISABLED:
        palette.setColor(
            QPalette.ColorGroup.Disabled, role, QColor("#6f6c6a" if dark else "#a8a39d")
        )
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, palette.mid().color()
    )
    return palette


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return the colour ``share`` (0..1) of the way from the first to the second."""
    channels = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(a + (b - a) * share) for a, b in channels))


def notice_colour(kind: Kind) -> QColor:
    """Return the signal colour of a notice; mix it with the palette before painting areas."""
    return QColor(_NOTICE[kind])


def icon(name: str) -> QIcon:
    """Return one of our icons in the colours of the palette in use, sharp at any ratio.

    Ask again after a theme switch (``changeEvent`` with ``PaletteChange``): pixmaps keep theirs.
    """
    if not name:
        return QIcon()
    palette = QGuiApplication.palette()
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    sides_px = _LOGO_SIDES_PX if name == "camscope" else _ICON_SIDES_PX
    result = QIcon()
    for group, mode in (
        (QPalette.ColorGroup.Active, QIcon.Mode.Normal),
        (QPalette.ColorGroup.Disabled, QIcon.Mode.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for side_px in sides_px:
            result.addPixmap(render_icon(source, colour, side_px), mode)
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    for side_px in sides_px:
        result.addPixmap(render_icon(source, selected, side_px), QIcon.Mode.Selected)
    return result


def render_icon(source: str, colour: QColor, side_px: int) -> QPixmap:
    """Draw an SVG text, its ``currentColor`` replaced, into a square of device pixels."""
    tinted = source.replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(tinted.encode()))
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    return pixmap

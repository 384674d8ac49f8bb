"""Light, dark and high contrast, as the system or the user says; icons tinted to fit."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from viewer.paths import resource
from viewer.ui.drawn_icon import DrawnIcon
from viewer.ui.palettes import make_palette

Kind = Literal["error", "warning", "info"]

FOLLOWING = ("system", "contrast")  # light or dark as the system is
_NOTICE = {"error": "#d0342c", "warning": "#c98a10", "info": "#4a7fb5"}


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
        palette = make_palette(dark=dark, contrast=self._wants_contrast())
        if palette == self._app.palette() and self._app.styleSheet():
            return
        self._app.setPalette(palette)
        self._app.setStyleSheet(resource("style/camscope.qss").read_text(encoding="utf-8"))


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
    """Return the signal colour of a notice; mix it with the palette before painting areas."""
    return QColor(_NOTICE[kind])


def icon(name: str) -> QIcon:
    """Return one of our icons in the colours of the palette in use, sharp at any ratio.

    Ask again after a theme switch (``changeEvent`` with ``PaletteChange``): an icon keeps its own.
    """
    if not name:
        return QIcon()
    palette, group, role = QGuiApplication.palette(), QPalette.ColorGroup, QPalette.ColorRole
    inks = {
        QIcon.Mode.Normal: palette.color(group.Active, role.ButtonText),
        QIcon.Mode.Disabled: palette.color(group.Disabled, role.ButtonText),
        QIcon.Mode.Selected: palette.color(role.HighlightedText),
    }
    return QIcon(DrawnIcon(_source(name), inks))


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")

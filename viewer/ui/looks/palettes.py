"""Our palettes: light, dark, and both with high contrast."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

# Neutral greys, so that the pictures keep their colours; one warm accent, the heat of the maps.
_LIGHT: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "#f3f2f1",
    QPalette.ColorRole.WindowText: "#23211f",
    QPalette.ColorRole.Base: "#fdfdfc",
    QPalette.ColorRole.AlternateBase: "#f6f5f4",
    QPalette.ColorRole.Text: "#23211f",
    QPalette.ColorRole.PlaceholderText: "#6a655f",
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
    QPalette.ColorRole.PlaceholderText: "#a09b98",
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
_INK = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.PlaceholderText,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.BrightText,
    QPalette.ColorRole.Mid,
    QPalette.ColorRole.Dark,
    QPalette.ColorRole.Shadow,
    QPalette.ColorRole.ToolTipText,
)
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)
# High contrast: black and white, and one accent that stands out from both.
_LIGHT_CONTRAST = (
    dict.fromkeys(_LIGHT, "#ffffff")
    | dict.fromkeys(_INK, "#000000")
    | {
        QPalette.ColorRole.Highlight: "#7a2a00",
        QPalette.ColorRole.Accent: "#7a2a00",
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: "#5a1f00",
        QPalette.ColorRole.LinkVisited: "#4a1f45",
    }
)
_DARK_CONTRAST = (
    dict.fromkeys(_DARK, "#000000")
    | dict.fromkeys(_INK, "#ffffff")
    | {
        QPalette.ColorRole.Highlight: "#ffb27a",
        QPalette.ColorRole.Accent: "#ffb27a",
        QPalette.ColorRole.HighlightedText: "#000000",
        QPalette.ColorRole.Link: "#ffc79e",
        QPalette.ColorRole.LinkVisited: "#ecc9de",
    }
)


def make_palette(*, dark: bool, contrast: bool = False) -> QPalette:
    """Return one of our palettes, with its disabled state."""
    if contrast:
        colours, disabled = (_DARK_CONTRAST, "#c8c8c8") if dark else (_LIGHT_CONTRAST, "#404040")
    else:
        colours, disabled = (_DARK, "#6f6c6a") if dark else (_LIGHT, "#a8a39d")
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(disabled))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, palette.mid().color()
    )
    return palette

"""The few measures and colours that all widgets share; docs/design.md says what each is for."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

# Spacing, in logical pixels: multiples of two, and of four between things.
TIGHT_PX = 2  # a caption and its control
HALF_PX = 4  # between rows of one thing
GAP_PX = 8  # between controls, and around a bar
WIDE_PX = 12  # between the parts of a dialog
PAGE_PX = 16  # around a page of a dialog

# Type and rows.
CAPTION_PX = 11  # letters of a caption above a control
ROW_PX = 22  # least height of a row to click on

# What is selected: a neutral grey, as maps are warm; in high contrast the palette's own pair.
SELECTED = ("palette(mid)", "palette(text)")
SELECTED_IN_CONTRAST = ("palette(highlight)", "palette(highlighted-text)")


def accent(palette: QPalette) -> QColor:
    """Return the one warm colour: the focus, the chosen class, the active pane."""
    return palette.color(QPalette.ColorRole.Accent)


def selected_ink(palette: QPalette) -> QColor:
    """Return the colour of what is written or drawn on the ground of what is selected."""
    role = QPalette.ColorRole
    contrast = palette.color(role.Mid) == palette.color(role.WindowText)
    return palette.color(role.HighlightedText if contrast else role.Text)


def with_tokens(sheet: str, *, contrast: bool) -> str:
    """Return a style sheet with its tokens, ``@NAME``, filled in."""
    ground, ink = SELECTED_IN_CONTRAST if contrast else SELECTED
    tokens = {
        "CAPTION_PX": CAPTION_PX,
        "ROW_PX": ROW_PX,
        "SELECTED_INK": ink,
        "SELECTED": ground,
    }
    for name, value in tokens.items():
        sheet = sheet.replace(f"@{name}", f"{value}")
    return sheet

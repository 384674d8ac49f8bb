"""How high a window may open: as high as its screen, less what the desktop puts around it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

FRAME_PX = 40  # what a window manager adds on top


def highest_px(window: QWidget) -> int:
    """Return the height up to which all of a window is seen on its screen, its buttons too."""
    return window.screen().availableSize().height() - FRAME_PX

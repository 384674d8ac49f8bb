"""What Qt tells a widget when something is dragged over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent


def entering(data: QMimeData, place: QPoint) -> QDragEnterEvent:
    """Return the event of data that come in to be copied; nobody has taken it yet."""
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    the_rest = (action, data, left, Qt.KeyboardModifier.NoModifier)
    made: Any = QDragEnterEvent
    try:
        event = made(QPointF(place), *the_rest)  # a whole point is deprecated from 6.12 on
    except TypeError:
        event = made(place, *the_rest)
    event.ignore()
    return event

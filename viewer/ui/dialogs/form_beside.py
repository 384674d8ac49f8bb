"""A dialog with a form at the left, and what the form makes at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

FORM_PX = 350


def place_form_beside(
    dialog: QDialog,
    form: QWidget,
    made: Sequence[QWidget],
    working: Sequence[QWidget],
    buttons: QWidget,
) -> None:
    """Lay a dialog out.

    Args:
        dialog: has no layout yet.
        form: scrolls where it is higher than the dialog.
        made: one below the other; the first takes the room there is.
        working: side by side below those, while something is made; the first takes the width.
        buttons: below all.
    """
    side = QWidget(dialog)
    column = QVBoxLayout(side)
    column.addWidget(form)
    column.addStretch(1)
    scroll = QScrollArea(dialog, widgetResizable=True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(side)
    scroll.setFixedWidth(FORM_PX)
    line = QHBoxLayout()
    for number, widget in enumerate(working):
        line.addWidget(widget, 0 if number else 1)
    right = QVBoxLayout()
    for number, widget in enumerate(made):
        right.addWidget(widget, 0 if number else 1)
    right.addLayout(line)
    upper = QHBoxLayout()
    upper.addWidget(scroll)
    upper.addLayout(right, 1)
    whole = QVBoxLayout(dialog)
    whole.addLayout(upper, 1)
    whole.addWidget(buttons)

"""A list of named choices to tick, as dialogs that fill a table of panes or ways show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from viewer.ui.looks.plain_text import row_text, tip

Choice = tuple[str, object, bool]  # a name, what it stands for, and whether it is ticked


def tick_list(choices: Sequence[Choice], name: str, parent: QWidget) -> QListWidget:
    """Return a list of named choices with check boxes, scrolled to the first that is ticked.

    Args:
        choices: the rows.
        name: what the list is called for those who hear it.
        parent: it belongs to.
    """
    ticks = QListWidget(parent)
    ticks.setAccessibleName(name)
    ticks.setUniformItemSizes(True)
    ticks.setProperty("role", "ticks")
    ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for text, value, on in choices:
        item = QListWidgetItem(row_text(text))
        item.setToolTip(tip(text))
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        ticks.addItem(item)
    ticks.ensurePolished()  # else the height of the first row is kept as it is without the style
    first = next((n for n, (_text, _value, on) in enumerate(choices) if on), 0)
    ticks.scrollToItem(ticks.item(first))
    return ticks


def ticked(ticks: QListWidget) -> list[Any]:
    """Return what the ticked rows stand for, from the top."""
    items = [ticks.item(number) for number in range(ticks.count())]
    return [
        item.data(Qt.ItemDataRole.UserRole)
        for item in items
        if item.checkState() == Qt.CheckState.Checked
    ]

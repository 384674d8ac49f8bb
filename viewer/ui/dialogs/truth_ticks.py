"""Ticks of measures, some of which can be read only where it is known where the objects are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget


def offer_by_truth(ticks: QListWidget, by_truth: Mapping[str, bool], *, known: bool) -> None:
    """Let measures be ticked that need the truth where it is known, and tick the usual ones.

    Args:
        ticks: of all measures; each row stands for a key.
        by_truth: the keys of those that need the truth, and whether each is a usual one.
        known: whether there is one.
    """
    enabled = Qt.ItemFlag.ItemIsEnabled
    with QSignalBlocker(ticks):
        for number in range(ticks.count()):
            item = ticks.item(number)
            usual = by_truth.get(item.data(Qt.ItemDataRole.UserRole))
            if usual is not None:
                item.setFlags(item.flags() | enabled if known else item.flags() & ~enabled)
                on = Qt.CheckState.Checked if known and usual else Qt.CheckState.Unchecked
                item.setCheckState(on)

"""A drop-down box of the bar of controls: short in the bar, its list as wide as its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

WIDEST_LIST_PX = 560
MOST_ROWS = 20


class QuietBox(QComboBox):
    """Its name is its tool tip and what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMaxVisibleItems(MOST_ROWS)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet spaces its rows
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def widen_list(self) -> None:
        """Let the drop-down list show its rows in full, though the box itself is narrow."""
        view = self.view()
        width = view.sizeHintForColumn(0) + 2 * view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(min(width, WIDEST_LIST_PX))

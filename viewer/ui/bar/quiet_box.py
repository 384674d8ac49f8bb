"""A drop-down box of the bar of controls: short in the bar, its list as wide as its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from viewer.ui.looks.plain_text import tip

WIDEST_LIST_PX = 560
MOST_ROWS = 20
LEAST_LETTERS = 6
ICON_GAP_PX = 4  # Qt's own, between a box's icon and its text


class QuietBox(QComboBox):
    """Its name is its tool tip and what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setMaxVisibleItems(MOST_ROWS)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet spaces its rows
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)

    def ask_for_room(self, text: str) -> None:
        """Be no narrower than a text needs, such as the usual one, which is then never elided."""
        metrics = self.fontMetrics()
        icon_px = self.iconSize().width() + ICON_GAP_PX  # Qt keeps it free; here it is not needed
        letters_px = metrics.horizontalAdvance(text) - icon_px
        self.setMinimumContentsLength(-(-letters_px // metrics.horizontalAdvance("X")))

    def widen_list(self) -> None:
        """Let the drop-down list show its rows in full, though the box itself is narrow."""
        view = self.view()
        width = view.sizeHintForColumn(0) + 2 * view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(min(width, WIDEST_LIST_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as any box, but end a text that has no room with an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown_text(self, option: QStyleOptionComboBox) -> str:
        """Return what of the current text fits into the box."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room_px = self.style().subControlRect(kind, option, part, self).width()
        if not option.currentIcon.isNull():
            room_px -= option.iconSize.width() + ICON_GAP_PX
        metrics = self.fontMetrics()
        return metrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room_px)

"""The bar above the panes while the original is drawn on: the tools, and what is done with them."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from viewer.core.pictures.drawn import TOOLS, DrawingTool
from viewer.ui.looks.design import GAP_PX, HALF_PX, WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.window.signal_strip import SignalStrip

ROOMY_PX = 960  # from this width on all stands in one line
SLIDER_PX = 96
FINENESS = 20  # steps of the slider for each doubling of the brush


class DrawingBar(SignalStrip):
    """Says what is drawn, and offers box, polygon and brush beside the tools of who uses it.

    Attributes:
        tool_chosen: what to draw with.
        size_chosen: the brush's width on the screen, in logical pixels.
        done: the user wants to draw no longer.
    """

    tool_chosen = Signal(str)
    size_chosen = Signal(float)
    done = Signal()

    def __init__(self, limits_px: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self._words = PlainLabel("", self)
        self._words.setProperty("role", "heading")
        self._user: QWidget | None = None  # the tools of who draws
        self._group = QButtonGroup(self)
        self.buttons = {tool: self._make_button(tool) for tool in TOOLS}
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(*(_step(limit) for limit in limits_px))
        self.slider.setFixedWidth(SLIDER_PX)
        self.slider.setToolTip(tip(self.tr("Size of the brush: the keys [ and ], or the wheel")))
        self.slider.setAccessibleName(self.tr("Size of the brush"))
        self.end = QPushButton(self.tr("Done"), self)
        self.end.setToolTip(tip(self.tr("Draw no longer (Esc)")))
        self._tools = QHBoxLayout()
        self._tools.setSpacing(GAP_PX)
        for part in (*self.buttons.values(), self.slider):
            self._tools.addWidget(part)
        self._around = QGridLayout(self)
        self._around.setContentsMargins(WIDE_PX, HALF_PX, GAP_PX, HALF_PX)
        self._around.setHorizontalSpacing(WIDE_PX)
        self._around.setColumnStretch(3, 1)
        self._around.addWidget(self._words, 0, 0)
        self._around.addLayout(self._tools, 0, 1)
        self._around.addWidget(self.end, 0, 4)
        self.slider.valueChanged.connect(lambda step: self.size_chosen.emit(2 ** (step / FINENESS)))
        self.end.clicked.connect(self.done)
        self.hide()

    def serve(self, words: str, user: QWidget, tool: DrawingTool) -> None:
        """Show what is drawn, the tools of who uses it, and the tool that is in the hand."""
        if self._user is not None:
            self._around.removeWidget(self._user)
            self._user.hide()
        self._words.setText(words)
        self._user = user
        user.setParent(self)
        self.show_tool(tool)
        self._place_user()
        user.show()
        self.show()

    def show_tool(self, tool: DrawingTool) -> None:
        """Mark the tool that is in the hand; only a brush has a size."""
        self.buttons[tool].setChecked(True)
        self.slider.setEnabled(tool == "brush")

    def show_size(self, size_px: float) -> None:
        """Show the brush's width; nothing is chosen."""
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(_step(size_px))
        self.slider.blockSignals(blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the user's tools where there is room for them."""
        super().resizeEvent(event)
        self._place_user()

    def _make_button(self, tool: DrawingTool) -> QToolButton:
        words = {
            "box": (self.tr("Box"), self.tr("Drag from corner to corner")),
            "polygon": (
                self.tr("Polygon"),
                self.tr("Click its corners; Return closes it, Backspace takes one back"),
            ),
            "brush": (self.tr("Brush"), self.tr("Drag over the picture")),
        }
        button = QToolButton(self)
        button.setCheckable(True)
        button.setProperty("role", "tool")
        button.setText(words[tool][0])
        button.setToolTip(tip(words[tool][1]))
        button.clicked.connect(lambda: self.tool_chosen.emit(tool))
        self._group.addButton(button)
        return button

    def _place_user(self) -> None:
        """Put the user's tools beside the others, or below them where that is too narrow."""
        if self._user is None:
            return
        self._around.removeWidget(self._user)
        if self.width() >= ROOMY_PX:
            self._around.addWidget(self._user, 0, 2)
        else:
            self._around.addWidget(self._user, 1, 0, 1, 5, Qt.AlignmentFlag.AlignLeft)


def _step(size_px: float) -> int:
    return round(FINENESS * math.log2(size_px))

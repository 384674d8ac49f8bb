"""What a pane offers where its map cannot be seen: the reason, and a button for each way out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.remarks import Remark
from viewer.core.tables.options import OptionValue
from viewer.ui.looks.design import GAP_PX, HALF_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel

WIDEST_PX = 360


class PaneOffer(QFrame):
    """A small panel at the bottom of a pane's picture.

    Attributes:
        option_wished: the maps shall be shown another way: an option and its value.
    """

    option_wished = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bubble")
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._said = PlainLabel("", self, wordWrap=True)
        self.own_scale = self._button(self.tr("Own scale"), "scaling", "map")
        self.no_threshold = self._button(self.tr("No threshold"), "threshold", 0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.own_scale)
        buttons.addWidget(self.no_threshold)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (GAP_PX,))
        column.setSpacing(HALF_PX)
        column.addWidget(self._said)
        column.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty when nothing is."""
        return self._said.text()

    def tell(self, remark: Remark | None, style: HeatStyle) -> None:
        """Say why a map cannot be seen; None: it can, and there is nothing to offer."""
        said = f"{spoken(remark.headline)} {spoken(remark.hint)}" if remark is not None else ""
        self._said.setText(said)
        self.own_scale.setVisible(style.scaling != "map")
        self.no_threshold.setVisible(style.threshold > 0)
        self.setVisible(bool(said))

    def place(self, area: QRect) -> None:
        """Stand at the bottom of the picture area."""
        width = min(WIDEST_PX, area.width() - 2 * GAP_PX)
        height = (
            self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        )
        height = min(height, area.height())
        left = area.center().x() - width // 2
        self.setGeometry(left, area.bottom() + 1 - height - GAP_PX, width, height)

    def _button(self, text: str, key: str, value: OptionValue) -> QPushButton:
        button = QPushButton(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.option_wished.emit(key, value))
        return button

"""What stands in the place of all panes while there is no picture: a quiet panel that says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.ui.looks.design import GAP_PX, WIDE_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon

ICON_PX = 48
WIDEST_PX = 460


class Vacancy(QWidget):
    """An icon, a sentence, a hint, and a button that opens something else.

    Attributes:
        command_chosen: the key of a command.
    """

    command_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._icon_name = "image"
        self._icon = _label(self)
        self.headline, self.hint = _label(self, "heading"), _label(self, "quiet")
        self.button = QPushButton(self.tr("Open folder…"), self)
        self._command = "open_folder"
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_PX)
        column.addStretch(2)
        for label in (self._icon, self.headline, self.hint):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(WIDE_PX)
        column.addLayout(row)
        column.addStretch(3)
        self.hide()

    def tell(self, headline: str = "", hint: str = "") -> None:
        """Say why a picture cannot be shown; without a headline: none is open."""
        self._icon_name = "broken" if headline else "image"
        self.headline.setText(spoken(headline) or self.tr("No picture is open."))
        self.hint.setText(spoken(hint) or ("" if headline else self.tr("Drop one here.")))
        self.hint.setVisible(bool(self.hint.text()))
        self.button.setVisible(not headline)
        self._offer("open_folder", self.tr("Open folder…"))

    def offer(self, command: str, headline: str, words: str) -> None:
        """Say what there is instead of a picture, and offer a command that shows it."""
        self._icon_name = "folder"
        self.headline.setText(headline)
        self.hint.hide()
        self.hint.setText("")
        self._offer(command, words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._retint()

    def _offer(self, command: str, words: str) -> None:
        self._command = command
        self.button.setText(words)
        self.setAccessibleDescription(f"{self.headline.text()} {self.hint.text()}".strip())
        self._retint()

    def _choose(self) -> None:
        self.command_chosen.emit(self._command)

    def _retint(self) -> None:
        drawn = icon(self._icon_name)
        self._icon.setPixmap(drawn.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))


def _label(parent: QWidget, role: str = "") -> PlainLabel:
    label = PlainLabel("", parent, wordWrap=bool(role))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setProperty("role", role)
    if role:
        label.setMinimumWidth(min(WIDEST_PX, 300))
        label.setMaximumWidth(WIDEST_PX)
    return label

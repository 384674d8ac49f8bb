"""A slim bar for messages: one sentence, one hint, and a way to the log."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from viewer.core.errors import UserError
from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.ui.looks.design import GAP_PX, HALF_PX, WIDE_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import Kind, icon
from viewer.ui.window.signal_strip import SignalStrip


class Notices(SignalStrip):
    """Shows the newest trouble until it is dismissed; good news goes elsewhere.

    Attributes:
        log_requested: the user wants to see the log.
        confirmed: something went well, in a sentence that needs no place of its own.
    """

    log_requested = Signal()
    confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        self._text = PlainLabel("", self, wordWrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._log = QPushButton(self.tr("Show log"), self, flat=True)
        self._close = QToolButton(self, autoRaise=True)
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss"))
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE_PX, HALF_PX, HALF_PX, HALF_PX)
        row.setSpacing(GAP_PX)
        row.addWidget(self._text, 1)
        row.addWidget(self._log)
        row.addWidget(self._close)
        self._close.clicked.connect(self.clear)
        self._log.clicked.connect(self.log_requested)
        self.clear()

    @property
    def text(self) -> str:
        """What is shown; empty when nothing is."""
        return self._text.text()

    def show_notice(self, headline: str, hint: str = "", kind: Kind = "error") -> None:
        """Show one message in place of the one before; good news is only passed on."""
        said = shown(f"{spoken(headline)} {spoken(hint)}".strip(), LONGEST_SENTENCE)
        if kind == "info":
            self.confirmed.emit(said)
            return
        self._kind = kind
        self._text.setText(said)
        self._tint()
        self.update()
        self.show()

    def show_error(self, error: UserError) -> None:
        """Tell of something that went wrong with what the user asked for."""
        self.show_notice(error.headline, error.hint, "error")

    def show_warning(self, headline: str, hint: str = "") -> None:
        """Tell of something that the user should know, though nothing was asked for."""
        self.show_notice(headline, hint, "warning")

    def show_loss(self, error: UserError) -> None:
        """Tell that something cannot be kept; it stays when another thing opens."""
        self.show_warning(error.headline, error.hint)

    def clear_error(self) -> None:
        """Take an error away, because what it was about is."""
        if self._kind == "error":
            self.clear()

    def clear(self) -> None:
        """Take the message away."""
        self._text.clear()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._close.setIcon(icon("close"))

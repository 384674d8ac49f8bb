"""A slim bar that says when a model's setup came with a file, with a way to keep it or go back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from viewer.ui.looks.design import GAP_PX, HALF_PX, WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.window.signal_strip import SignalStrip


class LentBar(SignalStrip):
    """Stands above the panes for as long as class names, input or answer are those of a file."""

    keep_wished = Signal()
    own_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self.text = PlainLabel("", self, wordWrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.keep = QPushButton(self.tr("Keep for this model"), self, flat=True)
        self.keep.setToolTip(self.tr("Remember this setup for the model's weights."))
        self.own = QPushButton(self.tr("Use my own"), self, flat=True)
        self.own.setToolTip(self.tr("Go back to your own setup of this model, or to its file's."))
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE_PX, HALF_PX, HALF_PX, HALF_PX)
        row.setSpacing(GAP_PX)
        row.addWidget(self.text, 1)
        row.addWidget(self.keep)
        row.addWidget(self.own)
        self.keep.clicked.connect(self.keep_wished)
        self.own.clicked.connect(self.own_wished)
        self.set_lender(None)

    def set_lender(self, name: str | None) -> None:
        """Say which file the setup came with; empty: a session; None: it is the user's own."""
        words = self.tr("Class names, input and answer are as in the session, not your own.")
        if name:
            words = self.tr("Class names, input and answer are as in “{name}”, not your own.")
        self.text.setText("" if name is None else words.format(name=name))
        self.setVisible(name is not None)

"""What is seen before a folder is open: where to drop one, and two buttons."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.ui.looks.design import GAP_PX, PAGE_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon

LOGO_PX = 96
WAIT_MS = 1_500  # for what is about to be opened


class Welcome(QWidget):
    """The first page."""

    command_chosen = Signal(str)  # a command's key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = PlainLabel("", self, alignment=Qt.AlignmentFlag.AlignCenter)
        headline = PlainLabel(self.tr("Drop a folder, a picture or a model here"), self)
        headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = headline.font()
        font.setPointSizeF(1.5 * font.pointSizeF())
        headline.setFont(font)
        hint = PlainLabel(self.tr("and see where the model looks."), self)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setProperty("role", "quiet")
        self._folder = QPushButton(self.tr("Open folder…"), self, default=True)
        self._samples = QPushButton(self.tr("Open samples"), self)
        self._offered = (self._logo, headline, hint, self._folder, self._samples)
        self.setFocusProxy(self._folder)
        self._folder.clicked.connect(lambda: self.command_chosen.emit("open_folder"))
        self._samples.clicked.connect(lambda: self.command_chosen.emit("open_samples"))
        row = QHBoxLayout()
        row.setSpacing(GAP_PX)
        row.addStretch(1)
        row.addWidget(self._folder)
        row.addWidget(self._samples)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_PX)
        column.addStretch(2)
        for widget in (self._logo, headline, hint):
            column.addWidget(widget)
        column.addSpacing(PAGE_PX)
        column.addLayout(row)
        column.addStretch(3)
        self._retint()

    def wait(self) -> None:
        """Offer nothing for a moment: something is about to be opened."""
        for widget in self._offered:
            widget.hide()
            QTimer.singleShot(WAIT_MS, widget, widget.show)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _retint(self) -> None:
        ratio = self.devicePixelRatioF()
        logo = icon("camscope", [math.ceil(LOGO_PX * ratio)])
        self._logo.setPixmap(logo.pixmap(QSize(LOGO_PX, LOGO_PX), ratio))
        self._folder.setIcon(icon("folder-open"))
        self._samples.setIcon(icon("samples"))

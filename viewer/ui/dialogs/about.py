"""What this program is, and the versions it runs with."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import viewer
from viewer.ui.theme import icon

LOGO_PX = 64


class AboutDialog(QDialog):
    """Name, purpose, licence and versions."""

    def __init__(self, versions: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About CamScope"))
        logo = QLabel(self)
        logo.setPixmap(icon("camscope").pixmap(LOGO_PX))
        known = [("Python", sys.version.split()[0]), ("PySide6", PySide6.__version__), *versions]
        purpose = self.tr("See why an image model decided as it did.")
        licence = self.tr("Free software under the MIT licence.")
        lines = [f"<b>CamScope {viewer.__version__}</b>", purpose, licence]
        lines.append(", ".join(f"{name} {version}" for name, version in known))
        text = QLabel("<p>" + "</p><p>".join(lines) + "</p>", self, wordWrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        text.setMinimumWidth(360)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(buttons)

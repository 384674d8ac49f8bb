"""What this program is, and the versions it runs with."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import PySide6
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import viewer
from viewer.paths import resource
from viewer.ui.looks.design import PAGE_PX, WIDE_PX
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon

LOGO_PX = 64


class AboutDialog(QDialog):
    """Name, purpose and versions on one page, every licence on the other."""

    def __init__(self, versions: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About CamScope"))
        self.resize(620, 440)
        self.tabs = QTabWidget(self, documentMode=True)
        self.tabs.addTab(self._program(versions), self.tr("CamScope"))
        self.tabs.addTab(self._licences(), self.tr("Licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(buttons)

    def _program(self, versions: Sequence[tuple[str, str]]) -> QWidget:
        page = QWidget(self)
        logo = PlainLabel("", page)
        logo.setPixmap(icon("camscope").pixmap(QSize(LOGO_PX, LOGO_PX), self.devicePixelRatioF()))
        known = [("Python", sys.version.split()[0]), ("PySide6", PySide6.__version__), *versions]
        purpose = self.tr("See why an image model decided as it did.")
        licence = self.tr("Free software under the MIT licence.")
        name = PlainLabel(f"CamScope {viewer.__version__}", page)
        name.setProperty("role", "heading")
        lines = [purpose, "", licence, "", *(f"{name} {version}" for name, version in known)]
        text = PlainLabel("\n".join(lines), page, wordWrap=True)
        column = QVBoxLayout()
        column.setSpacing(WIDE_PX)
        for label in (name, text):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(PAGE_PX, PAGE_PX, PAGE_PX, PAGE_PX)
        row.setSpacing(PAGE_PX)
        row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return page

    def _licences(self) -> QTextBrowser:
        text = QTextBrowser(self, openExternalLinks=True)
        text.setAccessibleName(self.tr("Licences"))
        text.setMarkdown(resource("LICENSES.md").read_text(encoding="utf-8"))
        return text

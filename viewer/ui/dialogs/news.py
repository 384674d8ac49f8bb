"""What is new in this version: the newest part of the list of changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

SIZE_PX = (640, 560)
HEAD = "## "  # before the name of each version


class NewsDialog(QDialog):
    """Shows Markdown; links open in the browser."""

    def __init__(self, markdown: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is new"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QTextBrowser(self, openExternalLinks=True)
        self.page.setAccessibleName(self.windowTitle())
        self.page.setMarkdown(markdown)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        self.resize(*SIZE_PX)


def read_news(changes: Path) -> str:
    """Return what is new by a list of changes; empty where the list was left out."""
    return newest_part(changes.read_text(encoding="utf-8")) if changes.is_file() else ""


def newest_part(changes: str) -> str:
    """Return what a list of changes says of its newest version; nothing if it names none."""
    lines = changes.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith(HEAD)]
    if not heads:
        return ""
    end = heads[1] if len(heads) > 1 else len(lines)
    return "\n".join(lines[heads[0] : end]).strip()

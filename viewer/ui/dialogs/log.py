"""The log, to read and to copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import ElidedLabel

SHOWN_CHARACTERS = 200_000


class LogDialog(QDialog):
    """Shows the end of the log file."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle(self.tr("Log"))
        self.resize(820, 520)
        self.text = QPlainTextEdit(self, readOnly=True)
        self.text.setAccessibleName(self.tr("Log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlainText(self._read())
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        folder = buttons.addButton(self.tr("Open its folder"), buttons.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        folder.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        folder.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(ElidedLabel(shown_path(path), self))
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _read(self) -> str:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return self.tr("The log is empty.")
        return text[-SHOWN_CHARACTERS:]

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

"""A report of a problem: all of it is shown, and the user decides where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.ui.dialogs.save_file import ask_where
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel


class ReportDialog(QDialog):
    """Shows a report that can be changed, copied and saved; nothing is sent."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report a problem"))
        self.resize(760, 560)
        words = PlainLabel(
            self.tr(
                "Write above what you did and what happened. Read the rest through, take out what "
                "should not be told, then copy or save it and send it to the authors yourself. "
                "CamScope sends nothing."
            ),
            self,
            wordWrap=True,
        )
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("The report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlainText(self.tr("What I did, and what happened:") + "\n\n\n" + report)
        self.said = PlainLabel("", self, wordWrap=True)
        self.said.setProperty("role", "quiet")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy = buttons.addButton(self.tr("Copy"), role)
        self.save = buttons.addButton(self.tr("Save…"), role)
        for button in (self.copy, self.save):
            button.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (words, self.text, self.said, buttons):
            column.addWidget(widget)
        self.text.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText(self.tr("Copied."))

    def _save(self) -> None:
        start = Path.home() / "camscope-report.txt"
        path = ask_where(self, self.tr("Save the report"), start, "*.txt")
        if path is None:
            return
        try:
            write_whole(path, self.text.toPlainText().encode("utf-8", "backslashreplace"))
        except UserError as error:
            self.said.setText(f"{spoken(error.headline)} {spoken(error.hint)}")
            return
        self.said.setText(self.tr("Saved as “{path}”.").format(path=shown_path(path)))

"""Ask which architecture a file of weights belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)


class ArchitectureDialog(QDialog):
    """A searchable list of the networks that torchvision and timm can build."""

    def __init__(self, path: Path, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open weights file"))
        question = self.tr("Which network do the weights in “{name}” belong to?")
        text = QLabel(question.format(name=path.name), self, wordWrap=True)
        hint = QLabel(
            self.tr("A file of weights does not say it. The number of classes is found by itself."),
            self,
            wordWrap=True,
        )
        hint.setProperty("role", "quiet")
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(list(known))
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(completer)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (text, self.box, hint, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(440)


def ask_architecture(parent: QWidget, path: Path, known: Sequence[str]) -> str | None:
    """Return the chosen architecture, or None when the user cancels."""
    dialog = ArchitectureDialog(path, known, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.box.currentText().strip()
    dialog.deleteLater()
    return chosen if accepted and chosen else None

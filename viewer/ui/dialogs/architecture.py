"""Ask which network a file of weights belongs to, or for the code that builds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.messages import OpenFailed
from viewer.ui.looks.design import HALF_PX
from viewer.ui.looks.plain_text import PlainLabel


class ArchitectureDialog(QDialog):
    """A searchable list of the networks that torchvision and timm can build."""

    code_wished = Signal()  # the user has the code of the network

    def __init__(
        self, question: OpenFailed, known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open model"))
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(list(dict.fromkeys((*question.candidates, *known))))
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(completer)
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(question.headline, self, wordWrap=True))
        column.addSpacing(HALF_PX)
        column.addWidget(PlainLabel(self.tr("Open its weights as this network:"), self))
        column.addWidget(self.box)
        column.addWidget(self._hint(question))
        column.addWidget(self._make_buttons())
        self.setMinimumWidth(480)

    def _hint(self, question: OpenFailed) -> QLabel:
        """Say how much is known; the first networks of the list are those that fit."""
        if question.candidates:
            text = self.tr("The first in the list come closest to the weights.")
        elif question.classes:
            text = self.tr("No known network fits. With your own code the model opens as it is.")
        else:
            text = self.tr("The number of classes is found by itself.")
        hint = PlainLabel(text, self, wordWrap=True)
        hint.setProperty("role", "quiet")
        return hint

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.own_code = buttons.addButton(
            self.tr("Open with my code…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.own_code.clicked.connect(self._ask_for_code)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask_for_code(self) -> None:
        self.code_wished.emit()
        self.hide()
        self.deleteLater()

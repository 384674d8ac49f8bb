"""Ask whether a file of the user's own code may run to build a model, and what of it does that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.core.own_code import Definition
from viewer.ui.plain_text import ElidedLabel, PlainLabel, row_text, tip

_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class OwnCodeDialog(QDialog):
    """Names the file that will run; nothing of it has run when this is shown."""

    def __init__(
        self,
        model: Path,
        code: Path,
        found: Sequence[Definition],
        *,
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open with my code"))
        self.box = QComboBox(self, sizeAdjustPolicy=_NARROW)
        words = {"class": self.tr("class"), "function": self.tr("function")}
        for one in found:
            self.box.addItem(f"{row_text(one.name)}  ({words[one.kind]})", one.name)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        column = QVBoxLayout(self)
        heading = PlainLabel(self.tr("Run this code to build the model?"), self, wordWrap=True)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        form = QFormLayout()
        form.addRow(self.tr("Code:"), self._place(code))
        form.addRow(self.tr("Model:"), self._place(model))
        form.addRow(self.tr("Class or function:"), self.box)
        column.addLayout(form)
        warning = self.tr(
            "The whole file is run, and what it imports, with all your rights on this computer. "
            "Go on only if you trust it."
        )
        column.addWidget(PlainLabel(warning, self, wordWrap=True))
        remembered = PlainLabel(
            self.tr("This is remembered for this model, and asked again when the code changes."),
            self,
            wordWrap=True,
        )
        remembered.setProperty("role", "quiet")
        column.addWidget(remembered)
        column.addWidget(self._make_buttons())
        self.setMinimumWidth(480)

    def name(self) -> str:
        """Return the class or function that was chosen."""
        return str(self.box.currentData())

    def _place(self, path: Path) -> PlainLabel:
        """Set a file apart, in quotes and on a line of its own: a name is no part of a sentence."""
        place = ElidedLabel(f"“{shown_path(path)}”", self)
        place.setToolTip(tip(place.text()))
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return place

    def _make_buttons(self) -> QDialogButtonBox:
        """Make buttons of which Cancel is the one that the Enter key presses."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.run = buttons.addButton(
            self.tr("Run this code"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.run.setAutoDefault(False)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

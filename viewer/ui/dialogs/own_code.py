"""Ask whether a file of the user's own code may run to build a model, and what of it does that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.core.files.own_code import Definition
from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, row_text, tip

LINES_SEEN = 6  # of the list of imported files, before it scrolls
_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class OwnCodeDialog(QDialog):
    """Names the files that will run; nothing of them has run when this is shown."""

    def __init__(
        self,
        model: Path,
        code: Path,
        found: Sequence[Definition],
        *,
        beside: Sequence[str] = (),
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open with my code"))
        column = QVBoxLayout(self)
        heading = PlainLabel(self.tr("Run this code to build the model?"), self, wordWrap=True)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self.box = self._make_box(found, chosen)
        form = QFormLayout()
        form.addRow(self.tr("Code:"), self._place(code))
        form.addRow(self.tr("Model:"), self._place(model))
        form.addRow(self.tr("Class or function:"), self.box)
        column.addLayout(form)
        if beside:
            self._add_beside(column, beside)
        warning = self.tr(
            "The whole file is run, and what it imports, with all your rights on this computer. "
            "Go on only if you trust it."
        )
        column.addWidget(PlainLabel(warning, self, wordWrap=True))
        remembered = PlainLabel(
            self.tr("This is remembered for this model, and asked again when any of it changes."),
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

    def _make_box(self, found: Sequence[Definition], chosen: str) -> QComboBox:
        box = QComboBox(self, sizeAdjustPolicy=_NARROW)
        words = {"class": self.tr("class"), "function": self.tr("function")}
        for one in found:
            box.addItem(f"{row_text(one.name)}  ({words[one.kind]})", one.name)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _add_beside(self, column: QVBoxLayout, files: Sequence[str]) -> None:
        """List what runs besides the file, in a box of its own that scrolls."""
        too = self.tr("It imports these files of its folder, which run too:")
        column.addWidget(PlainLabel(too, self, wordWrap=True))
        self.beside = QPlainTextEdit(self, readOnly=True)
        self.beside.setPlainText("\n".join(map(shown_path, files)))
        self.beside.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.beside.setAccessibleName(self.tr("Files that run too"))
        self.beside.setTabChangesFocus(True)
        lines = min(len(files), LINES_SEEN) + 1  # and a margin
        self.beside.setFixedHeight(lines * self.beside.fontMetrics().lineSpacing() + 8)
        column.addWidget(self.beside)

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

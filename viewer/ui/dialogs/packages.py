"""Ask whether classes of installed packages may build a model; and take that word back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.packages import Package
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, tip


class PackagesDialog(QDialog):
    """Names the packages; nothing of them has run for this model when this is shown."""

    code_wished = Signal()  # the user has other code of the network

    def __init__(
        self, model: Path, packages: Sequence[Package], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open model"))
        column = QVBoxLayout(self)
        heading = PlainLabel(self.tr("Build the model of this package’s classes?"), self)
        heading.setWordWrap(True)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        form = QFormLayout()
        for one in packages:
            form.addRow(self.tr("Package:"), self._place(f"{shown(one.name)} {shown(one.version)}"))
        form.addRow(self.tr("Model:"), self._place(f"“{shown_path(model)}”"))
        column.addLayout(form)
        warning = self.tr(
            "Nothing in the model’s file is run: its layers are built of its numbers. What they "
            "compute with is the package’s own code, which runs with all your rights on this "
            "computer. Go on only if you trust the package."
        )
        column.addWidget(PlainLabel(warning, self, wordWrap=True))
        remembered = self.tr(
            "This is remembered for this version of the package; Options, page Window, takes it "
            "back."
        )
        quiet = PlainLabel(remembered, self, wordWrap=True)
        quiet.setProperty("role", "quiet")
        column.addWidget(quiet)
        column.addWidget(self._make_buttons())
        self.setMinimumWidth(480)

    def _place(self, text: str) -> PlainLabel:
        place = ElidedLabel(text, self)
        place.setToolTip(tip(text))
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return place

    def _make_buttons(self) -> QDialogButtonBox:
        """Make buttons of which Cancel is the one that the Enter key presses."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.allow = buttons.addButton(self.tr("Allow"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.own_code = buttons.addButton(
            self.tr("Open with my code…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        for button in (self.allow, self.own_code):
            button.setAutoDefault(False)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        self.own_code.clicked.connect(self._ask_for_code)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask_for_code(self) -> None:
        self.code_wished.emit()
        self.hide()
        self.deleteLater()


class AllowedPackagesBox(QWidget):
    """The packages that are allowed, one a line, each with a button that takes the word back."""

    withdrawn = Signal(str)  # the name of a package

    def __init__(self, packages: Sequence[Package], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_PX, 0, 0)
        column.addWidget(PlainLabel(self.tr("Packages whose classes models may use:"), self))
        self.buttons: dict[str, QPushButton] = {}
        for one in packages:
            column.addWidget(self._line(one))
        if not packages:
            none = PlainLabel(self.tr("None. A model that needs one asks."), self)
            none.setProperty("role", "quiet")
            column.addWidget(none)

    def _line(self, package: Package) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        text = f"{shown(package.name)} {shown(package.version)}"
        row.addWidget(ElidedLabel(text, line), 1)
        button = self.buttons[package.name] = QPushButton(self.tr("No longer allow"), line)
        button.setAutoDefault(False)
        button.setAccessibleDescription(text)
        button.clicked.connect(lambda: self._withdraw(package.name, line))
        row.addWidget(button)
        return line

    def _withdraw(self, name: str, line: QWidget) -> None:
        line.setEnabled(False)
        self.withdrawn.emit(name)

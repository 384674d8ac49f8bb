"""Which stored values of a deep picture are shown, and fed, black and white: set by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.core.pictures.depth import Levels
from viewer.ui.looks.plain_text import PlainLabel

_LARGEST = 1e12


class BlackAndWhiteDialog(QDialog):
    """Two numbers; each change is shown at once, and Cancel brings back what was before."""

    levels_wished = Signal(object)  # Levels, or None: as the file and its values tell

    def __init__(self, shown: Levels, before: Levels | None, parent: QWidget) -> None:
        """Make the dialog.

        Args:
            shown: the levels in force.
            before: those set by hand; None: found.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Black and white"))
        self.black, self.white = self._field(shown[0]), self._field(shown[1])
        form = QFormLayout()
        form.addRow(self.tr("Black"), self.black)
        form.addRow(self.tr("White"), self.white)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.Reset,
            self,
        )
        self.found = buttons.button(QDialogButtonBox.StandardButton.Reset)
        self.found.setText(self.tr("As found"))
        layout = QVBoxLayout(self)
        words = self.tr("Stored values that are black and white, for the model, too.")
        layout.addWidget(PlainLabel(words, self))
        layout.addLayout(form)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.found.clicked.connect(self._set_back)
        self.rejected.connect(lambda: self.levels_wished.emit(before))

    def _field(self, value: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self, minimum=-_LARGEST, maximum=_LARGEST)
        field.setKeyboardTracking(False)
        field.setDecimals(0 if value == int(value) else 4)
        field.setValue(value)
        field.valueChanged.connect(self._tell)
        return field

    def _tell(self) -> None:
        levels = self.black.value(), self.white.value()
        if levels[0] < levels[1]:
            self.levels_wished.emit(levels)

    def _set_back(self) -> None:
        self.levels_wished.emit(None)
        self.accept()

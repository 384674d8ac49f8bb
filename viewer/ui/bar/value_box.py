"""A box for one raw value of a heat map, however small: six digits, where others round to four."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

DIGITS = 6
_DECIMALS = 15  # what Qt keeps of a value; less is written


class ValueBox(QDoubleSpinBox):
    """Reads and writes numbers as short as they can be told: 0.25, 3.1e-05."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, decimals=_DECIMALS, singleStep=0.1)

    def textFromValue(self, value: float) -> str:
        """Write a number in the user's own way."""
        return self.locale().toString(float(value), "g", DIGITS)

    def valueFromText(self, text: str) -> float:
        """Read a number; what is none counts as 0."""
        value, _known = self.locale().toDouble(text.strip())
        return value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let the user go on typing what is no number yet."""
        _value, known = self.locale().toDouble(text.strip())
        states = QValidator.State
        return (states.Acceptable if known else states.Intermediate), text, position

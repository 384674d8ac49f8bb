"""The constants that a model is given beside the picture: one line of numbers for each."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from viewer.core.models.model_setup import LONGEST_INPUT, FurtherInput
from viewer.ui.looks.design import PAGE_PX
from viewer.ui.looks.plain_text import PlainLabel, row_text


class FurtherInputsEditor(QWidget):
    """A row for each input, by the name that the model's code has for it."""

    changed = Signal()

    def __init__(self, given: tuple[FurtherInput, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = given
        self.lines = {one.name: QLineEdit(_typed(one.values)) for one in given}
        form = QFormLayout(self)
        form.setContentsMargins(PAGE_PX, PAGE_PX, PAGE_PX, PAGE_PX)
        form.addRow(
            PlainLabel(
                self.tr("This model wants more than a picture. Every picture gets these numbers."),
                wordWrap=True,
            )
        )
        for name, line in self.lines.items():
            line.setPlaceholderText(self.tr("One number, or several with commas between"))
            line.textChanged.connect(self.changed)
            form.addRow(PlainLabel(row_text(name)), line)

    def inputs(self) -> tuple[FurtherInput, ...] | None:
        """Return what is given, or None where a line holds no numbers."""
        found = {name: _numbers(line.text()) for name, line in self.lines.items()}
        if not all(found.values()):
            return None
        return tuple(FurtherInput(name=name, values=values) for name, values in found.items())


def _typed(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:.12g}" for value in values)


def _numbers(text: str) -> tuple[float, ...]:
    """Return the numbers of a line; none where one of them is no number."""
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()
    return values if all(map(math.isfinite, values)) and len(values) <= LONGEST_INPUT else ()

"""What is set out of the usual way, as chips that a click removes: threshold, contour, scale."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.tables.options import BY_OPTION, OptionValue
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.theme import icon

# Options in the order of their chips, and what a chip says; {0} is the option's value.
CHIPS: dict[str, str] = {
    "extent": "{0}",
    "scaling": QT_TRANSLATE_NOOP("Chips", "Scale: {0}"),
    "clip_percent": QT_TRANSLATE_NOOP("Chips", "Clip {0} %"),
    "threshold": QT_TRANSLATE_NOOP("Chips", "Threshold {0} %"),
    "contour": QT_TRANSLATE_NOOP("Chips", "Contour {0} %"),
    "proportional": QT_TRANSLATE_NOOP("Chips", "Opacity follows the value"),
    "cells": QT_TRANSLATE_NOOP("Chips", "Cells"),
}


class Chips(QWidget):
    """One chip for each option that is not at its default; none, no room.

    Attributes:
        option_chosen: a chip was removed: the option and its default.
    """

    option_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Ways of showing that are on"))
        self.chips = {key: self._make(key) for key in CHIPS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP_PX, 0, 0)
        row.setSpacing(GAP_PX)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        self.hide()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Show or remove the chip of an option; other options have none."""
        if key not in CHIPS:
            return
        option, chip = BY_OPTION[key], self.chips[key]
        words = dict(zip(option.choices, option.words, strict=False))
        told = QCoreApplication.translate("Option", words.get(str(value), f"{value}"))
        text = QCoreApplication.translate("Chips", CHIPS[key]).format(told)
        chip.setText(text)
        chip.setAccessibleName(self.tr("Remove: {0}").format(text))
        if value != option.default and chip.icon().isNull():
            chip.setIcon(icon("close"))
        chip.setVisible(value != option.default)
        self.setVisible(any(not each.isHidden() for each in self.chips.values()))

    def retint(self) -> None:
        """Draw the icons in the colours of the palette in use."""
        for chip in self.chips.values():
            if not chip.icon().isNull():  # drawn when the chip is first shown
                chip.setIcon(icon("close"))

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what finds none is left out."""
        return QSize(0, super().minimumSizeHint().height())

    def _make(self, key: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("role", "chip")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(12, 12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        chip.setToolTip(self.tr("A click takes this back."))
        chip.clicked.connect(lambda: self.option_chosen.emit(key, BY_OPTION[key].default))
        chip.hide()
        return chip

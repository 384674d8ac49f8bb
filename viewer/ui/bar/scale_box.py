"""The button “Scale” and what it opens: range, sharing, clipping, threshold, contour and cells."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from viewer.core.tables.options import BY_OPTION, OptionValue
from viewer.ui.bar.value_box import ValueBox
from viewer.ui.looks.design import WIDE_PX
from viewer.ui.looks.plain_text import tip
from viewer.ui.looks.theme import icon

KEYS = (
    "extent",
    "scaling",
    "fixed_low",
    "fixed_high",
    "clip_percent",
    "threshold",
    "proportional",
    "contour",
    "cells",
)
Field = QComboBox | QSpinBox | QDoubleSpinBox | QCheckBox


class ScaleBox(QToolButton):
    """Says whether anything is not as usual; the panel it opens changes one option at a time."""

    option_chosen = Signal(str, object)
    levels_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, OptionValue] = {key: BY_OPTION[key].default for key in KEYS}
        self.setText(self.tr("Scale"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Range, shared scales, threshold, contour and cells"))
        self.setAccessibleName(self.tr("Scale of the heat maps"))
        self.panel = QFrame(self, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self.fields: dict[str, Field] = {key: self._make(key) for key in KEYS}
        self.reset = QPushButton(self.tr("Reset"), self.panel)
        self.levels = QPushButton(self.tr("Histogram…"), self.panel)
        self._explain()
        self._place()
        self.reset.clicked.connect(self._reset)
        self.levels.clicked.connect(self.panel.hide)
        self.levels.clicked.connect(self.levels_wished)
        self.clicked.connect(self.open_panel)
        self.retint()
        self._mark()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Show one option's value; keys of other options are ignored."""
        if key not in KEYS:
            return
        self._values[key] = value
        field = self.fields[key]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QSpinBox):
            field.setValue(int(value))
        else:
            field.setValue(float(value))
        self._mark()

    def open_panel(self) -> None:
        """Open the panel below the button, inside the screen."""
        self.panel.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - self.panel.width(), self.height() + 2))
        room = self.screen().availableGeometry()
        corner.setX(max(room.left(), corner.x()))
        self.panel.move(corner)
        self.panel.show()
        self.fields["extent"].setFocus()

    def retint(self) -> None:
        """Draw the icon in the colours of the palette in use."""
        self.setIcon(icon("scale"))

    def _make(self, key: str) -> Field:
        option = BY_OPTION[key]
        if option.choices:
            return self._make_list(key)
        if isinstance(option.default, bool):
            box = QCheckBox(self.panel)
            box.clicked.connect(lambda on, key=key: self._choose(key, on))
            return box
        if isinstance(option.default, float):
            number = ValueBox(self.panel)
            number.setRange(option.minimum, option.maximum)
            number.valueChanged.connect(lambda value, key=key: self._choose(key, value))
            return number
        percent = QSpinBox(self.panel, suffix=" %")
        percent.setRange(option.minimum, option.maximum)
        percent.valueChanged.connect(lambda value, key=key: self._choose(key, value))
        return percent

    def _make_list(self, key: str) -> QComboBox:
        option, box = BY_OPTION[key], QComboBox(self.panel)
        box.setItemDelegate(QStyledItemDelegate(box))
        for value, text in zip(option.choices, option.words, strict=True):
            box.addItem(QCoreApplication.translate("Option", text), value)
        box.activated.connect(lambda _row, key=key, box=box: self._choose(key, box.currentData()))
        return box

    def _explain(self) -> None:
        """Teach what each field does; single keys are told with it."""
        tips = {
            "extent": self.tr("Which raw values get colours. Signed shows what speaks against."),
            "scaling": self.tr("Maps on one scale can be compared by colour."),
            "fixed_low": self.tr("Raw value of the first colour"),
            "fixed_high": self.tr("Raw value of the last colour"),
            "clip_percent": self.tr("Leave out this share of the values at each end."),
            "threshold": self.tr("Paint only what is above this share of the scale (, and .)."),
            "proportional": self.tr("Leave the picture alone where the map is low (P)."),
            "contour": self.tr("Draw a line at this share of the scale (K)."),
            "cells": self.tr("Show the true grid of the layer without smoothing (G)."),
        }
        for key, told in tips.items():
            self.fields[key].setToolTip(tip(told))
            self.fields[key].setAccessibleDescription(told)

    def _place(self) -> None:
        form = QFormLayout(self.panel)
        form.setContentsMargins(WIDE_PX, WIDE_PX, WIDE_PX, WIDE_PX)
        ends = QHBoxLayout()
        ends.addWidget(self.fields["fixed_low"])
        ends.addWidget(self.fields["fixed_high"])
        rows = (
            (self.tr("Range"), "extent"),
            (self.tr("Shared by"), "scaling"),
            (self.tr("From, to"), ""),
            (self.tr("Clip"), "clip_percent"),
            (self.tr("Threshold"), "threshold"),
            (self.tr("Contour"), "contour"),
            (self.tr("Opacity follows the value"), "proportional"),
            (self.tr("Show the cells"), "cells"),
        )
        for text, key in rows:
            form.addRow(text, self.fields[key] if key else ends)
            if key:
                self.fields[key].setAccessibleName(text)
        for key, text in (("fixed_low", self.tr("From")), ("fixed_high", self.tr("To"))):
            self.fields[key].setAccessibleName(text)
        contour = self.fields["contour"]
        if isinstance(contour, QSpinBox):
            contour.setSpecialValueText(self.tr("none"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.levels)
        buttons.addWidget(self.reset)
        form.addRow("", buttons)

    def _choose(self, key: str, value: OptionValue) -> None:
        if value != self._values[key]:
            self.option_chosen.emit(key, value)

    def _reset(self) -> None:
        for key in KEYS:
            self._choose(key, BY_OPTION[key].default)

    def _mark(self) -> None:
        """Put a dot behind the name while a map is shown in an unusual way."""
        telling = (key for key in KEYS if not key.startswith("fixed"))
        usual = all(self._values[key] == BY_OPTION[key].default for key in telling)
        self.setText(self.tr("Scale") + ("" if usual else " •"))
        for key in ("fixed_low", "fixed_high"):
            self.fields[key].setEnabled(self._values["scaling"] == "fixed")

"""How a detector's boxes are decoded, as a form: each field is one of the rule's own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QWidget,
)

from viewer.core.models.box_rule import MOST_CHANNELS, WANTING_ANCHORS, BoxRule
from viewer.ui.looks.design import PAGE_PX
from viewer.ui.looks.plain_text import PlainLabel


class BoxRuleEditor(QWidget):
    """The rule of an open detector; anchors and strides stay as they are."""

    def __init__(self, rule: BoxRule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self.layout_kind, self.form, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.made, self.nothing = QComboBox(), QCheckBox(self.tr("The last class means nothing"))
        self.box, self.objectness, self.classes = QSpinBox(), QSpinBox(), QSpinBox()
        self.powers = (_number(10), _number(10))
        self.threshold, self.overlap = _number(1), _number(1)
        self._fill()
        self._lay_out()

    def rule(self) -> BoxRule:
        """Return the rule as it stands in the form."""
        return replace(
            self._rule,
            layout=self.layout_kind.currentData(),
            form=self.form.currentData(),
            unit=self.unit.currentData(),
            box=self.box.value(),
            objectness=self.objectness.value(),
            classes=self.classes.value(),
            made=self.made.currentData(),
            nothing=self.nothing.isChecked(),
            powers=(self.powers[0].value(), self.powers[1].value()),
            threshold=self.threshold.value(),
            overlap=self.overlap.value(),
        )

    def _fill(self) -> None:
        rule = self._rule
        layouts, forms, units, made = self._words()
        if not rule.anchors:
            forms = {key: words for key, words in forms.items() if key not in WANTING_ANCHORS}
        for box, words, chosen in (
            (self.layout_kind, layouts, rule.layout),
            (self.form, forms, rule.form),
            (self.unit, units, rule.unit),
            (self.made, made, rule.made),
        ):
            for key, text in words.items():
                box.addItem(text, key)
            box.setCurrentIndex(box.findData(chosen))
        for spin, value, least in (
            (self.box, rule.box, 0),
            (self.objectness, rule.objectness, -1),
            (self.classes, rule.classes, 0),
        ):
            spin.setRange(least, MOST_CHANNELS - 1)
            spin.setValue(value)
        self.objectness.setSpecialValueText(self.tr("None"))
        self.nothing.setChecked(rule.nothing)
        for number, value in zip(self.powers, rule.powers, strict=True):
            number.setValue(value)
        self.threshold.setValue(rule.threshold)
        self.overlap.setRange(0.01, 1)
        self.overlap.setValue(rule.overlap)

    def _words(self) -> tuple[dict[str, str], ...]:
        """Return the words for what may be chosen: layouts, forms, units, scores."""
        layouts = {
            "cells": self.tr("A grid of cells"),
            "columns": self.tr("A column for each box"),
            "rows": self.tr("A row for each box"),
            "queries": self.tr("A query for each box"),
            "found": self.tr("Boxes that the model has found by itself"),
        }
        forms = {
            "centre": self.tr("Centre and size"),
            "corners": self.tr("Two corners"),
            "tanh": self.tr("Centre tanh t + cell, size sigmoid t"),
            "sigmoid": self.tr("Centre sigmoid t + cell, size exp t × anchor"),
            "anchors": self.tr("Centre 2 sigmoid t − 0.5 + cell, size (2 sigmoid t)² × anchor"),
            "exp": self.tr("Centre t + cell, size exp t"),
            "sides": self.tr("Distances from the cell's centre to the four sides"),
        }
        units = {
            "pixels": self.tr("Pixels of the model's input"),
            "shares": self.tr("Shares of the model's input"),
        }
        made = {
            "probabilities": self.tr("They are probabilities"),
            "sigmoid": self.tr("A sigmoid of each"),
            "softmax": self.tr("A softmax of all classes"),
        }
        return layouts, forms, units, made

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(PAGE_PX, PAGE_PX, PAGE_PX, PAGE_PX)
        form.addRow(self.tr("The output is:"), self.layout_kind)
        form.addRow(self.tr("A box is told by:"), self.form)
        form.addRow(self.tr("Counted in:"), self.unit)
        channels = _beside(
            (self.tr("box"), self.box),
            (self.tr("objectness"), self.objectness),
            (self.tr("classes"), self.classes),
        )
        form.addRow(self.tr("First channels:"), channels)
        form.addRow(self.tr("Scores:"), self.made)
        form.addRow("", self.nothing)
        powers = _beside(
            (self.tr("of objectness"), self.powers[0]), (self.tr("of the class"), self.powers[1])
        )
        form.addRow(self.tr("Powers in the confidence:"), powers)
        limits = _beside(
            (self.tr("confidence from"), self.threshold), (self.tr("overlap up to"), self.overlap)
        )
        form.addRow(self.tr("Boxes that count:"), limits)


def _number(most: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(0, most)
    spin.setDecimals(2)
    spin.setSingleStep(0.05)
    return spin


def _beside(*fields: tuple[str, QWidget]) -> QWidget:
    """Return fields side by side, each behind its name."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for name, field in fields:
        label = PlainLabel(name, row)
        label.setBuddy(field)
        field.setAccessibleName(name)
        line.addWidget(label)
        line.addWidget(field)
    line.addStretch(1)
    return row

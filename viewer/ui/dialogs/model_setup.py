"""Ask what a model's file does not tell: the classes' names, the input, how answers are read."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.model_info import ModelInfo
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.model_setup import ANSWER_KINDS, ModelSetup
from viewer.ui.dialogs.box_rule import BoxRuleEditor
from viewer.ui.dialogs.class_names import ClassNamesEditor
from viewer.ui.dialogs.further_inputs import FurtherInputsEditor
from viewer.ui.dialogs.input_editor import InputEditor
from viewer.ui.looks.design import PAGE_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel, row_text, title_text

Page = Literal["classes", "input", "answer"]


class ModelSetupDialog(QDialog):
    """The pages on one model; what is not changed stays as the file says or as detected."""

    def __init__(
        self,
        model: ModelInfo,
        rgb: NDArray[np.uint8] | None,
        parent: QWidget | None = None,
        *,
        page: Page = "classes",
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._before = model.setup or ModelSetup()
        title = self.tr("Model setup: {title}").format(title=spoken(model.title))
        self.setWindowTitle(title_text(title))
        classes = model.answer.classes or len(model.class_names)
        self.names = ClassNamesEditor(classes, model.class_titles if model.named else ())
        self.input = InputEditor(model.rule, rgb)
        self.answer, self.part, self.weights = QComboBox(), QComboBox(), QComboBox()
        self.tabs = QTabWidget(self, documentMode=True)
        self.tabs.addTab(self.names, self.tr("Classes"))
        self.tabs.addTab(self.input, self.tr("Input"))
        self.tabs.addTab(self._answer_page(), self.tr("Answer"))
        self.boxes = self._box_page()
        self.further = FurtherInputsEditor(model.inputs, self)
        self.further.setVisible(bool(model.inputs))
        if model.inputs:
            self.tabs.addTab(self.further, self.tr("Further inputs"))
        pages: tuple[Page, ...] = ("classes", "input", "answer")
        self.tabs.setCurrentIndex(pages.index(page))
        words = self.tr("This is remembered for these weights, wherever their file lies.")
        remembered = PlainLabel(words, self, wordWrap=True)
        remembered.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addWidget(remembered)
        column.addWidget(self._make_buttons())
        self.names.table.last_named.connect(self._offer_end)
        self.resize(760, 480)
        self.detected = False  # everything back to what the file says

    def setup(self) -> ModelSetup:
        """Return what the user has said; what equals the file's own word is left out."""
        if self.detected:
            return ModelSetup()
        names, rule = self.names.names(), self.input.rule()
        named = self._model.class_titles if self._model.named else ()
        further = self.further.inputs()
        return ModelSetup(
            class_names=self._before.class_names if names == named else names,
            rule=self._before.rule if rule in (None, self._model.rule) else rule,
            task=self._before.task,
            answer=self.answer.currentData(),
            part=self.part.currentData() or "",
            inputs=self._before.inputs if further in (None, self._model.inputs) else further,
            weights=self.weights.currentData() or "",
            boxes=self._box_rule(),
        )

    def _box_page(self) -> BoxRuleEditor | None:
        """Add the page of a detector; None: the model is none."""
        rule = self._model.answer.boxes
        if rule is None:
            return None
        page = BoxRuleEditor(rule, self)
        self.tabs.addTab(page, self.tr("Boxes"))
        return page

    def _box_rule(self) -> BoxRule | None:
        """Return how boxes are decoded, where that is another way than before."""
        rule = self.boxes.rule() if self.boxes is not None else None
        return self._before.boxes if rule in (None, self._model.answer.boxes) else rule

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first name, if names are what is asked for.

        No button is the default there: Return belongs to the name that is being typed.
        """
        super().showEvent(event)
        if self.tabs.currentWidget() is self.names and self.names.table.begin():
            for button in self._buttons.buttons():
                if isinstance(button, QPushButton):
                    button.setAutoDefault(False)
                    button.setDefault(False)

    def _offer_end(self) -> None:
        """Behind the last name, let one more Return accept."""
        accept = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        accept.setDefault(True)
        accept.setFocus()

    def _answer_page(self) -> QWidget:
        words = {
            "logits": self.tr("Logits, one class excludes the others"),
            "log_probabilities": self.tr("Log-probabilities"),
            "probabilities": self.tr("Probabilities that add up to 1"),
            "multi_label": self.tr("Logits, several classes may be present"),
            "multi_label_probabilities": self.tr("Probabilities, several classes may be present"),
            "numbers": self.tr("Numbers of a regression, each by itself"),
        }
        detected = words[self._model.answer.kind]
        self.answer.addItem(self.tr("As detected: {kind}").format(kind=detected), None)
        for kind in ANSWER_KINDS:
            self.answer.addItem(words[kind], kind)
        self.answer.setCurrentIndex(max(0, self.answer.findData(self._before.answer)))
        self.part.addItem(self.tr("As detected"), "")
        for part in self._model.answer.parts:
            self.part.addItem(row_text(part), part)
        self.part.setCurrentIndex(max(0, self.part.findData(self._before.part)))
        self.part.setEnabled(bool(self._model.answer.parts))
        self._list_weights()
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(PAGE_PX, PAGE_PX, PAGE_PX, PAGE_PX)
        form.addRow(self.tr("The model answers with:"), self.answer)
        form.addRow(self.tr("In this part of its output:"), self.part)
        form.addRow(self.tr("Weights of the file:"), self.weights)
        form.addRow(PlainLabel(self._number(), wordWrap=True))
        return page

    def _list_weights(self) -> None:
        """Offer the sets of weights that the file holds, where there are several."""
        self.weights.addItem(self.tr("As detected"), "")
        for name in self._model.weight_sets:
            self.weights.addItem(row_text(name), name)
        said, sets = self._before.weights, self._model.weight_sets
        chosen = sets[0] if said and sets else said
        self.weights.setCurrentIndex(max(0, self.weights.findData(chosen)))
        self.weights.setEnabled(bool(self._model.weight_sets))

    def _number(self) -> str:
        answer = self._model.answer
        if answer.single:
            return self.tr("It gives one number: class 1 has it, class 0 has its negative.")
        return self.tr("It gives {count} numbers for a picture.").format(count=answer.classes)

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults, self)
        self._buttons = buttons
        buttons.button(kinds.RestoreDefaults).setText(self.tr("As in the file"))
        buttons.button(kinds.RestoreDefaults).clicked.connect(self._forget)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        accept = buttons.button(kinds.Ok)
        for changed in (self.input.changed, self.further.changed):
            changed.connect(lambda: accept.setEnabled(self._is_complete()))
        return buttons

    def _is_complete(self) -> bool:
        return self.input.rule() is not None and self.further.inputs() is not None

    def _forget(self) -> None:
        self.detected = True
        self.accept()

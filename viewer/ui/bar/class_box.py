"""The searchable list of classes: this picture's top five, then groups, then every class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.labels import labels_of
from viewer.core.models.model_setup import LIKENESS
from viewer.core.models.typed_target import TwoMeanings, typed_target
from viewer.tasks.likeness_asking import short_name
from viewer.ui.bar.choice_line import ChoiceLine
from viewer.ui.bar.class_rows import ClassRow, ClassRows
from viewer.ui.looks.language import class_word, class_words, group_word

LIST_PX = 320  # of the drop-down list: names are longer than the box
LEAST_LETTERS = 8  # of the box itself


class ClassBox(QComboBox):
    """Type a part of a name, or an index; what stands in the box is what is explained."""

    target_chosen = Signal(object)  # Target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model_info: ModelInfo | None = None
        self._prediction: Prediction | None = None
        self._target = Target()
        self._shown = ""  # the text that stands for the target, or the text last passed on
        self._picture_rows = 0  # rows of this picture's top five, with their heading
        self._rows = ClassRows(self)
        self.setModel(self._rows)
        self._line = ChoiceLine(self)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)  # names of any length stand in the list
        view = self.view()
        view.setMinimumWidth(LIST_PX)
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)  # else each of a hundred thousand rows is measured
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet spaces its rows
        self._found = ClassRows(self)  # what contains the typed text: Qt would ask for every row
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(16)
        self.setCompleter(self._completer)
        self.setAccessibleName(self.tr("Class to explain"))
        self.activated.connect(self._choose_row)
        self._line.editingFinished.connect(self._choose_text)
        self._line.textEdited.connect(self._search)
        self._fill()

    def set_model_info(self, model: ModelInfo | None) -> None:
        """Offer another model's classes and groups."""
        self._model_info = model
        self._fill()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Offer another picture's top five first."""
        typed = self._typed()
        self._prediction = prediction
        rows = self._picture()
        self._rows.exchange(1, self._picture_rows, rows)
        self._picture_rows = len(rows)
        self._show_target(typed)

    def set_target(self, target: Target) -> None:
        """Show what is explained."""
        self._target = target
        self._show_target()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape take back what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self._show_target()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        typed, model, picture = self._typed(), self._model_info, self._picture()
        tip = self.tr("Whatever the model finds likeliest")
        rows = [ClassRow(self.tr("Top prediction"), Target(), tip), *picture]
        self._picture_rows = len(picture)
        if model is not None and model.groups:
            rows.append(ClassRow(self.tr("Groups of classes")))
            for group in model.groups:
                tip = self.tr("{count} classes").format(count=len(group.members))
                rows.append(
                    ClassRow(group_word(group.name), Target(kind="name", name=group.name), tip)
                )
        if model is not None:
            rows.append(ClassRow(self.tr("All classes")))
            names, titles = class_words(model.class_names), class_words(model.class_titles)
            self._rows.fill(rows, names, titles)
        else:
            self._rows.fill(rows, (), ())
        self._show_target(typed)

    def _picture(self) -> list[ClassRow]:
        """Return this picture's top five with their heading."""
        prediction = self._prediction
        if prediction is None:
            return []
        rows = [ClassRow(self.tr("This picture"))]
        for score in prediction.top:
            name = class_word(score.name)
            if score.asks:
                name = f"{score.asks.rpartition(' ')[2]}  {name}"
            rows.append(ClassRow(f"{name}   {score.probability:.1%}", score.target, name, name))
        return rows

    def _typed(self) -> str:
        """Return what the user is typing at this moment, or nothing."""
        line = self._line
        return line.text() if line.hasFocus() and line.isModified() else ""

    def _show_target(self, typed: str = "") -> None:
        """Show the target, but leave alone what the user is typing."""
        number, row = self._rows.find(self._target)
        self.setCurrentIndex(number)
        self._shown = row.shown if row is not None else self._words()
        self.setEditText(typed or self._shown)
        if typed:
            self._line.setModified(True)
        else:
            self._line.setCursorPosition(0)

    def _words(self) -> str:
        target = self._target
        if target.kind == "difference":
            return self._rows.pair_words(target)
        model = self._model_info
        alike = model is not None and model.task == LIKENESS
        return (short_name if alike else shown)(target.name) or str(target.index)

    def _search(self, text: str) -> None:
        self._found.fill(self._rows.with_text(text) if text else (), (), ())

    def _choose_row(self, row: int) -> None:
        target = self._rows.row(row).target
        if target is not None:
            self._wish(target)

    def _choose_text(self) -> None:
        """Take what was typed, once."""
        text = self.currentText().strip()
        if not text or text == self._shown:
            self._show_target()
        else:
            self._shown = text
            try:
                self._wish(self._read(text))
            except TwoMeanings as asked:
                self._ask(asked.meanings)
            except UserError:  # the engine says that there is no such class
                self._wish(Target(kind="name", name=text))

    def _read(self, text: str) -> Target:
        """Understand an index, A-B, a row of the list, or a name for the engine to find.

        Raises:
            TwoMeanings: a class has this number, and another one this name.
            UserError: it is none of all.
        """
        if (pair := self._rows.pair_named(text)) is not None:
            return pair
        model = self._model_info
        target = Target.parse(text) if model is None else typed_target(text, labels_of(model))
        if target.kind != "name":
            return target
        found = self._rows.targets_named(target.name) if target == target.plain else set[Target]()
        return found.pop() if len(found) == 1 else target

    def _ask(self, meanings: Sequence[Target]) -> None:
        """Show the classes that the typed text may mean; without the keyboard nothing is asked."""
        if not self._line.hasFocus():
            self._show_target()
            return
        self._shown = ""  # the same text asks again
        rows = [row for target in meanings for row in self._rows.rows_of(target)]
        self._found.fill(rows, (), ())
        self._completer.complete()
        if popup := self._completer.popup():
            popup.setCurrentIndex(QModelIndex())  # none is likelier

    def _wish(self, target: Target) -> None:
        if target == self._target:
            self._show_target()
        else:
            self.target_chosen.emit(target)

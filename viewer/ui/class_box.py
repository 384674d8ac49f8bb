"""The searchable list of classes: this picture's top five, then groups, then every class."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from viewer.core.records import ModelInfo, Prediction, Target

TARGET = int(Qt.ItemDataRole.UserRole)
TITLE = TARGET + 1  # what the box shows once the row is chosen, without its probability


class ClassBox(QComboBox):
    """Type a part of a name, or an index; what stands in the box is what is explained."""

    target_chosen = Signal(object)  # Target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model_info: ModelInfo | None = None
        self._prediction: Prediction | None = None
        self._target = Target()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        completer = QCompleter(self._rows, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(16)
        self.setCompleter(completer)
        self.setAccessibleName(self.tr("Class to explain"))
        self.activated.connect(self._choose_row)
        by_index = completer.activated[QModelIndex]  # pyright: ignore[reportIndexIssue]
        by_index.connect(self._choose_completion)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._choose_text)
        self._fill()

    def set_model_info(self, model: ModelInfo | None) -> None:
        """Offer another model's classes and groups."""
        self._model_info = model
        self._fill()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Offer another picture's top five first."""
        self._prediction = prediction
        self._fill()

    def set_target(self, target: Target) -> None:
        """Show what is explained."""
        self._target = target
        self._show_target()

    def _fill(self) -> None:
        self._rows.clear()
        self._add(
            self.tr("Top prediction"), Target(), self.tr("Whatever the model finds likeliest")
        )
        prediction, model = self._prediction, self._model_info
        if prediction is not None:
            self._add_heading(self.tr("This picture"))
            for score in prediction.top:
                text = f"{score.name}   {score.probability:.1%}"
                self._add(text, Target(kind="class", index=score.index), score.name, score.name)
        if model is not None and model.groups:
            self._add_heading(self.tr("Groups of classes"))
            for group in model.groups:
                tip = self.tr("{count} classes").format(count=len(group.members))
                self._add(group.name, Target(kind="name", name=group.name), tip)
        if model is not None:
            self._add_heading(self.tr("All classes"))
            for index, name in enumerate(model.class_names):
                target = Target(kind="class", index=index)
                self._add(f"{name}   [{index}]", target, model.class_titles[index], name)
        self._show_target()

    def _add(self, text: str, target: Target, tip: str, title: str = "") -> None:
        item = QStandardItem(text)
        item.setData(target, TARGET)
        item.setData(title or text, TITLE)
        item.setToolTip(tip)
        self._rows.appendRow(item)

    def _add_heading(self, text: str) -> None:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self._rows.appendRow(item)

    def _show_target(self) -> None:
        for row in range(self._rows.rowCount()):
            item = self._rows.item(row)
            if item.data(TARGET) == self._target:
                self.setCurrentIndex(row)
                self.setEditText(item.data(TITLE))
                if (line := self.lineEdit()) is not None:
                    line.setCursorPosition(0)
                return
        self.setEditText(self._words())

    def _words(self) -> str:
        target = self._target
        if target.kind == "difference":
            return f"{target.index} - {target.against}"
        return target.name or str(target.index)

    def _choose_row(self, row: int) -> None:
        target = self._rows.item(row).data(TARGET)
        if target is not None:
            self._wish(target)

    def _choose_completion(self, index: QModelIndex) -> None:
        target = index.data(TARGET)
        if target is not None:
            self._wish(target)

    def _choose_text(self) -> None:
        """Take what was typed: an exact row, an index, A-B, or a name for the engine to find."""
        text = self.currentText().strip()
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        shown = self._rows.item(self.currentIndex())
        if not text or (shown is not None and text == shown.data(TITLE)):
            self._show_target()
        elif row >= 0 and self._rows.item(row).data(TARGET) is not None:
            self._choose_row(row)
        else:
            self._wish(Target.parse(text))

    def _wish(self, target: Target) -> None:
        if target == self._target:
            self._show_target()
        else:
            self.target_chosen.emit(target)

"""The searchable list of classes: this picture's top five, then groups, then every class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyledItemDelegate, QWidget

from viewer.core.records import ModelInfo, Prediction, Target
from viewer.ui.language import class_word, group_word

TARGET = int(Qt.ItemDataRole.UserRole)
LIST_PX = 320  # of the drop-down list: names are longer than the box
TITLE = TARGET + 1  # what the box shows once the row is chosen, without its probability


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
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self._line = QLineEdit(self)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        self.view().setMinimumWidth(LIST_PX)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet spaces its rows
        completer = QCompleter(self._rows, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(16)
        self.setCompleter(completer)
        self.setAccessibleName(self.tr("Class to explain"))
        self.activated.connect(self._choose_row)
        self._line.editingFinished.connect(self._choose_text)
        self._fill()

    def set_model_info(self, model: ModelInfo | None) -> None:
        """Offer another model's classes and groups."""
        self._model_info = model
        self._fill()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Offer another picture's top five first."""
        typed = self._typed()
        self._prediction = prediction
        self._rows.removeRows(1, self._picture_rows)
        self._add_picture()
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
        typed = self._typed()
        self._rows.clear()
        tip = self.tr("Whatever the model finds likeliest")
        self._rows.appendRow(_row(self.tr("Top prediction"), Target(), tip))
        self._add_picture()
        model = self._model_info
        if model is not None and model.groups:
            self._rows.appendRow(_heading(self.tr("Groups of classes")))
            for group in model.groups:
                tip = self.tr("{count} classes").format(count=len(group.members))
                self._rows.appendRow(
                    _row(group_word(group.name), Target(kind="name", name=group.name), tip)
                )
        if model is not None:
            self._rows.appendRow(_heading(self.tr("All classes")))
            # At once: who looks at the rows would hear of each of a thousand.
            self._rows.invisibleRootItem().appendRows(
                [
                    _row(f"{name}   [{index}]", Target(kind="class", index=index), title, name)
                    for index, (name, title) in enumerate(
                        zip(
                            map(class_word, model.class_names),
                            map(class_word, model.class_titles),
                            strict=True,
                        )
                    )
                ]
            )
        self._show_target(typed)

    def _add_picture(self) -> None:
        """Put this picture's top five below the first row."""
        prediction = self._prediction
        rows = [] if prediction is None else [_heading(self.tr("This picture"))]
        for score in prediction.top if prediction is not None else ():
            name = class_word(score.name)
            target = Target(kind="class", index=score.index)
            rows.append(_row(f"{name}   {score.probability:.1%}", target, name, name))
        for number, row in enumerate(rows):
            self._rows.insertRow(1 + number, row)
        self._picture_rows = len(rows)

    def _typed(self) -> str:
        """Return what the user is typing at this moment, or nothing."""
        line = self._line
        return line.text() if line.hasFocus() and line.isModified() else ""

    def _show_target(self, typed: str = "") -> None:
        """Show the target, but leave alone what the user is typing."""
        row = self._row_of(self._target)
        self.setCurrentIndex(row)
        self._shown = self._rows.item(row).data(TITLE) if row >= 0 else self._words()
        self.setEditText(typed or self._shown)
        if typed:
            self._line.setModified(True)
        else:
            self._line.setCursorPosition(0)

    def _row_of(self, target: Target) -> int:
        """Return the first row of a target; the classes stand last, in order."""
        classes = len(self._model_info.class_names) if self._model_info is not None else 0
        first_class = self._rows.rowCount() - classes
        for row in range(first_class):
            if self._rows.item(row).data(TARGET) == target:
                return row
        if target.kind == "class" and 0 <= target.index < classes:
            return first_class + target.index
        return -1

    def _words(self) -> str:
        target = self._target
        if target.kind == "difference":
            return f"{target.index}-{target.against}"
        return target.name or str(target.index)

    def _choose_row(self, row: int) -> None:
        target = self._rows.item(row).data(TARGET)
        if target is not None:
            self._wish(target)

    def _choose_text(self) -> None:
        """Take what was typed, once."""
        text = self.currentText().strip()
        if not text or text == self._shown:
            self._show_target()
        else:
            self._shown = text
            self._wish(self._read(text))

    def _read(self, text: str) -> Target:
        """Understand an index, A-B, a row of the list, or a name for the engine to find."""
        target = Target.parse(text)
        if target.kind != "name":
            return target
        rows = (self._rows.item(row) for row in range(self._rows.rowCount()))
        named = [row for row in rows if text.casefold() in _names(row)]
        found = {row.data(TARGET) for row in named if row.data(TARGET) is not None}
        return found.pop() if len(found) == 1 else target

    def _wish(self, target: Target) -> None:
        if target == self._target:
            self._show_target()
        else:
            self.target_chosen.emit(target)


def _row(text: str, target: Target, tip: str, title: str = "") -> QStandardItem:
    item = QStandardItem(text)
    item.setData(target, TARGET)
    item.setData(title or text, TITLE)
    item.setToolTip(tip)
    return item


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _names(row: QStandardItem) -> tuple[str, str]:
    """Return the two texts a row goes by, to be compared without regard to case."""
    return row.text().casefold(), str(row.data(TITLE)).casefold()

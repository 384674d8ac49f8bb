"""The model's structure: what print(model) prints, and the layers that can be explained."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.records import ModelInfo


class StructureDialog(QDialog):
    """Searchable text and table; a double-click on a layer chooses it."""

    layer_chosen = Signal(object)  # str

    def __init__(self, model: ModelInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(model.title)
        self.resize(760, 600)
        summary = QLabel(self._summary(), self, wordWrap=True)
        self.search = QLineEdit(self, clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search"))
        self.text = QPlainTextEdit(model.tree, self, readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.table = QTreeWidget(self)
        self._fill_table()
        tabs = QTabWidget(self)
        tabs.addTab(self.table, self.tr("Layers"))
        tabs.addTab(self.text, self.tr("Structure"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy structure"), buttons.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(model.tree))
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Return in the search box searches on
        buttons.rejected.connect(self.reject)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._find_next)
        self.table.itemActivated.connect(lambda item: self.layer_chosen.emit(item.text(0)))
        column = QVBoxLayout(self)
        for widget in (summary, self.search, tabs, buttons):
            column.addWidget(widget)

    def _summary(self) -> str:
        model = self._model
        width, height = model.rule.size
        return self.tr("{count} parameters, {classes} classes, input {width} × {height}").format(
            count=f"{model.parameters:,}",
            classes=len(model.class_names),
            width=width,
            height=height,
        )

    def _fill_table(self) -> None:
        self.table.setRootIsDecorated(False)
        self.table.setAlternatingRowColors(True)
        self.table.setHeaderLabels([self.tr("Layer"), self.tr("Type"), self.tr("Output shape"), ""])
        for layer in self._model.layers:
            mark = self.tr("default") if layer.name == self._model.default_layer else ""
            shape = " × ".join(map(str, layer.shape))
            row = QTreeWidgetItem([layer.name, layer.type, shape, mark])
            self.table.addTopLevelItem(row)
            if mark:
                self.table.setCurrentItem(row)
        for column in range(3):
            self.table.resizeColumnToContents(column)

    def _find(self, text: str) -> None:
        """Show the rows that contain the text, and jump to it in the structure."""
        for number in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(number)
            if item is not None:
                words = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(text.casefold() not in words)
        self._jump(self.text.document().find(text))

    def _find_next(self) -> None:
        """Jump to the next place in the structure, after the last one to the first."""
        document, text = self.text.document(), self.search.text()
        cursor = document.find(text, self.text.textCursor())
        self._jump(document.find(text) if cursor.isNull() else cursor)

    def _jump(self, cursor: QTextCursor) -> None:
        if not cursor.isNull():
            self.text.setTextCursor(cursor)

"""The model panel: the model's modules as a searchable tree; a click on a layer explains there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QEvent, QModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.structure import Structure, ancestors
from viewer.core.maps.merging import parse_layers
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.looks.theme import icon
from viewer.ui.panels.module_tree import NAME, OUTPUT, PARAMETERS, SEARCH, TYPE, ModuleTree

# What each column has room for; the first one takes the rest.
SAMPLES = {
    NAME: "    12 conv_dw",
    TYPE: "BatchNorm2d",
    OUTPUT: "1280\u2009×\u2009112\u2009×\u2009112",
    PARAMETERS: "Parameters",
}
PADDING_PX = 18


class ModelPanel(QWidget):
    """Shows a model's structure and wishes for the layer that is clicked."""

    layer_chosen = Signal(object)  # str

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info: ModelInfo | None = None
        self._layer: str | None = None
        self._panes: tuple[PaneSpec, ...] = ()
        self.modules = ModuleTree(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self.modules)
        self._found.setRecursiveFilteringEnabled(True)
        self._found.setFilterRole(SEARCH)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.summary = PlainLabel("", self, wordWrap=True)
        self.search = QLineEdit(self, clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search by name or type"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setAcceptDrops(False)  # the window takes dropped files
        self._glass = QAction(self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.tree = QTreeView(self)
        self.shapes = PlainLabel("", self, wordWrap=True)
        self.copy = QToolButton(self)
        self.copy.setText(self.tr("Copy structure"))
        self._place()
        self._retint()
        self.search.textChanged.connect(self._search)
        self.tree.clicked.connect(self._choose)
        self.tree.activated.connect(self._choose)
        self.copy.clicked.connect(self._copy)

    def sizeHint(self) -> QSize:
        """Return room for all columns."""
        return QSize(sum(map(self._width_px, SAMPLES)) + 3 * PADDING_PX, 480)

    def set_model(self, info: ModelInfo) -> None:
        """Tell of another model; its structure comes later."""
        self._info = info
        words = self.tr("{count} parameters, {classes} classes")
        count, classes = f"{info.parameters:,}", len(info.class_names)
        self.summary.setText(f"{spoken(info.title)}\n" + words.format(count=count, classes=classes))
        self.copy.setEnabled(True)
        self._mark()

    def set_structure(self, structure: Structure | None) -> None:
        """Show a model's modules, or none while they are not known."""
        known = self.modules.rowCount() > 0
        self.modules.set_structure(structure)
        if structure is None or self._info is None:
            self.shapes.setText("")
            return
        width, height = structure.size
        words = self.tr("Outputs for an input of {width} × {height} pixels")
        if structure.size == self._info.rule.size:
            words = self.tr("Outputs for the model's usual input, {width} × {height} pixels")
        self.shapes.setText(words.format(width=width, height=height))
        if not known:
            self._search(self.search.text())

    def set_layer(self, layer: str | None) -> None:
        """Mark the layer that is explained; None stands for the model's default."""
        self._layer = layer
        self._mark()
        self._reveal()

    def set_panes(self, panes: Sequence[PaneSpec]) -> None:
        """Mark also the layers that single panes have for themselves."""
        self._panes = tuple(panes)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _place(self) -> None:
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.setToolTip(self.tr("Copy what print(model) prints."))
        self.copy.setEnabled(False)
        self.shapes.setProperty("role", "quiet")
        self.tree.setModel(self._found)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setIndentation(14)
        self.tree.setAccessibleName(self.tr("Modules of the model"))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in SAMPLES:
            self.tree.setColumnWidth(column, self._width_px(column))
        foot = QHBoxLayout()
        foot.addWidget(self.shapes, 1)
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        for widget in (self.summary, self.search):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    def _width_px(self, column: int) -> int:
        return self.fontMetrics().horizontalAdvance(SAMPLES[column]) + PADDING_PX

    def _search(self, text: str) -> None:
        """Show what fits and what holds it; without a text, the way to the explained layer."""
        self._found.setFilterFixedString(text.strip())
        if text.strip():
            self.tree.expandAll()
        else:
            self.tree.collapseAll()
            self.tree.expandToDepth(0)
            self._reveal()

    def _choose(self, index: QModelIndex) -> None:
        node = self.modules.node(self._found.mapToSource(index))
        if not node.unfit:
            self.layer_chosen.emit(node.name)

    def _mark(self) -> None:
        shared = self._layer or (self._info.default_layer if self._info else "")
        layers = {spec.layer or shared for spec in self._panes} or {shared}
        named = (parse_layers(layer).names for layer in layers if layer)
        self.modules.set_layers(frozenset(chain.from_iterable(named)))

    def _reveal(self) -> None:
        """Open the way to the layer that is explained, and bring it into sight."""
        shown = self._layer or (self._info.default_layer if self._info else "")
        name = parse_layers(shown).names[-1] if shown else ""
        index = self._found.mapFromSource(self.modules.index_of(name))
        if not index.isValid():
            return
        for holder in ancestors(name):
            self.tree.expand(self._found.mapFromSource(self.modules.index_of(holder)))
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    def _copy(self) -> None:
        if self._info is not None:
            QGuiApplication.clipboard().setText(self._info.tree)

    def _retint(self) -> None:
        self.modules.retint()
        self._glass.setIcon(icon("search"))
        self.copy.setIcon(icon("copy"))

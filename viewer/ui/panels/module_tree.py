"""The rows of the model panel: every module under the one that holds it; no widget per row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QIcon, QPalette

from viewer.core.asks.structure import REASONS, ModuleNode, Structure, shape_text
from viewer.ui.looks.plain_text import tip
from viewer.ui.looks.theme import icon

AnyIndex = QModelIndex | QPersistentModelIndex
SEARCH = int(Qt.ItemDataRole.UserRole)  # what the search box looks through
THIN = "\u2009"  # a thin space: shapes are long and docks narrow
NAME, TYPE, OUTPUT, PARAMETERS = range(4)


class ModuleTree(QAbstractItemModel):
    """A structure as a tree without its root; an index's id is the number of its node."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[ModuleNode, ...] = ()
        self._numbers: dict[str, int] = {}
        self._inner: dict[str, list[int]] = {}  # a module's path -> the numbers of what it holds
        self._rows: list[int] = []  # a node's number -> its row under its parent
        self._default = ""
        self._layers: frozenset[str] = frozenset()
        self._target_icon = QIcon()
        self.retint()

    def set_structure(self, structure: Structure | None) -> None:
        """Show another model's modules; the same ones with other shapes stay where they are."""
        nodes = structure.nodes if structure is not None else ()
        self._default = structure.default_layer if structure is not None else ""
        if [node.name for node in nodes] == [node.name for node in self._nodes]:
            self._nodes = nodes
            self._repaint()
            return
        self.beginResetModel()
        self._nodes = nodes
        self._numbers = {node.name: number for number, node in enumerate(nodes)}
        self._inner, self._rows = {}, []
        for number, node in enumerate(nodes):
            siblings = self._inner.setdefault(node.parent if node.name else "(none)", [])
            self._rows.append(len(siblings))
            siblings.append(number)
        self.endResetModel()

    def set_layers(self, layers: frozenset[str]) -> None:
        """Mark the layers that are explained."""
        if layers != self._layers:
            self._layers = layers
            self._repaint()

    def retint(self) -> None:
        """Draw the mark in the colours of the palette in use."""
        self._target_icon = icon("target")
        self._repaint()

    def node(self, index: AnyIndex) -> ModuleNode:
        """Return the module of a valid index."""
        return self._nodes[index.internalId()]

    def index_of(self, name: str) -> QModelIndex:
        """Return the index of a module's path; an invalid one where there is none."""
        number = self._numbers.get(name) if name else None
        return QModelIndex() if number is None else self._at(number)

    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        """Return the index of a row under a module."""
        inner = self._inside(parent)
        if 0 <= row < len(inner) and 0 <= column < 4:
            return self.createIndex(row, column, inner[row])
        return QModelIndex()

    def parent(self, index: AnyIndex | None = None) -> Any:
        """Return the module that holds this one; without an index, the model's owner."""
        if index is None:
            return QObject.parent(self)
        return self.index_of(self.node(index).parent) if index.isValid() else QModelIndex()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many modules a module holds itself."""
        return len(self._inside(parent))

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: ARG002 - the same for all
        """Return the number of columns."""
        return 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the columns' titles."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Module"), self.tr("Type"), self.tr("Output"), self.tr("Parameters"))[
            section
        ]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows."""
        if not index.isValid():
            return None
        node, column = self.node(index), index.column()
        answers: dict[int, Callable[[ModuleNode, int], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._words,
            Qt.ItemDataRole.TextAlignmentRole: _alignment,
            Qt.ItemDataRole.ForegroundRole: _colour,
            Qt.ItemDataRole.FontRole: self._font,
            Qt.ItemDataRole.DecorationRole: self._mark,
            SEARCH: _searched,
        }
        answer = answers.get(role)
        return answer(node, column) if answer is not None else None

    def _text(self, node: ModuleNode, column: int) -> str:
        if column == NAME:
            return f"★ {node.label}" if node.name == self._default else node.label
        if column == TYPE:
            return node.type
        if column == OUTPUT:
            return shape_text(node.shape).replace(" ", THIN)
        return f"{node.parameters:,}" if node.parameters else "–"

    def _tip(self, node: ModuleNode, column: int) -> str:
        return tip(self._words(node, column))

    def _words(self, node: ModuleNode, _column: int) -> str:
        reason = QCoreApplication.translate("Structure", REASONS[node.unfit])
        lines = [node.name, f"{node.type}({node.detail})"]
        lines.append(reason or self.tr("A click explains the picture at this layer."))
        if node.name == self._default:
            lines.append(self.tr("CamScope suggests this layer."))
        return "\n".join(lines)

    def _font(self, node: ModuleNode, _column: int) -> QFont | None:
        if node.name not in self._layers:
            return None
        font = QFont(QGuiApplication.font())
        font.setBold(True)
        return font

    def _mark(self, node: ModuleNode, column: int) -> QIcon | None:
        return self._target_icon if column == NAME and node.name in self._layers else None

    def _at(self, number: int) -> QModelIndex:
        return self.createIndex(self._rows[number], 0, number)

    def _inside(self, parent: AnyIndex | None) -> list[int]:
        if parent is not None and parent.column() > 0:
            return []
        valid = parent is not None and parent.isValid()
        return self._inner.get(self.node(parent).name if valid else "", [])  # type: ignore[arg-type]

    def _repaint(self) -> None:
        for name, inner in self._inner.items():
            if name == "(none)":
                continue
            first = self.createIndex(0, 0, inner[0])
            self.dataChanged.emit(first, self.createIndex(len(inner) - 1, 3, inner[-1]))


def _alignment(_node: ModuleNode, column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == PARAMETERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _colour(node: ModuleNode, _column: int) -> QBrush | None:
    role = QPalette.ColorRole.PlaceholderText
    return QGuiApplication.palette().brush(role) if node.unfit else None


def _searched(node: ModuleNode, _column: int) -> str:
    return f"{node.name} {node.type} {node.detail}"

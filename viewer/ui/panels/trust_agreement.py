"""How alike the panes' maps are: a table of numbers, coloured by how much they agree."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.looks.theme import mix

CELL_PX = 46
Table = NDArray[np.float64]


class TrustAgreement(QWidget):
    """A table for each kind of likeness; fewer than two maps have nothing to agree on."""

    consensus_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: dict[str, Table] = {}
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("How alikeness is measured"))
        words = {
            "spearman": self.tr("Rank correlation"),
            "pearson": self.tr("Correlation"),
            "top_overlap": self.tr("Overlap of the top 10 %"),
        }
        for key, text in words.items():
            self.box.addItem(text, key)
        self.table = _TablePicture(self)
        label = PlainLabel(self.tr("Agreement of the panes"), self)
        label.setBuddy(self.box)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.table)
        self.consensus = QPushButton(self.tr("Add their consensus"), self)
        self.consensus.setToolTip(
            tip(self.tr("A pane with the mean rank that these methods give to each place."))
        )
        column.addWidget(self.consensus, 0, Qt.AlignmentFlag.AlignLeft)
        self.consensus.clicked.connect(self.consensus_wished)
        self.box.currentIndexChanged.connect(self._show)
        self.set_tables((), {})

    def set_tables(
        self, names: Sequence[str], tables: dict[str, Table], *, can_join: bool = False
    ) -> None:
        """Show how alike maps are.

        Args:
            names: of the panes' maps, in their order.
            tables: (n, n) for each kind of likeness.
            can_join: whether a consensus of them can be made.
        """
        self.consensus.setVisible(can_join)
        self._tables, self.table.names = tables, tuple(names)
        self.setVisible(len(names) > 1)
        self._show()

    def _show(self, _index: int = 0) -> None:
        self.table.set_values(self._tables.get(self.box.currentData()))


class _TablePicture(QWidget):
    """Paints one table: a row a map, with its number and name, and the lower half of the cells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self._values: Table | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, len(self.names) * self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, len(self.names) * self._line())

    def set_values(self, values: Table | None) -> None:
        self._values = values
        said = [] if values is None else self._said(values)
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._values is None:
            return
        painter, palette = QPainter(self), self.palette()
        line, count = self._line(), len(self.names)
        cell = min(CELL_PX, max(20, (self.width() - 90) // max(1, count - 1)))
        names = self.width() - cell * (count - 1)
        for row, name in enumerate(self.names):
            top = row * line
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            text = f"{row + 1}  {name}"
            room = QRect(0, top, names + cell * (count - 1 - row) - 8, line)
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, names - 8 if row else room.width()
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), elided)
            for column in range(row):
                place = QRect(names + column * cell, top, cell - 2, line - 2)
                self._paint_cell(painter, place, float(self._values[row, column]))
        painter.end()

    def _paint_cell(self, painter: QPainter, place: QRect, value: float) -> None:
        palette = self.palette()
        base, accent = palette.base().color(), palette.color(QPalette.ColorRole.Highlight)
        share = 0.0 if math.isnan(value) else min(1.0, max(0.0, value))
        painter.fillRect(place, mix(base, accent, 0.45 * share))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), f"{value:.2f}")

    def _said(self, values: Table) -> list[str]:
        pairs = [(row, column) for row in range(len(self.names)) for column in range(row)]
        return [f"{b + 1}, {a + 1}: {values[a, b]:.2f}" for a, b in pairs]

    def _line(self) -> int:
        return self.fontMetrics().height() + 8

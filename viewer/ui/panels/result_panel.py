"""The results of an export in shards: a filter, a table, and the map of the row that is chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.results.browsing import ResultTable
from viewer.results.drawing import DrawnRow
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel
from viewer.ui.panels.result_rows import ResultRows

WIDTHS_PX = {"picture": 150, "layer": 110, "failure": 240}
USUAL_PX = 92
PREVIEW_PX = 180  # least side


class MapPreview(QWidget):
    """A map over its picture, as large as there is room, and a line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.picture = PlainLabel("", self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(PREVIEW_PX, PREVIEW_PX)
        self.line = ElidedLabel("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, 0, 0, 0)
        column.addWidget(self.picture, 1)
        column.addWidget(self.line)

    def set_drawn(self, drawn: DrawnRow | None) -> None:
        """Show what was drawn; None: nothing."""
        pixels = None if drawn is None else drawn.pixels
        self._pixmap = QPixmap() if pixels is None else _pixmap(pixels)
        self.line.setText("" if drawn is None else _said(drawn))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture in again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._pixmap.isNull():
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        scaled = self._pixmap.scaled(
            self.picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(scaled)


class ResultPanel(QWidget):
    """Shows rows, and says what somebody wishes of them."""

    filter_wished = Signal(str)
    sort_wished = Signal(str, bool)  # column, and whether the greatest comes first
    row_chosen = Signal(object)  # the row, a dict
    picture_wished = Signal(Path)  # to be opened in the window

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = QLineEdit(self)
        self.count = ElidedLabel("", self)
        self.rows, self.view = ResultRows(self), QTableView(self)
        self.preview, self.split = MapPreview(self), QSplitter(Qt.Orientation.Horizontal, self)
        self.nothing = PlainLabel(self.tr("Open results, and their rows are shown here."), self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.filter.setPlaceholderText(self.tr("Filter, such as: spread > 0.3, predicted ~ cat"))
        self.filter.setClearButtonEnabled(True)
        self._arrange_view()
        self._lay_out()
        self.filter.returnPressed.connect(lambda: self.filter_wished.emit(self.filter.text()))
        self.filter.textChanged.connect(self._cleared)
        self.rows.sort_wished.connect(self.sort_wished)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.view.doubleClicked.connect(self._open)
        self.set_table(None)

    def sizeHint(self) -> QSize:
        """Ask for some rows and a map beside them."""
        return QSize(760, 260)

    def set_table(self, table: ResultTable | None) -> None:
        """Show the rows of a folder, and how many there are; the row that is chosen stays so."""
        chosen = self.view.currentIndex().row()
        self.rows.set_table(table)
        for part in (self.filter, self.count, self.split):
            part.setVisible(table is not None)
        self.nothing.setVisible(table is None)
        if table is None:
            self.count.setText("")
            self.preview.set_drawn(None)
            return
        done, shards = table.shards
        told = self.tr("{rows} of {all} rows · {done} of {shards} shards · {folder}")
        folder, rows, every = shown_path(table.store.folder.name), len(table), table.total
        told = told.format(
            rows=f"{rows:,}", all=f"{every:,}", done=done, shards=shards, folder=folder
        )
        self.count.setText(told)
        if 0 <= chosen < len(table):
            self.view.selectRow(chosen)

    def _arrange_view(self) -> None:
        view = self.view
        view.setModel(self.rows)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setWordWrap(False)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 8)
        view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for column in range(self.rows.columnCount()):
            name = self.rows.headerData(column, Qt.Orientation.Horizontal)
            view.setColumnWidth(column, WIDTHS_PX.get(name, USUAL_PX))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.filter, 2)
        head.addWidget(self.count, 3)
        self.split.addWidget(self.view)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.addLayout(head)
        column.addWidget(self.split, 1)
        column.addWidget(self.nothing, 1)

    def _cleared(self, text: str) -> None:
        if not text:
            self.filter_wished.emit("")

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self.rows.row(index.row()))

    def _open(self, index: QModelIndex) -> None:
        self.picture_wished.emit(Path(self.rows.row(index.row())["picture"]))


def _said(drawn: DrawnRow) -> str:
    row = drawn.row
    if drawn.remark:
        return spoken(drawn.remark)
    return " · ".join(str(row[name]) for name in ("target", "method", "layer") if row[name])


def _pixmap(pixels: np.ndarray) -> QPixmap:
    height, width, _ = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())

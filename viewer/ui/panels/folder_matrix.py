"""The confusions of a folder as a matrix: a click on a cell, or Return, wishes for its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.core.foreign_text import shown
from viewer.results.confusion import Confusions
from viewer.ui.looks.plain_text import ElidedLabel, row_text
from viewer.ui.looks.theme import mix

WIDEST_PX, NAMES_PX = 128, 120  # a cell, and the room for the folders' names
FEWEST, LONGEST = 5, 16  # signs of a name beside the matrix
MOST_FIGURES = 14  # a matrix of more rows or columns bears no figures
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ConfusionMatrix(QWidget):
    """Rows are folders, columns are predicted classes; what is right is outlined."""

    cell_wished = Signal(str, str)  # folder and predicted class, of a cell with pictures

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Confusions | None = None
        self._figures: list[pg.TextItem] = []
        self.cell = (0, 0)
        self.plot, self.line = pg.PlotWidget(self), ElidedLabel("", self)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.here = pg.PlotCurveItem(connect="finite")
        self.right = pg.PlotCurveItem(connect="finite")
        self.plot.setAccessibleName(self.tr("Folders and predicted classes"))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot, 1)
        column.addWidget(self.line)
        scene: Any = self.plot.scene()
        scene.sigMouseMoved.connect(self._point)
        scene.sigMouseClicked.connect(self._click)

    def set_confusions(self, confusions: Confusions | None) -> None:
        """Show a matrix; None: nothing is known."""
        self._shown, self.cell = confusions, (0, 0)
        if confusions is not None and confusions.counts.size:
            rows, columns = confusions.counts.shape
            self.plot.setMaximumWidth(NAMES_PX + columns * WIDEST_PX)
            self.plot.setMaximumHeight(NAMES_PX + rows * WIDEST_PX)
            self.plot.getViewBox().setRange(QRectF(0, 0, columns, rows), padding=0.02)
            self._name()
        self._repaint()
        self._go_to(self.cell)

    def wish(self) -> None:
        """Wish for the pictures of the cell that is chosen."""
        shown, (row, column) = self._shown, self.cell
        if shown is not None and shown.counts.size and shown.counts[row, column]:
            self.cell_wished.emit(shown.folders[row], shown.classes[column])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the cell beside; Return wishes for its pictures."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._go_to((self.cell[0] + step[0], self.cell[1] + step[1]))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wish()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name what there is room for now."""
        super().resizeEvent(event)
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette, light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "here"):
            self._repaint()

    def _arrange_plot(self) -> None:
        plot = self.plot
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.invertY(True)
        plot.showAxis("top")
        plot.hideAxis("bottom")
        plot.addItem(self.image)
        plot.addItem(self.right)
        plot.addItem(self.here)

    def _name(self) -> None:
        """Name rows and columns, as far as there is room; the line below names the cell anyway."""
        confusions = self._shown
        if confusions is None or not confusions.counts.size:
            return
        letter, line = self.fontMetrics().horizontalAdvance("n"), self.fontMetrics().height()
        width_px = min(self.width(), self.plot.maximumWidth()) - NAMES_PX
        height_px = min(self.height() - line, self.plot.maximumHeight()) - 2 * line
        rows, columns = confusions.counts.shape
        signs = min(LONGEST, int(width_px / columns / letter) - 2)
        self._name_side("top", confusions.classes, signs)
        self._name_side("left", confusions.folders, LONGEST if height_px / rows >= line else 0)

    def _name_side(self, side: str, names: Sequence[str], signs: int) -> None:
        texts = [
            row_text(shown(name or self.tr("no folder"), signs)) if signs >= FEWEST else ""
            for name in names
        ]
        axis = self.plot.getAxis(side)
        axis.setStyle(tickLength=0, hideOverlappingLabels=False, textFillLimits=[(0, 9.0)])
        if side == "left":
            axis.setWidth(max(map(self.fontMetrics().horizontalAdvance, texts)) + 12)
        axis.setTicks([[(number + 0.5, text) for number, text in enumerate(texts) if text]])

    def _repaint(self) -> None:
        """Paint the cells in shades of the accent, by the logarithm of their counts."""
        palette = self.palette()
        text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
        accent = palette.color(QPalette.ColorRole.Accent)
        self.plot.setBackground(base)
        for side in ("left", "top"):
            self.plot.getAxis(side).setPen(base)
            self.plot.getAxis(side).setTextPen(text)
        self.here.setPen(pg.mkPen(text, width=2))
        self.right.setPen(pg.mkPen(mix(text, base, 0.5), width=1))
        for item in self._figures:
            self.plot.removeItem(item)
        self._figures, shown = [], self._shown
        self.right.setVisible(shown is not None)
        self.image.setVisible(shown is not None and shown.counts.size > 0)
        if shown is None or not shown.counts.size:
            return
        rows, columns = shown.counts.shape
        shares = np.log1p(shown.counts, dtype=np.float32) / np.log1p(
            max(int(shown.counts.max()), 1)
        )
        ramp = np.array([_rgb(mix(base, accent, step / 255)) for step in range(256)], np.uint8)
        self.image.setLookupTable(ramp)
        self.image.setImage((shares * 255).astype(np.uint8), levels=(0, 255))
        self.image.setRect(QRectF(0, 0, columns, rows))
        frames = [_frame(*cell) for cell in shown.right]
        self.right.setData(*np.hstack([np.zeros((2, 0)), *frames]))
        if max(rows, columns) <= MOST_FIGURES:
            self._write(shown, shares, text)

    def _write(self, shown: Confusions, shares: np.ndarray, text: QColor) -> None:
        bright = self.palette().color(QPalette.ColorRole.HighlightedText)
        for (row, column), count in np.ndenumerate(shown.counts):
            if count:
                ink = bright if shares[row, column] > 0.6 else text
                figure = pg.TextItem(f"{count:,}", color=ink, anchor=(0.5, 0.5))
                figure.setPos(column + 0.5, row + 0.5)
                self.plot.addItem(figure)
                self._figures.append(figure)

    def _go_to(self, cell: tuple[int, int]) -> None:
        """Frame a cell, if there is one, and say what it holds."""
        shown = self._shown
        if shown is None or not shown.counts.size:
            self.line.setText("")
            self.here.setData([], [])
            return
        rows, columns = shown.counts.shape
        if not (0 <= cell[0] < rows and 0 <= cell[1] < columns):
            return
        self.cell = row, column = cell
        self.here.setData(*_frame(row, column))
        told = self.tr("{folder} predicted as {predicted}: {count}")
        folder = shown.folders[row] or self.tr("no folder")
        count = f"{shown.counts[row, column]:,}"
        self.line.setText(told.format(folder=folder, predicted=shown.classes[column], count=count))

    def _point(self, place: Any) -> None:
        at = self.plot.getViewBox().mapSceneToView(place)
        self._go_to((int(np.floor(at.y())), int(np.floor(at.x()))))

    def _click(self, event: Any) -> None:
        at = self.plot.getViewBox().mapSceneToView(event.scenePos())
        cell = int(np.floor(at.y())), int(np.floor(at.x()))
        self._go_to(cell)
        if cell == self.cell:
            self.wish()


def _frame(row: int, column: int) -> np.ndarray:
    """Return a line around a cell, (2, 6), which ends in a gap."""
    low, high, gap = 0.01, 0.99, np.nan
    across = [low, high, high, low, low, gap]
    down = [low, low, high, high, low, gap]
    return np.array([across, down]) + np.array([[column], [row]])


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()

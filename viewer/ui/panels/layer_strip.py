"""The layer strip: a thumbnail of the heat map at every block; click to use it, tick to merge."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.records import HeatMap
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.merging import SIGNS, Merge, parse_layers
from viewer.core.maps.overlay import paint_over
from viewer.ui.looks.design import GAP_PX, HALF_PX
from viewer.ui.looks.language import class_word
from viewer.ui.looks.plain_text import ElidedLabel, row_text, tip

THUMBNAIL_PX = 112  # high, as the strip is at first
LEAST_PX, MOST_PX = 72, 2 * THUMBNAIL_PX  # high, as the strip is dragged smaller or larger
TICK_PX, TEXT_PX = 20, 24  # beside a thumbnail, and below it
LINE_PX = 54  # of heading, buttons, scroll bar and edges
LAYER_ROLE = Qt.ItemDataRole.UserRole


class LayerStrip(QWidget):
    """All blocks in forward order, the suggested one with a star, the shown ones selected."""

    layer_chosen = Signal(str)  # a layer, or several joined by a sign
    head_chosen = Signal(int, int)  # a block and its head, counted from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: LayerMaps | None = None
        self._style = HeatStyle()
        self._picture: NDArray[np.uint8] | None = None
        self._layer: str | None = None
        self.heading = ElidedLabel("", self)
        self.list = QListWidget(self)
        self.operation = QComboBox(self)
        self.button = QPushButton(self.tr("Merge ticked layers"), self)
        self._arrange()
        self.list.itemClicked.connect(self._use)
        self.list.itemActivated.connect(self._use)
        self.list.itemChanged.connect(lambda _item: self._allow())
        self.button.clicked.connect(self._merge)
        self.set_maps(None)

    def sizeHint(self) -> QSize:
        """Ask for one row of thumbnails."""
        return QSize(640, THUMBNAIL_PX + TEXT_PX + LINE_PX)

    def set_picture(self, levels: Sequence[QImage]) -> None:
        """Take the picture that thumbnails are painted over, in several sizes, largest first."""
        fitting = [level for level in levels if max(level.width(), level.height()) >= MOST_PX]
        source = (fitting or list(levels))[-1] if levels else QImage()
        if source.isNull():
            self._picture = None
            return
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small = source.scaled(2 * MOST_PX, MOST_PX, keep, smooth)
        small = small.convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), -1)
        pixels = rows[:, : 3 * small.width()]
        self._picture = pixels.reshape(small.height(), small.width(), 3).copy()
        self._fit()

    def set_style(self, style: HeatStyle) -> None:
        """Paint the thumbnails as the panes paint their maps."""
        if style != self._style:
            self._style = style
            self._paint()

    def set_maps(self, maps: LayerMaps | None) -> None:
        """Show the maps of all blocks; None empties the strip."""
        names = [heat.layer for heat in maps.maps] if maps is not None else []
        same = self._shown is not None and names == [heat.layer for heat in self._shown.maps]
        self._shown = maps
        if not same:
            self._fill(names)
        self.heading.setText(self._heading(maps))
        for part in (self.operation, self.button):
            part.setVisible(not self._heads)
        self._paint()

    def set_layer(self, layer: str | None) -> None:
        """Mark the layer, or the merged layers, that the panes show; None: the suggested one."""
        self._layer = layer
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let thumbnails be as high as the list has become."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give thumbnails the list's height and the picture's shape, and cells no more."""
        room = self.list.height() - self.list.horizontalScrollBar().sizeHint().height() - TEXT_PX
        height = max(LEAST_PX, min(room - 2 * self.list.frameWidth(), MOST_PX))
        shape = QSize(1, 1)
        if self._picture is not None:
            shape = QSize(self._picture.shape[1], self._picture.shape[0])
        icon = shape.scaled(2 * height, height, Qt.AspectRatioMode.KeepAspectRatio)
        if icon == self.list.iconSize():
            return
        self.list.setIconSize(icon)
        self.list.setGridSize(QSize(max(icon.width(), LEAST_PX) + TICK_PX, height + TEXT_PX))
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(self.list.gridSize())
        self._mark()

    @property
    def _heads(self) -> int:
        return self._shown.heads if self._shown is not None else 0

    def _heading(self, maps: LayerMaps | None) -> str:
        if maps is None or not maps.maps:
            return self.tr("The maps of all blocks appear here once a picture is explained.")
        if maps.heads:
            return self.tr("What the tokens that are read look at, in every block and head")
        method, title = maps.maps[0].row.title, class_word(maps.maps[0].resolved.title)
        return self.tr("{method} · {title} at every block").format(method=method, title=title)

    def _arrange(self) -> None:
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        self.list.installEventFilter(self)
        self.list.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self.list.setAccessibleName(self.tr("Heat maps by layer"))
        self.operation.setAccessibleName(self.tr("How layers are merged"))
        words = {
            "mean": self.tr("Mean"),
            "max": self.tr("Maximum"),
            "product": self.tr("Product"),
        }
        for operation in SIGNS:
            self.operation.addItem(words[operation], operation)
        line = QHBoxLayout()
        line.addWidget(self.heading, 1)
        line.addWidget(self.operation)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, HALF_PX, GAP_PX, HALF_PX)
        column.addLayout(line)
        column.addWidget(self.list, 1)

    def _fill(self, names: Sequence[str]) -> None:
        self.list.clear()
        for name in names:
            item = self._head_item(name) if self._heads else self._layer_item(name)
            item.setData(LAYER_ROLE, name)
            item.setSizeHint(self.list.gridSize())
            self.list.addItem(item)
        self._allow()
        self._mark()

    def _layer_item(self, name: str) -> QListWidgetItem:
        starred = self._shown is not None and name == self._shown.suggested
        item = QListWidgetItem(row_text(f"★ {name}" if starred else name))
        suggested = self.tr("{name} (suggested)").format(name=name)
        item.setToolTip(tip(suggested if starred else name))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _head_item(self, name: str) -> QListWidgetItem:
        block, head = name.split(".")
        words = self.tr("Block {block}, head {head}").format(block=block, head=head)
        item = QListWidgetItem(row_text(name))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setToolTip(tip(words))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        return item

    def _paint(self) -> None:
        maps = self._shown.maps if self._shown is not None else ()
        self.list.blockSignals(True)  # a new icon is no new tick
        for row, heat in enumerate(maps):
            thumbnail = QIcon(self._thumbnail(heat))
            thumbnail.addPixmap(thumbnail.pixmap(self.list.iconSize()), QIcon.Mode.Selected)
            self.list.item(row).setIcon(thumbnail)
        self.list.blockSignals(False)
        self.list.viewport().update()

    def _thumbnail(self, heat: HeatMap) -> QPixmap:
        width, height = heat.geometry.original
        rgb = self._picture
        if rgb is None:
            rgb = np.full((THUMBNAIL_PX, THUMBNAIL_PX, 3), 127, np.uint8)
        ratio_x, ratio_y = rgb.shape[1] / width, rgb.shape[0] / height
        left, top, right, bottom = heat.geometry.box
        box = (left * ratio_x, top * ratio_y, right * ratio_x, bottom * ratio_y)
        painted = np.ascontiguousarray(paint_over(rgb, heat, self._style, box=box))
        image = QImage(
            painted.data,
            painted.shape[1],
            painted.shape[0],
            painted.strides[0],
            QImage.Format.Format_RGB888,
        )
        return QPixmap.fromImage(image)

    def _mark(self) -> None:
        shown = self._layer or (self._shown.suggested if self._shown is not None else "")
        names = parse_layers(shown).names if shown and not self._heads else ("",)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setSelected(item.data(LAYER_ROLE) in names)
            if item.data(LAYER_ROLE) == names[-1]:
                self.list.scrollToItem(item)

    def _ticked(self) -> tuple[str, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            item.data(LAYER_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _allow(self) -> None:
        self.button.setEnabled(len(self._ticked()) > 1)

    def _use(self, item: QListWidgetItem) -> None:
        self._mark()  # the session decides what is shown, not the click
        if self._heads:
            block, head = map(int, item.data(LAYER_ROLE).split("."))
            self.head_chosen.emit(block - 1, head - 1)
            return
        self.layer_chosen.emit(item.data(LAYER_ROLE))

    def _merge(self) -> None:
        self.layer_chosen.emit(str(Merge(self._ticked(), self.operation.currentData())))

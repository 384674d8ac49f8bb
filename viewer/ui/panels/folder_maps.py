"""The maps of one class: points, clusters with their facts, a contact sheet; their mean beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown, shown_path
from viewer.core.maps.colour_maps import Pixels
from viewer.results.clusters import MapCluster
from viewer.results.contact_sheet import SIDE_PX, SheetTile
from viewer.results.map_places import WAYS, Way
from viewer.results.whole import ClassOfMaps, ClusteredMaps
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import ElidedLabel, row_text, tip
from viewer.ui.panels.folder_means import MeanMaps, pixmap_of
from viewer.ui.panels.folder_scatter import MapScatter, cluster_colour

CHIP_PX = 12
MOST_FOLDERS = 3  # named in a cluster's balance


class FolderMaps(QWidget):
    """Shows the maps of a class, and says what somebody wishes of them."""

    cluster_chosen = Signal(int)
    point_wished = Signal(int)  # which of the maps; its picture is to be opened
    tile_wished = Signal(int)  # which of the sheet's pictures is to be opened
    pictures_wished = Signal(int)  # of a cluster, to be shown in the browser
    way_wished = Signal(str)  # in which the points shall be placed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.means, self.scatter = MeanMaps(self), MapScatter(self)
        self.told, self.list = ElidedLabel("", self), QListWidget(self)
        self.sheet = QListWidget(self)
        self.show_all = QPushButton(self.tr("Show these pictures"), self)
        self.show_all.setEnabled(False)
        self.ways = QComboBox(self)
        self._arrange_ways()
        self._arrange_lists()
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.sheet.itemActivated.connect(lambda item: self.tile_wished.emit(self.sheet.row(item)))
        self.scatter.point_wished.connect(self.point_wished)
        self.show_all.clicked.connect(lambda: self.pictures_wished.emit(self.list.currentRow()))

    def set_group(self, group: ClassOfMaps | None, table: Pixels) -> None:
        """Show the mean of a class; its clusters are still looked for. None: there is no class."""
        self.means.set_maps(group, table)
        self.list.clear()
        self.sheet.clear()
        self.scatter.set_points(np.zeros((0, 2), np.float32), [])
        self.ways.setEnabled(False)
        self.told.setText("" if group is None else self.tr("Looking for clusters…"))

    def set_places(self, found: ClusteredMaps) -> None:
        """Show where the points lie, and how their places were found."""
        self.scatter.set_points(found.places, [each.members for each in found.clusters])
        self.scatter.choose(self.list.currentRow())
        self.set_way(found.way)

    def set_way(self, way: Way) -> None:
        """Say how the places were found, and let another way be wished for."""
        self.ways.setCurrentIndex(self.ways.findData(way))
        self.ways.setEnabled(True)

    def set_clusters(self, found: ClusteredMaps) -> None:
        """Show the clusters of the class, and choose the first."""
        self.list.clear()
        self.set_places(found)
        for number, cluster in enumerate(found.clusters):
            self.list.addItem(self._row(number, cluster, found.group))
        suspicious = sum(bool(cluster.suspicious) for cluster in found.clusters)
        told = self.tr("Clusters: {count} · to be looked at: {suspicious}")
        self.told.setText(told.format(count=len(found.clusters), suspicious=suspicious))
        self.list.setCurrentRow(0)

    def set_tiles(self, tiles: Sequence[SheetTile]) -> None:
        """Show the contact sheet of the cluster that is chosen."""
        self.sheet.clear()
        for tile in tiles:
            item = QListWidgetItem(QIcon(pixmap_of(tile.pixels)), "")
            item.setToolTip(tip(shown_path(tile.picture)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown_path(tile.picture.name))
            self.sheet.addItem(item)

    def _arrange_ways(self) -> None:
        for way in WAYS:
            self.ways.addItem(way, way)
        self.ways.setAccessibleName(self.tr("How the maps are laid out as points"))
        told = self.tr(
            "Where a map's point lies: t-SNE and UMAP keep maps that are alike together; on the "
            "main axes (PCA) distances are true"
        )
        self.ways.setToolTip(tip(told))
        self.ways.setEnabled(False)
        self.ways.activated.connect(lambda: self.way_wished.emit(self.ways.currentData()))

    def _arrange_lists(self) -> None:
        self.list.setAccessibleName(self.tr("Clusters of maps"))
        self.list.setIconSize(QSize(CHIP_PX, CHIP_PX))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setToolTip(
            tip(
                self.tr(
                    "A cluster is marked where its maps look at one place, at the border or away "
                    "from the others. Whether that is a shortcut, you must say."
                )
            )
        )
        sheet = self.sheet
        sheet.setAccessibleName(self.tr("Pictures of the cluster"))
        sheet.setViewMode(QListView.ViewMode.IconMode)
        sheet.setIconSize(QSize(SIDE_PX, SIDE_PX))
        sheet.setGridSize(QSize(SIDE_PX + 8, SIDE_PX + 8))
        sheet.setResizeMode(QListView.ResizeMode.Adjust)
        sheet.setMovement(QListView.Movement.Static)
        sheet.setUniformItemSizes(True)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.show_all)
        points, clusters, sheet = QWidget(self), QWidget(self), QWidget(self)
        first, left, right = QVBoxLayout(points), QVBoxLayout(clusters), QVBoxLayout(sheet)
        for column in (first, left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP_PX)
        first.addWidget(self.scatter, 1)
        first.addWidget(self.ways)
        left.addWidget(self.told)
        left.addWidget(self.list)
        right.addWidget(self.sheet)
        right.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        for part, width_px in ((points, 280), (clusters, 320), (sheet, 500)):
            part.setMinimumWidth(140)
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, width_px)
        split.setSizes([280, 320, 500])
        split.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP_PX, 0, 0)
        row.setSpacing(GAP_PX)
        row.addWidget(self.means)
        row.addWidget(split, 1)

    def _row(self, number: int, cluster: MapCluster, group: ClassOfMaps) -> QListWidgetItem:
        chip = QPixmap(CHIP_PX, CHIP_PX)
        chip.fill(cluster_colour(number))
        lines = [self._head(cluster), self._balance(cluster, group), self._facts(cluster)]
        item = QListWidgetItem(QIcon(chip), "\n".join(map(row_text, lines)))
        told = self.tr(
            "Where the centres of the maps lie, across and down, how far they are from there, and "
            "how much of the weight is in the outermost cells"
        )
        item.setToolTip(tip(told))
        font = item.font()
        font.setBold(bool(cluster.suspicious))
        item.setFont(font)
        return item

    def _head(self, cluster: MapCluster) -> str:
        heads = {
            "always the same place, at the border": self.tr(
                "{count} maps: always the same place, at the border"
            ),
            "always the same place, away from the others": self.tr(
                "{count} maps: always the same place, away from the others"
            ),
        }
        head = heads.get(cluster.suspicious, self.tr("{count} maps"))
        return head.format(count=f"{len(cluster.members):,}")

    def _balance(self, cluster: MapCluster, group: ClassOfMaps) -> str:
        folders = Counter(group.pictures[member][1] for member in cluster.members.tolist())
        told = [
            f"{shown(folder or self.tr('no folder'), 24)} {count:,}"
            for folder, count in folders.most_common(MOST_FOLDERS)
        ]
        return " · ".join(told + (["…"] if len(folders) > MOST_FOLDERS else []))

    def _facts(self, cluster: MapCluster) -> str:
        told = self.tr("at {x}, {y} ± {wander} · {border} on the border")
        x, y = (f"{share:.0%}" for share in cluster.place)
        wander, border = f"{cluster.wander:.0%}", f"{cluster.border:.0%}"
        return told.format(x=x, y=y, wander=wander, border=border)

    def _choose(self, row: int) -> None:
        self.show_all.setEnabled(row >= 0)
        self.sheet.clear()
        self.scatter.choose(row)
        if row >= 0:
            self.cluster_chosen.emit(row)

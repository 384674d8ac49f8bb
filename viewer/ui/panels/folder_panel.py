"""A folder of results as a whole: who is taken for whom, and the maps of each class."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown, shown_path
from viewer.core.maps.colour_maps import Pixels
from viewer.results.whole import ClassOfMaps, WholeFolder
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, row_text, tip
from viewer.ui.panels.folder_maps import FolderMaps
from viewer.ui.panels.folder_matrix import ConfusionMatrix

MAPS = 1  # place of the tab with the maps
LONGEST = 40  # signs of a name in the list of classes


class FolderPanel(QWidget):
    """Shows a folder; the maps of a class are wished for when they are first looked at."""

    group_wished = Signal(int)
    alike_wished = Signal()  # pictures where the model looked as in the one that is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: WholeFolder | None = None
        self._wished = -1  # the class whose maps are shown
        self.told, self.groups, self.tabs = ElidedLabel("", self), QComboBox(self), QTabWidget(self)
        self.nothing = PlainLabel("", self, wordWrap=True)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.matrix, self.maps = ConfusionMatrix(self), FolderMaps(self)
        self.alike = QPushButton(self.tr("Looked as here"), self)
        words = self.tr(
            "Show the pictures whose map lies where that of the picture in the window does"
        )
        self.alike.setToolTip(tip(words))
        self.alike.clicked.connect(self._wish_alike)
        self.groups.setAccessibleName(self.tr("Class, method and layer"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.matrix, self.tr("Confusions"))
        self.tabs.addTab(self.maps, self.tr("Maps of a class"))
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.groups)
        head.addWidget(self.alike)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.nothing, 1)
        self.tabs.currentChanged.connect(self._look)
        self.groups.currentIndexChanged.connect(self._look)
        self.set_whole(None)

    def sizeHint(self) -> QSize:
        """Ask for room for points, clusters and a sheet side by side."""
        return QSize(820, 320)

    def say(self, text: str) -> None:
        """Say what is being done; in the middle of the panel, while there is nothing else in it."""
        self.told.setText(text)
        self.nothing.setText(text)

    def set_whole(self, whole: WholeFolder | None) -> None:
        """Show a folder; None: none is open."""
        self._whole, self._wished = whole, -1
        for part in (self.told, self.alike, self.tabs):
            part.setVisible(whole is not None)
        self.nothing.setVisible(whole is None)
        self.matrix.set_confusions(None if whole is None else whole.confusions)
        names = [] if whole is None else [_name(group) for group in whole.groups]
        self.groups.blockSignals(True)  # what is chosen is looked at below, once
        self.groups.clear()
        self.groups.addItems(names)
        self.groups.blockSignals(False)
        if whole is None:
            self.say(self.tr("Open results, and they are shown here as a whole."))
        else:
            told = self.tr("{folder} · {done} of {shards} shards · {maps} maps")
            maps, shards = sum(len(group.maps) for group in whole.groups), whole.store.plan.shards
            folder = shown_path(whole.store.folder.name)
            self.say(told.format(folder=folder, done=whole.shards, shards=shards, maps=f"{maps:,}"))
        self._look()

    def set_group(self, group: ClassOfMaps | None, table: Pixels) -> None:
        """Show the mean and the spread of a class."""
        self.maps.set_group(group, table)

    def _wish_alike(self) -> None:
        self.alike_wished.emit()

    def _look(self) -> None:
        """Wish for the maps of the class that is chosen, where they are in sight."""
        looked_at = self.tabs.currentIndex() == MAPS
        self.groups.setVisible(looked_at and self.groups.count() > 0)
        chosen = self.groups.currentIndex()
        if looked_at and chosen >= 0 and chosen != self._wished:
            self._wished = chosen
            self.group_wished.emit(chosen)


def _name(group: ClassOfMaps) -> str:
    parts = (group.target, group.method, group.layer)
    told = " · ".join(shown(part or "", LONGEST) for part in parts if part)
    return row_text(f"{told} ({len(group.maps):,})")

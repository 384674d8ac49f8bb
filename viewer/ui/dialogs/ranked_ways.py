"""Methods at their layers in order, the best first, as an evaluation has ranked them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from viewer.core.asks.evaluations import RankedWay
from viewer.ui.looks.plain_text import row_text, tip

RANKED_PX = 200  # least height
WIDTHS_PX = (240, 240, 110)
PLACE = 2  # the column of numbers


class RankedWays(QTreeWidget):
    """A table to read; nothing in it is chosen."""

    def __init__(self, titles: Mapping[object, str], parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            titles: of methods, by their keys.
            parent: the dialog.
        """
        super().__init__(parent)
        self._titles = titles
        self.setAccessibleName(self.tr("Ranking"))
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMinimumHeight(RANKED_PX)
        self.setHeaderLabels(
            [self.tr("Method"), self.tr("Layer"), self.tr("Mean place"), self.tr("Best or equal")]
        )
        self.headerItem().setTextAlignment(PLACE, _RIGHT)
        for column, width in enumerate(WIDTHS_PX):
            self.setColumnWidth(column, width)

    def set_ways(self, ways: Sequence[RankedWay]) -> None:
        """Show ways, the best first."""
        self.clear()
        for place, way in enumerate(ways, 1):
            title = self._titles.get(way.method, way.method)
            equal = self.tr("{0} of {1} measures").format(way.best, way.of)
            texts = (f"{place}. {title}", way.layer, f"{way.place:.1f}", equal)
            item = QTreeWidgetItem(self, [row_text(text) for text in texts])
            item.setTextAlignment(PLACE, _RIGHT)
            item.setToolTip(1, tip(way.layer))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

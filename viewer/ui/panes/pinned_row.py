"""A picture that stays, with its maps, below the panes in which the next ones are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from viewer.core.asks.pane_grid import columns_of
from viewer.core.asks.records import HeatMap
from viewer.core.asks.requests import PaneSpec
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import ElidedLabel, tip
from viewer.ui.looks.theme import icon
from viewer.ui.panes.heat_title import heat_title
from viewer.ui.panes.pane_row import PaneRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """Everything that stays of a picture."""

    name: str
    levels: Sequence[QImage]  # a pyramid, full size first
    maps: Sequence[HeatMap]  # at least one
    specs: tuple[PaneSpec, ...]


class PinnedRow(QWidget):
    """Nothing until a picture is pinned; then its name, and panes of its own.

    Attributes:
        unpin_wished: the user wants the picture gone.
        menu_wished: the user asks for a menu at a global point.
    """

    unpin_wished = Signal()
    menu_wished = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: PaneRow | None = None  # made when a picture is pinned
        self.name = ElidedLabel("", self)
        self.name.setProperty("role", "quiet")
        self.close_button = QToolButton(self, autoRaise=True)
        self.close_button.setToolTip(self.tr("Unpin the picture"))
        self.close_button.setAccessibleName(self.tr("Unpin the picture"))
        line, self._column = QHBoxLayout(), QVBoxLayout(self)
        line.addWidget(self.name, 1)
        line.addWidget(self.close_button)
        self._column.setContentsMargins(0, GAP_PX, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self.close_button.clicked.connect(self.unpin_wished)
        self._retint()
        self.hide()

    def pin(self, pinned: Pinned | None) -> None:
        """Show a picture with its maps, in place of the one before; None: none."""
        if self.row is not None:
            self._column.removeWidget(self.row)
            self.row.deleteLater()
            self.row = None
        if pinned is not None:
            told = self.tr("Pinned: {name}").format(name=pinned.name)
            self.name.setText(told)
            self.name.setToolTip(tip(told))
            self.row = explained_row(pinned, self)
            self.row.setAccessibleName(self.tr("Panes of the pinned picture"))
            self.row.context_menu_requested.connect(self._pass_menu)
            self._column.addWidget(self.row, 1)
        self.setVisible(pinned is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _pass_menu(self, _pane: int, at: QPoint) -> None:
        self.menu_wished.emit(at)

    def _retint(self) -> None:
        self.close_button.setIcon(icon("close"))


def explained_row(pinned: Pinned, parent: QWidget) -> PaneRow:
    """Return panes that show a picture and its maps."""
    row = PaneRow(parent)
    row.set_picture(pinned.levels)
    row.set_geometry(pinned.maps[0].geometry)
    row.set_columns(columns_of(pinned.specs))
    row.set_pane_count(len(pinned.maps))
    for place, heat in enumerate(pinned.maps):
        row.set_title(place, heat_title(heat))
        row.set_heat(place, heat)
    return row

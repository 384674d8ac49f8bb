"""The results of an export in shards: opened, also while they grow, and looked at row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.maps.heat_style import style_of
from viewer.features.feature import Feature, Features
from viewer.features.folders import FoldersFeature
from viewer.house import House
from viewer.work.errands import Errands

if TYPE_CHECKING:
    from viewer.results.browsing import ResultTable
    from viewer.ui.panels.result_panel import ResultPanel

KEY = "results"
LOOK_MS = 2000  # between two looks at what has come, while shards are missing


class ResultsFeature(Feature):
    """Owns the panel; what is read from the disk is read beside the window."""

    table_changed = Signal()  # other rows, or the same in another order

    needs = (FoldersFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.table: ResultTable | None = None
        self._reading, self._drawing = Errands(self), Errands(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        edge = Qt.DockWidgetArea.BottomDockWidgetArea
        house.window.docks.add(KEY, self.tr("Results"), self._make_panel, edge)

    @property
    def panel(self) -> ResultPanel:
        """The panel, which is made when it is first asked for."""
        return cast("ResultPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Open a folder of results; show and hide their rows."""
        return {
            "open_results": self._ask_for_folder,
            KEY: lambda: self._window.docks.toggle(KEY),
        }

    def introduce(self) -> None:
        """Follow what is wished of the rows."""
        notices = self._window.notices
        self.wire(self._reading, "failed", notices.show_error)
        self.wire(self._drawing, "failed", notices.show_error)
        self.wire(self._timer, "timeout", self._look_again)

    def take_over(self, before: Self) -> None:
        """Show the same rows."""
        if before.table is not None:
            self._show(before.table)

    def put_away(self) -> None:
        """Wait for nothing that is being read."""
        self._timer.stop()
        self._reading.shut_down()
        self._drawing.shut_down()

    def open(self, folder: Path) -> None:
        """Open a folder of results: its first rows, and then all."""
        from viewer.results.browsing import ResultTable

        def opened(table: ResultTable) -> None:
            self._show(table)
            if not self._window.docks.is_shown(KEY):
                self._window.docks.toggle(KEY)
            self._look_again()

        self._reading.start(lambda _cancelled: ResultTable.open(folder), opened)

    def _make_panel(self) -> ResultPanel:
        from viewer.ui.panels.result_panel import ResultPanel

        panel = ResultPanel(self._window)
        self.wire(panel, "filter_wished", self._filter)
        self.wire(panel, "sort_wished", self._sort)
        self.wire(panel, "row_chosen", self._draw)
        self.wire(panel, "picture_wished", self._open_picture)
        return panel

    def _ask_for_folder(self) -> None:
        listing = self._session.listing
        start = str(answering_folder(listing.path) if listing else Path.home())
        title = self.tr("Open results")
        chosen = QFileDialog.getExistingDirectory(self._window, title, start)
        if chosen:
            self.open(Path(chosen))

    def _show(self, table: ResultTable) -> None:
        self.table = table
        self.panel.set_table(table)
        if table.is_complete:
            self._timer.stop()
        else:
            self._timer.start()
        self.table_changed.emit()

    def _look_again(self) -> None:
        """Read what has come since, unless something is being read."""
        table = self.table
        if table is None or self._reading.busy or not self._window.docks.is_shown(KEY):
            return

        def grown(_cancelled: object) -> ResultTable | None:
            copy = table.copy()
            return copy if copy.read_all() else None

        self._reading.start(grown, lambda found: found and self._show(found))

    def _filter(self, text: str) -> None:
        from viewer.results.filters import parse_filters

        try:
            filters = parse_filters(text)
        except UserError as error:
            self._window.notices.show_error(error)
            return
        self._arrange(lambda table: table.keep(filters))

    def _sort(self, column: str, down: bool) -> None:
        self._arrange(lambda table: table.sort(column, down=down))

    def _arrange(self, how: Any) -> None:
        table = self.table
        if table is None:
            return

        def arranged(_cancelled: object) -> ResultTable:
            copy = table.copy()
            how(copy)
            return copy

        self._reading.start(arranged, self._show)

    def _draw(self, row: dict[str, Any]) -> None:
        from viewer.results.drawing import drawn_row

        table, style = self.table, style_of(self._session.options)
        if table is not None:
            copy = table.copy()
            self._drawing.start(
                lambda _cancelled: drawn_row(copy, row, style), self.panel.preview.set_drawn
            )

    def _open_picture(self, picture: Path) -> None:
        self.of(FoldersFeature).opener.open([picture])

"""A folder of results as a whole: confusions, maps of each class, clusters and their pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt, Signal

from viewer.commands import Functions
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.heat_style import style_of
from viewer.features.feature import Feature, Features
from viewer.features.folders import FoldersFeature
from viewer.features.results import KEY as RESULTS
from viewer.features.results import ResultsFeature
from viewer.house import House
from viewer.work.errands import Errands

if TYPE_CHECKING:
    from viewer.results.contact_sheet import SheetTile
    from viewer.results.map_places import Way
    from viewer.results.whole import ClusteredMaps, WholeFolder
    from viewer.ui.panels.folder_panel import FolderPanel

KEY = "folder_whole"


class FolderWholeFeature(Feature):
    """Owns the panel; what it shows is read and counted beside the window."""

    alike_wished = Signal()  # the pictures where the model looked as in the one that is shown

    needs = (FoldersFeature, ResultsFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.whole: WholeFolder | None = None
        self.clusters: ClusteredMaps | None = None  # of the class that is looked at
        self._tiles: list[SheetTile] = []
        self._reading, self._clustering = Errands(self), Errands(self)
        self._drawing, self._finding, self._placing = Errands(self), Errands(self), Errands(self)
        edge = Qt.DockWidgetArea.BottomDockWidgetArea
        house.window.docks.add(KEY, self.tr("Folder"), self._make_panel, edge, over=RESULTS)

    @property
    def panel(self) -> FolderPanel:
        """The panel, which is made when it is first asked for."""
        return cast("FolderPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow which results are open, and whether the panel is shown."""
        for errands in self._errands:
            self.wire(errands, "failed", self._window.notices.show_error)
        self.wire(self._placing, "failed", self._keep_way)
        self.wire(self.of(ResultsFeature), "table_changed", self._look)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def take_over(self, before: Self) -> None:
        """Show the same folder; its clusters are looked for anew when they are looked at."""
        self.whole = before.whole
        if self._window.docks.is_made(KEY):
            self.panel.set_whole(self.whole)

    def put_away(self) -> None:
        """Wait for nothing that is being read."""
        for errands in self._errands:
            errands.shut_down()

    @property
    def _errands(self) -> tuple[Errands, ...]:
        return self._reading, self._clustering, self._drawing, self._finding, self._placing

    def _make_panel(self) -> FolderPanel:
        from viewer.ui.panels.folder_panel import FolderPanel

        panel = FolderPanel(self._window)
        self.wire(panel, "group_wished", self._show_group)
        self.wire(panel, "alike_wished", self.alike_wished.emit)
        self.wire(panel.matrix, "cell_wished", self._show_cell)
        self.wire(panel.maps, "cluster_chosen", self._draw_sheet)
        self.wire(panel.maps, "pictures_wished", self._show_cluster)
        self.wire(panel.maps, "point_wished", self._open_point)
        self.wire(panel.maps, "tile_wished", self._open_tile)
        self.wire(panel.maps, "way_wished", self._place)
        if self.whole is not None:
            panel.set_whole(self.whole)
        return panel

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY and shown:
            self._look()

    def _look(self) -> None:
        """Read the folder, if the panel is shown, and more of it is done than when it was read."""
        table, whole = self.of(ResultsFeature).table, self.whole
        if table is None or not self._window.docks.is_shown(KEY) or self._reading.busy:
            return
        grown = whole is not None and whole.shards < table.store.plan.shards and table.is_complete
        if whole is not None and whole.store.folder == table.store.folder and not grown:
            return
        from viewer.results.whole import read_whole

        self.panel.say(self.tr("Reading the maps…"))
        store = table.store
        self._reading.start(lambda cancelled: read_whole(store, cancelled), self._show)

    def _show(self, whole: WholeFolder) -> None:
        self.whole, self.clusters = whole, None
        self._clustering.stop()
        self.panel.set_whole(whole)
        self._look()  # another folder may have been opened meanwhile

    def _show_group(self, number: int) -> None:
        """Show the mean of a class at once, and its clusters when they are found."""
        if self.whole is None:
            return
        from viewer.results.whole import clustered

        group, self.clusters = self.whole.groups[number], None
        table = colour_table(style_of(self._session.options).table_key)
        self._drawing.stop()
        self._placing.stop()
        self.panel.set_group(group, table)
        self._clustering.start(lambda _cancelled: clustered(group), self._show_clusters)

    def _show_clusters(self, found: ClusteredMaps) -> None:
        self.clusters = found
        self.panel.maps.set_clusters(found)

    def _place(self, way: Way) -> None:
        """Lay the points out in another way; t-SNE and UMAP take a while."""
        found = self.clusters
        if found is None:
            return
        from viewer.results.whole import placed_anew

        self.panel.maps.ways.setEnabled(False)
        self._placing.start(lambda _cancelled: placed_anew(found, way), self._show_places)

    def _show_places(self, found: ClusteredMaps) -> None:
        self.clusters = found
        self.panel.maps.set_places(found)

    def _keep_way(self, _error: object) -> None:
        if self.clusters is not None:
            self.panel.maps.set_way(self.clusters.way)

    def _draw_sheet(self, number: int) -> None:
        found, style = self.clusters, style_of(self._session.options)
        if found is None:
            return
        from viewer.results.contact_sheet import sheet_of

        cluster = found.clusters[number]
        self._drawing.start(
            lambda cancelled: sheet_of(found.group, cluster, style, cancelled), self._show_tiles
        )

    def _show_tiles(self, tiles: list[SheetTile]) -> None:
        self._tiles = tiles
        self.panel.maps.set_tiles(tiles)

    def _show_cell(self, folder: str, predicted: str) -> None:
        """Show the pictures of a cell in the browser."""
        if self.whole is None:
            return
        from viewer.results.confusion import pictures_of_cell

        store = self.whole.store
        self._finding.start(
            lambda _cancelled: pictures_of_cell(store, folder, predicted), self._open
        )

    def _show_cluster(self, number: int) -> None:
        found = self.clusters
        if found is not None:
            members = found.clusters[number].members.tolist()
            self._open([Path(found.group.pictures[member][0]) for member in members])

    def _open_point(self, member: int) -> None:
        if self.clusters is not None:
            self._open([Path(self.clusters.group.pictures[member][0])])

    def _open_tile(self, number: int) -> None:
        self._open([self._tiles[number].picture])

    def _open(self, pictures: list[Path]) -> None:
        self.of(FoldersFeature).opener.open(list(dict.fromkeys(pictures)))

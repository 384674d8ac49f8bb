"""Trust: whether the map of the pane clicked last deserves to be believed, measured on request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.asks.records import HeatMap
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.trust import LibraryMap
from viewer.core.maps.heat import upsample
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.trust_cards import TrustCard
from viewer.session.trust_watch import TrustWatch

if TYPE_CHECKING:
    from viewer.ui.panels.trust import TrustPanel

KEY = "trust"
GRID = 56  # rows and columns at which maps are held against each other
KINDS = ("spearman", "pearson", "top_overlap")  # structure needs a package that loads slowly


class TrustFeature(Feature):
    """Owns the panel, and asks for measures while it is shown."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.watch = TrustWatch(self)
        self._joined: list[str] = []  # the methods that agree or not, by their keys
        edge = Qt.DockWidgetArea.RightDockWidgetArea
        house.window.docks.add(KEY, self.tr("Trust"), self._make_panel, edge)

    @property
    def panel(self) -> TrustPanel:
        """The panel, which is made when it is first asked for."""
        return cast("TrustPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow what the panes explain, and which of them is clicked."""
        watch, engine = self.watch, self.house.engine
        self.wire(self._session, "model_changed", watch.note_model)
        self.wire(self._session, "request_issued", watch.set_request)
        self.hear_each(watch)
        self.wire(watch, "wished", engine.ask)
        self.wire(watch, "stop_wished", engine.cancel)
        self.wire(self._window.pane_row.comparing, "pane_looked_at", self._look_at)
        self.wire(watch, "check_wished", engine.ask)
        self.wire(watch, "checked", self._show_check)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def take_over(self, before: Self) -> None:
        """Keep what was read: the same maps are shown again."""
        self.watch.keep(before.watch)

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def _make_panel(self) -> TrustPanel:
        """Make the panel; the measures are loaded with it."""
        from viewer.measures.registry import card
        from viewer.ui.panels.trust import TrustPanel

        watch = self.watch
        panel = TrustPanel([one.row for one in card(truth=False)], self._window)
        self.wire(watch, "card_changed", self._show)
        self.wire(watch, "maps_changed", self._show_agreement)
        self.wire(panel, "stop_clicked", watch.stop)
        self.wire(panel, "measure_clicked", watch.measure)
        self.wire(panel, "page_wished", self._show_page)
        self.wire(panel, "check_clicked", watch.check)
        self.wire(panel.agreement, "consensus_wished", self._add_consensus)
        return panel

    def _show(self, told: TrustCard) -> None:
        from viewer.measures.registry import find_measures

        self.panel.set_rows(measure.row for measure in find_measures(told.keys))
        self.panel.show_card(
            told.heat,
            told.readings,
            running=told.running,
            left_s=told.left_s,
            problem=told.problem,
        )

    def _show_agreement(self, maps: Sequence[HeatMap]) -> None:
        from viewer.measures.likeness import agreement

        same = [upsample(heat.raw, (GRID, GRID)) for heat in maps]
        names = [heat.row.title for heat in maps]
        tables = agreement(same, KINDS) if len(maps) > 1 else {}
        self._joined = list(dict.fromkeys(heat.row.base for heat in maps if not heat.row.joins))
        can_join = len(self._joined) > 1 and not any(heat.row.joins for heat in maps)
        self.panel.agreement.set_tables(names, tables, can_join=can_join)

    def _add_consensus(self) -> None:
        joining = next((row.key for row in self._session.pane_list.methods if row.joins), "")
        self._session.pane_list.add(PaneSpec(".".join((joining, *self._joined))))

    def _show_page(self, key: str) -> None:
        from viewer.measures.registry import find_measures
        from viewer.ui.dialogs.measure_page import show_measure

        (measure,) = find_measures([key])
        show_measure(measure.row, self._window)

    def _show_check(self, told: LibraryMap) -> None:
        from viewer.ui.dialogs.library_check import LibraryCheck

        LibraryCheck(told, self._window).show()

    def _look_at(self, pane: int) -> None:
        self.watch.set_pane(pane - 1)  # the first shows the original

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self.watch.set_watched(shown)

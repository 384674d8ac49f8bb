"""The panes: their list and menus, the heat maps in them, and two held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence

from viewer.commands import Functions
from viewer.core.asks.pane_grid import columns_of
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.requests import PaneSpec
from viewer.features.feature import Feature
from viewer.ui.panes.heat_title import heat_title
from viewer.ui.panes.pane_lines import TITLE_PX
from viewer.ui.panes.pane_menu import PaneMenu, PanePlace

KEEPING = ("copy_map", "save_map", "save_map_alone", "save_map_values")  # commands


class PanesFeature(Feature):
    """Shows the session's maps, and changes its list of panes.

    Attributes:
        keep_wished: the map of a heat pane, counted from 0, shall be kept: and by which command.
    """

    keep_wished = Signal(int, str)

    @property
    def commands(self) -> Functions:
        """Add, remove and compare panes."""
        panes, comparing = self._session.pane_list, self._window.pane_row.comparing
        return {
            "add_pane": panes.add,
            "remove_pane": self._remove,
            "pane_menu": self._show_focused_menu,
            "all_methods": panes.show_methods,
            "top_classes": self._show_classes,
            "reset_panes": lambda: panes.set_specs(()),
            "about_methods": lambda: self._tell_of_method(0),
            "wipe": lambda: comparing.wipe(*comparing.chosen()),
            "blink": lambda: comparing.blink(*comparing.chosen()),
            "difference": lambda: comparing.subtract(*comparing.chosen()),
            "move_alone": lambda: comparing.move_alone(not comparing.compared[3]),
        }

    def introduce(self) -> None:
        """Put each map into its pane; remember which panes there are."""
        session, row = self._session, self._window.pane_row
        self.wire(session, "prediction_changed", self._show_prediction)
        self.wire(session, "heat_map_changed", self._show_heat_map)
        self.wire(session, "updating_changed", self._show_updating)
        self.wire(session, "explained", self._show_explained)
        self.wire(session, "failed", self._show_failure)
        self.wire(session, "engine_ready", self._restore)
        self.wire(session.pane_list, "changed", self._show_panes, self._remember)
        self.wire(session, "listing_changed", row.forget_scales)
        self.wire(session, "model_changed", row.forget_scales)
        self.wire(row, "context_menu_requested", self.show_menu)
        self.wire(row.comparing, "changed", self._mark_comparing)

    def show_state(self) -> None:
        """Arrange the panes; no map is there yet."""
        self._show_panes(self._session.pane_list.specs, (0, 1))

    def take_over(self, before: Self) -> None:
        """Show the same panes; their maps are asked for anew."""
        self._session.pane_list.set_specs(before._session.pane_list.specs)

    def put_away(self) -> None:
        """Leave nothing at work: panes are remembered as they change."""

    def show_menu(self, pane: int, at: QPoint) -> None:
        """Open the menu of a pane; the original has none of its own.

        Args:
            pane: index into the row's panes, the original first.
            at: where, in global coordinates.
        """
        specs, explanation = self._session.pane_list.specs, self._session.explanation
        if not 1 <= pane <= len(specs):
            return
        place = PanePlace(
            pane=pane - 1,
            count=len(specs),
            spec=specs[pane - 1],
            model=self._session.model,
            prediction=explanation.prediction if explanation is not None else None,
            methods=self._session.pane_list.methods,
            keeping=tuple((key, self._with_keys(key)) for key in KEEPING),
            shown=self._window.pane_row.panes[pane].heat is not None,
        )
        menu = PaneMenu(place, self._window)
        menu.spec_chosen.connect(self._session.pane_list.change)
        menu.action_chosen.connect(self._act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_prediction(self, prediction: Prediction | None) -> None:
        """Show which part of the picture the model has seen."""
        if prediction is not None:
            self._window.pane_row.set_geometry(prediction.geometry)

    def _show_heat_map(self, pane: int, heat: HeatMap | None) -> None:
        """Show one heat map under its own title, or clear its pane."""
        panes = self._window.pane_row
        if heat is None:
            panes.set_heat(pane, None)
            panes.set_title(pane, self._expected_title(pane))
            return
        panes.set_title(pane, heat_title(heat))
        panes.set_heat(pane, heat)

    def _show_panes(self, specs: Sequence[PaneSpec], origins: Sequence[int]) -> None:
        """Arrange the heat panes anew; each keeps its map wherever it goes."""
        row = self._window.pane_row
        row.set_columns(columns_of(specs))
        row.rearrange([*origins, *[-1] * len(specs)][: len(specs)])
        for pane in range(len(specs)):
            if row.panes[pane + 1].heat is None:
                row.set_title(pane, self._expected_title(pane))

    def _remember(self, specs: Sequence[PaneSpec]) -> None:
        self.house.store.set_panes(specs)

    def _restore(self) -> None:
        """Show again remembered panes whose methods came with the engine, of another package."""
        panes, store = self._session.pane_list, self.house.store
        if panes.specs == store.panes():  # nothing else was chosen meanwhile
            panes.set_specs(store.panes(panes.methods))

    def _show_updating(self, updating: bool) -> None:
        """Dim what is out of date."""
        self._window.pane_row.set_updating(updating)
        available = not updating and self._session.explanation is not None
        self._window.commands.set_available("maps", available=available)

    def _show_explained(self) -> None:
        """The whole answer is on the screen: figures can be made of it."""
        self._window.commands.set_available("maps", available=True)

    def _show_failure(self, failure: Failure) -> None:
        """Tell of a failure: in the panes it concerns, or across the window."""
        if failure.serial:
            self._window.pane_row.set_message(failure.pane, failure.headline, failure.hint)
        else:
            self._window.notices.show_warning(failure.headline, failure.hint)

    def _expected_title(self, pane: int) -> str:
        panes = self._session.pane_list
        return panes.methods.find(panes.specs[pane].method).title

    def _show_focused_menu(self) -> None:
        """Open the menu of the heat pane that has the focus, else of the first."""
        row = self._window.pane_row
        pane = max(1, row.comparing.focused())
        self.show_menu(pane, row.panes[pane].mapToGlobal(QPoint(0, TITLE_PX)))

    def _act(self, pane: int, key: str) -> None:
        """Do one of the things a pane's menu offers."""
        panes, comparing = self._session.pane_list, self._window.pane_row.comparing
        pair = comparing.pair_at(pane + 1)
        actions: dict[str, Callable[[], object]] = {
            "wipe": lambda: comparing.wipe(*pair),
            "difference": lambda: comparing.subtract(*pair),
            "about": lambda: self._tell_of_method(pane),
            "duplicate": lambda: panes.add(panes.specs[pane]),
            "left": lambda: panes.move(pane, pane - 1),
            "right": lambda: panes.move(pane, pane + 1),
            "remove": lambda: panes.remove(pane),
        }
        if key in KEEPING:
            self.keep_wished.emit(pane, key)
        else:
            actions[key]()

    def _with_keys(self, key: str) -> str:
        """Return a command's words as a menu writes them, with its keys at the right."""
        action = self._window.commands.action(key)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{action.text()}\t{keys}" if keys else action.text()

    def _tell_of_method(self, pane: int) -> None:
        from viewer.ui.dialogs.method_page import show_method

        panes = self._session.pane_list
        show_method(panes.specs[pane].method, panes.methods, self._window)

    def _mark_comparing(self, *on: bool) -> None:
        """Mark what is compared, in the order of `Comparing.changed`."""
        for key, each in zip(("wipe", "blink", "difference", "move_alone"), on, strict=True):
            self._window.commands.set_shown(key, each)

    def _remove(self) -> None:
        """Remove the heat pane that has the focus, else the last one."""
        place = self._window.pane_row.comparing.focused() - 1
        last = len(self._session.pane_list.specs) - 1
        self._session.pane_list.remove(place if place >= 0 else last)

    def _show_classes(self) -> None:
        explanation = self._session.explanation
        if explanation is not None:
            rows = explanation.prediction.top
            self._session.pane_list.show_targets([score.target for score in rows])

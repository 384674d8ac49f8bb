"""What the bar chooses: the methods of all panes, and class, layer and input of all or of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.features.classes import ClassesFeature
from viewer.features.feature import Feature
from viewer.features.panes import PanesFeature


class PaneChoicesFeature(Feature):
    """Keeps the bar and the pins true to the panes."""

    needs = (ClassesFeature, PanesFeature)  # they show the window's own class and layer before

    def introduce(self) -> None:
        """Follow panes, the active one, and what the window has chosen."""
        session, controls, row = self._session, self._window.controls, self._window.pane_row
        panel = controls.method_box.panel
        self.wire(session.pane_list, "changed", self._show)
        self.wire(session, "engine_ready", self._show)
        self.wire(session, "target_changed", self._show)
        self.wire(session, "layer_changed", self._show)
        self.wire(session, "option_changed", self._show_option)
        self.wire(session, "model_changed", self._show)
        self.wire(row.comparing, "pane_looked_at", self._show)
        self.wire(controls, "scope_changed", self._show)
        self.wire(controls, "pane_chosen", self._choose)
        self.wire(panel, "ticked", self._tick)
        self.wire(panel, "chosen", self._show_method)
        self.wire(panel, "all_fast_wished", session.pane_list.show_methods)
        self.wire(row, "release_wished", session.pane_list.release)

    def show_state(self) -> None:
        """Name the methods that are shown."""
        self._show()

    def take_over(self, before: Self) -> None:
        """Know nothing more: the panes were handed over."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    @property
    def _active(self) -> int:
        """The heat pane that a choice is for, counted from 0."""
        return min(self._window.pane_row.comparing.active(), len(self._session.pane_list.specs)) - 1

    def _show(self, *_what: object) -> None:
        """Bring bar, pins and the underlined title up to date."""
        session, controls, row = self._session, self._window.controls, self._window.pane_row
        specs = session.pane_list.specs
        controls.method_box.set_panes(specs, session.pane_list.methods)
        row.set_pins([_is_pinned(spec) for spec in specs])
        alone = controls.scope == "pane"
        row.set_active(self._active if alone else -1)
        shown = specs[self._active] if alone else PaneSpec("")
        controls.set_target((shown.target or session.target).plain)
        controls.set_layer(shown.layer or session.layer)
        controls.set_input_mode(str(shown.input_mode or session.options["input_mode"]))

    def _show_option(self, key: str, _value: object) -> None:
        if key == "input_mode":
            self._show()

    def _choose(self, field: str, value: object) -> None:
        """Let the active pane have a class, a layer or an input of its own."""
        if isinstance(value, Target):
            value = value.asked_like(self._session.target)
        panes = self._session.pane_list
        panes.change(self._active, replace(panes.specs[self._active], **{field: value}))

    def _tick(self, key: str, on: bool) -> None:
        """Show a method besides the others, or take its panes away."""
        panes = self._session.pane_list
        if on:
            panes.show_method(key)
        else:
            panes.hide_method(key)
        self._show()  # also where nothing has changed: the last method stays

    def _show_method(self, key: str) -> None:
        """Put a method into the active pane."""
        panes = self._session.pane_list
        panes.change(self._active, replace(panes.specs[self._active], method=key))


def _is_pinned(spec: PaneSpec) -> bool:
    return (spec.layer, spec.target, spec.input_mode) != (None, None, None)

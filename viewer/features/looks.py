"""The options: each is shown where it is seen, and remembered; theme, opacity, arrangement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from viewer.commands import Functions
from viewer.core.foreign_text import shown_path
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.ui.looks.theme import apply_theme

OPACITY_STEP = 5
CHOICES = {
    "arrange": ("arrangement", ("row", "column", "automatic")),
    "theme": ("theme", ("system", "light", "dark", "contrast")),
}
MARKED = ("keep_zoom", "show_original")


class LooksFeature(Feature):
    """Knows which widget shows an option; what is chosen there sets it."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        controls, panes = house.window.controls, house.window.pane_row
        self._shows: dict[str, Callable[[Any], object]] = {
            "opacity": controls.set_opacity,
            "input_mode": controls.set_input_mode,
            "show_original": panes.show_original,
            "arrangement": panes.set_arrangement,
        }

    @property
    def commands(self) -> Functions:
        """Set an option to one of its values, or to the other one."""
        return {
            **choices(self, CHOICES),
            **toggles(self, MARKED),
            "opacity_down": lambda: self._change_opacity(-OPACITY_STEP),
            "opacity_up": lambda: self._change_opacity(OPACITY_STEP),
        }

    def introduce(self) -> None:
        """Show and remember what changes."""
        session, store, controls = self._session, self.house.store, self._window.controls
        self.wire(session, "option_changed", self._show, store.set_option, self._dress)
        self.wire(store, "failed", self._window.notices.show_loss)
        self.wire(controls, "opacity_changed", self._set_opacity)
        self.wire(controls, "input_mode_chosen", self._set_input_mode)

    def show_state(self) -> None:
        """Show every option as it stands."""
        for key, value in self._session.options.items():
            self._show(key, value)

    def show_damaged_settings(self, aside: Path) -> None:
        """Say that everything stands at its default, and where the old file is."""
        headline = self.tr("The settings file was damaged; CamScope starts with its defaults.")
        hint = self.tr("The old file is kept as “{path}”.").format(path=shown_path(aside))
        self._window.notices.show_warning(headline, hint)

    def take_over(self, before: Self) -> None:
        """Know nothing more: options are read from the settings file."""

    def put_away(self) -> None:
        """Leave nothing at work: options are written as they are set."""

    def _show(self, key: str, value: object) -> None:
        if key in MARKED:
            self._window.commands.set_shown(key, bool(value))
        if any(key == option for option, _values in CHOICES.values()):
            self._window.commands.set_choice(key, str(value))
        if key in self._shows:
            self._shows[key](value)

    def _dress(self, key: str, value: object) -> None:
        if key == "theme":
            apply_theme(self.house.application, str(value))

    def _set_opacity(self, percent: int) -> None:
        self._session.set_option("opacity", percent)

    def _set_input_mode(self, mode: str) -> None:
        self._session.set_option("input_mode", mode)

    def _change_opacity(self, step: int) -> None:
        opacity = int(self._session.options["opacity"])
        self._set_opacity(min(100, max(0, opacity + step)))


def choices(feature: Feature, table: Mapping[str, tuple[str, tuple[str, ...]]]) -> Functions:
    """Return the commands that set an option to one of its values.

    Args:
        feature: whose session is changed.
        table: how the commands' keys begin, the option, and its values.
    """
    session = feature.house.session
    return {
        f"{prefix}_{value}": (lambda key=key, value=value: session.set_option(key, value))
        for prefix, (key, values) in table.items()
        for value in values
    }


def toggles(feature: Feature, keys: tuple[str, ...]) -> Functions:
    """Return the commands that switch an option of the same key."""
    session = feature.house.session
    return {
        key: (lambda key=key: session.set_option(key, not session.options[key])) for key in keys
    }

"""How heat maps are painted: colours, scale, contour, threshold, and the histogram of the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication

from viewer.commands import Functions
from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.core.maps.heat_style import EXTENTS, SCALINGS, STYLE_OPTIONS, style_of
from viewer.features.feature import Feature, Features
from viewer.features.looks import choices, toggles
from viewer.house import House

if TYPE_CHECKING:
    from viewer.ui.dialogs.levels import LevelsDialog

THRESHOLD_STEP = 5
USUAL_CONTOUR = 50
CHOICES = {"extent": ("extent", EXTENTS), "scaling": ("scaling", SCALINGS)}
TOGGLES = ("cells", "proportional")
MARKED = (*TOGGLES, "contour")


class ScalesFeature(Feature):
    """Shows the style of the maps, and opens the histogram in which a scale is set by hand."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._levels: LevelsDialog | None = None

    @property
    def commands(self) -> Functions:
        """Change one thing in how maps are painted."""
        return {
            **choices(self, CHOICES),
            **toggles(self, TOGGLES),
            "contour": self._toggle_contour,
            "levels": self._show_levels,
            "next_colours": self._next_colours,
            "threshold_down": lambda: self._change_threshold(-THRESHOLD_STEP),
            "threshold_up": lambda: self._change_threshold(THRESHOLD_STEP),
        }

    def introduce(self) -> None:
        """Show what changes; the histogram follows the maps."""
        session, row, controls = self._session, self._window.pane_row, self._window.controls
        self.wire(session, "option_changed", self._show)
        self.wire(controls.scale_box, "option_chosen", session.set_option)
        self.wire(controls.chips, "option_chosen", session.set_option)
        self.wire(row, "option_wished", session.set_option)
        self.wire(controls, "colour_map_chosen", self._set_colours)
        self.wire(row, "levels_wished", self._show_levels)
        self.wire(controls.scale_box, "levels_wished", self._show_levels)
        self.wire(row, "layers_changed", self._follow)

    def show_state(self) -> None:
        """Show every option as it stands."""
        for key, value in self._session.options.items():
            self._show(key, value)

    def take_over(self, before: Self) -> None:
        """Know nothing more: options are read from the settings file."""

    def put_away(self) -> None:
        """Leave nothing at work: the histogram belongs to the window."""

    def _show(self, key: str, value: object) -> None:
        window = self._window
        if key in STYLE_OPTIONS:
            window.pane_row.set_style(style_of(self._session.options))
            window.controls.scale_box.set_option(key, self._session.options[key])
            window.controls.chips.set_option(key, self._session.options[key])
        if key in MARKED:
            window.commands.set_shown(key, bool(value))
        if key in CHOICES:
            window.commands.set_choice(key, str(value))
        if key == "colour_map":
            window.controls.set_colour_map(str(value))

    def _show_levels(self) -> None:
        """Open the histogram of the maps, or bring it to the front."""
        if self._levels is not None:
            self._levels.activateWindow()
            return
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:  # pyqtgraph takes half a second to import, once
            from viewer.ui.dialogs.levels import LevelsDialog

            self._levels = dialog = LevelsDialog(self._window)
        finally:
            QGuiApplication.restoreOverrideCursor()
        dialog.option_chosen.connect(self._session.set_option)
        dialog.finished.connect(self._forget_levels)
        self._follow()
        dialog.show()

    def _forget_levels(self) -> None:
        self._levels = None

    def _follow(self) -> None:
        if self._levels is not None:
            panes = self._window.pane_row.panes[1:]
            self._levels.set_layers([(pane.title, pane.heat) for pane in panes])

    def _toggle_contour(self) -> None:
        on = int(self._session.options["contour"]) > 0
        self._session.set_option("contour", 0 if on else USUAL_CONTOUR)

    def _set_colours(self, key: str) -> None:
        self._session.set_option("colour_map", key)

    def _next_colours(self) -> None:
        keys = [row.key for row in COLOUR_MAPS]
        place = keys.index(str(self._session.options["colour_map"]))
        self._set_colours(keys[(place + 1) % len(keys)])

    def _change_threshold(self, step: int) -> None:
        threshold = int(self._session.options["threshold"]) + step
        self._session.set_option("threshold", min(100, max(0, threshold)))

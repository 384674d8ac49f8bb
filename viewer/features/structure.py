"""The model panel: the modules of the model, asked for while the panel is shown."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.asks.structure import Structure
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.structure import ModelStructure
from viewer.ui.panels.model_panel import ModelPanel

KEY = "model_structure"


class StructureFeature(Feature):
    """Owns the panel, and knows the modules of the open model."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.panel, self._structure = ModelPanel(house.window), ModelStructure(self)
        edge = Qt.DockWidgetArea.RightDockWidgetArea
        house.window.docks.add(KEY, self.tr("Model structure"), self.panel, edge)

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Ask for the modules of each model; a click on one explains there."""
        session, structure, panel = self._session, self._structure, self.panel
        self.wire(session, "model_changed", panel.set_model, structure.set_model)
        self.wire(session, "prediction_changed", structure.set_prediction)
        self.wire(session, "layer_changed", panel.set_layer)
        self.wire(session.pane_list, "changed", panel.set_panes)
        self.wire(structure, "structure_wished", self.house.engine.ask)
        self.wire(structure, "structure_changed", panel.set_structure)
        self.hear(Structure, structure.accept)
        self.wire(panel, "layer_chosen", session.set_layer)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def show_state(self) -> None:
        """Mark the layers that the panes show."""
        self.panel.set_panes(self._session.pane_list.specs)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the modules come with the model, which is handed over."""

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self._structure.set_watched(shown)

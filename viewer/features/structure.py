"""The model panel: the modules of the model, asked for while the panel is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.asks.structure import Structure
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.structure import ModelStructure

if TYPE_CHECKING:
    from viewer.ui.panels.model_panel import ModelPanel

KEY = "model_structure"


class StructureFeature(Feature):
    """Owns the panel, and knows the modules of the open model."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._structure = ModelStructure(self)
        edge = Qt.DockWidgetArea.RightDockWidgetArea
        house.window.docks.add(KEY, self.tr("Model structure"), self._make_panel, edge)

    @property
    def panel(self) -> ModelPanel:
        """The panel, which is made when it is first asked for."""
        return cast("ModelPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Know the modules of each model while the panel is shown."""
        session, structure = self._session, self._structure
        self.wire(session, "model_changed", structure.set_model)
        self.wire(session, "prediction_changed", structure.set_prediction)
        self.wire(structure, "structure_wished", self.house.engine.ask)
        self.hear(Structure, structure.accept)
        self.wire(self._window.docks, "shown_changed", self._watch)

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the modules come with the model, which is handed over."""

    def put_away(self) -> None:
        """Leave nothing at work: the engine's answers are not waited for."""

    def _make_panel(self) -> ModelPanel:
        """Make the panel; a click on a module explains there, and the panes' layers are marked."""
        from viewer.ui.panels.model_panel import ModelPanel

        session, panel = self._session, ModelPanel(self._window)
        self.wire(session, "model_changed", panel.set_model)
        self.wire(session, "layer_changed", panel.set_layer)
        self.wire(session.pane_list, "changed", panel.set_panes)
        self.wire(self._structure, "structure_changed", panel.set_structure)
        self.wire(panel, "layer_chosen", session.set_layer)
        if session.model is not None:
            panel.set_model(session.model)
        panel.set_layer(session.layer)
        panel.set_panes(session.pane_list.specs)
        return panel

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY:
            self._structure.set_watched(shown)

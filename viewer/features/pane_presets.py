"""Ready sets of panes: layers or classes times methods, and those that the user has kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from viewer.commands import Functions
from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.requests import PaneSpec
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.pane_list import CLASSES_ACROSS, MOST_PANES
from viewer.ui.looks.plain_text import menu_row

if TYPE_CHECKING:
    from viewer.ui.dialogs.tick_list import Choice

LAYERS_DOWN = 3  # ticked at first
LONGEST_NAME = 60


class PanePresetsFeature(Feature):
    """Fills the panes in one go."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        menu = self._window.controls.panes_button.menu()
        self.menu = QMenu(self.tr("Kept panes"), menu)
        menu.insertMenu(self._window.commands.action("keep_panes"), self.menu)

    @property
    def commands(self) -> Functions:
        """Fill a grid; keep what is shown."""
        return {
            "grid_classes": self._ask_classes,
            "grid_layers": self._ask_layers,
            "keep_panes": self._ask_name,
        }

    def show_state(self) -> None:
        """List what was kept."""
        self._fill_menu()

    def take_over(self, before: Self) -> None:
        """Know nothing more: presets are read from the settings file."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def keep(self, name: str) -> None:
        """Keep the panes shown now under a name; one of the same name is replaced."""
        self.house.store.keep_panes(name, self._session.pane_list.specs)
        self._fill_menu()

    def show(self, name: str) -> None:
        """Show kept panes."""
        panes = self._session.pane_list
        kept = self.house.store.kept_panes(panes.methods)
        if name in kept:
            panes.set_specs(kept[name])

    def _fill_menu(self) -> None:
        self.menu.clear()
        kept = self.house.store.kept_panes(self._session.pane_list.methods)
        for name in kept:
            menu_row(self.menu, name).triggered.connect(partial(self.show, name))
        if kept:
            self.menu.addSeparator()
            forget = self.menu.addMenu(self.tr("Forget"))
            for name in kept:
                menu_row(forget, name).triggered.connect(partial(self._forget, name))
        self.menu.menuAction().setVisible(bool(kept))

    def _forget(self, name: str) -> None:
        self.house.store.keep_panes(name, ())
        self._fill_menu()

    def _ask_name(self) -> None:
        name, agreed = QInputDialog.getText(
            self._window, self.tr("Keep these panes"), self.tr("Name")
        )
        if agreed and name.strip():
            self.keep(name.strip()[:LONGEST_NAME])

    def _ask_layers(self) -> None:
        """Ask which layers and methods; a few telling layers are ticked."""
        model = self._session.model
        if model is None:
            return
        ticked = _telling(model.layers, model.default_layer)
        rows: list[Choice] = [
            (_layer_words(layer), PaneSpec("", layer=layer.name), layer.name in ticked)
            for layer in model.layers
        ]
        self._ask(self.tr("Layers × methods"), self.tr("Layers"), rows)

    def _ask_classes(self) -> None:
        """Ask which classes and methods; the likeliest classes are ticked."""
        explanation = self._session.explanation
        if explanation is None:
            return
        prediction = explanation.prediction
        rows: list[Choice] = [
            (
                f"{score.name}   {score.probability:.1%}",
                PaneSpec("", target=score.target),
                number < CLASSES_ACROSS,
            )
            for number, score in enumerate((*prediction.top, *prediction.groups))
        ]
        self._ask(self.tr("Classes × methods"), self.tr("Classes"), rows)

    def _ask(self, title: str, head: str, rows: list[Choice]) -> None:
        from viewer.ui.dialogs.pane_grid import PaneGridDialog

        panes = self._session.pane_list
        shown = {spec.method for spec in panes.specs}
        methods: list[Choice] = [(row.title, row.key, row.key in shown) for row in panes.methods]
        dialog = PaneGridDialog(title, head, rows, methods, most=MOST_PANES, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.grid_chosen.connect(panes.show_grid)
        dialog.open()


def _telling(layers: tuple[LayerInfo, ...], default: str) -> set[str]:
    """Return the last layer of each of the smaller sizes of map, and the default one."""
    last = {layer.grid: layer.name for layer in layers if min(layer.grid) > 1}
    names = [name for name in last.values() if name != default]
    return {*names[1 - LAYERS_DOWN :], default}


def _layer_words(layer: LayerInfo) -> str:
    rows, columns = layer.grid
    return f"{layer.name}   {layer.type} · {layer.channels} × {rows} × {columns}"

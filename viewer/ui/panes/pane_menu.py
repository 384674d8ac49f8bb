"""The menu of one heat pane: its method, layer, class and input, and its place among the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import INPUT_MODES
from viewer.core.maps.methods import (
    GROUPS,
    LIBRARY_WAYS,
    WAYS,
    MethodRow,
    MethodTable,
    key_with,
    taken_by,
)
from viewer.core.tables.options import BY_OPTION
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import row_text, tip
from viewer.ui.looks.theme import icon


@dataclass(frozen=True, slots=True, kw_only=True)
class PanePlace:
    """What a menu must know of its pane and of what can be chosen in it."""

    pane: int
    count: int  # of heat panes
    spec: PaneSpec
    model: ModelInfo | None
    prediction: Prediction | None
    methods: MethodTable  # that can be chosen
    keeping: tuple[tuple[str, str], ...] = ()  # ways to copy and save the map: key, text
    shown: bool = False  # whether there is a map to copy and save

    @property
    def method(self) -> MethodRow:
        """What is known of the pane's method."""
        return self.methods.find(self.spec.method)


class PaneMenu(QMenu):
    """Offers what one pane can show; what a pane leaves open it shares with the window.

    Attributes:
        spec_chosen: the pane shall show this: its number, a PaneSpec.
        action_chosen: something shall be done with the pane: its number, and one of "duplicate",
            "left", "right", "remove", "wipe", "difference", "about", or a way to keep the map.
    """

    spec_chosen = Signal(int, object)
    action_chosen = Signal(int, str)

    def __init__(self, place: PanePlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setToolTipsVisible(True)
        self._add_methods()
        self._add_smoothings()
        self._add_layers()
        self._add_classes()
        self._add_inputs()
        self.addSeparator()
        self._add_actions()

    def _add_methods(self) -> None:
        spec, menu = self._place.spec, self._submenu(self.tr("Method"), "target")
        ways = taken_by(self._place.method)
        for group, title in GROUPS.items():
            menu.addSection(QCoreApplication.translate("MethodGroup", title))
            rows = [
                (
                    row.title,
                    self._tip(row),
                    replace(spec, method=key_with(row, ways)),
                )
                for row in self._place.methods
                if row.group == group
            ]
            self._fill(menu, rows, spec)

    def _tip(self, row: MethodRow) -> str:
        """Say what a method does, where it comes from, and which package brings it."""
        lines = [spoken(row.help), row.paper]
        if row.package:
            lines.append(self.tr("Of the package {0}").format(row.package))
        return "\n".join(lines)

    def _add_smoothings(self) -> None:
        spec, menu = self._place.spec, self._submenu(self.tr("Smoothing"), "samples")
        method = self._place.method
        single = {
            way: QCoreApplication.translate("Smoothing", text)
            for way, text in WAYS.items()
            if way in method.smoothable
        }
        rows = [(self.tr("None"), "", replace(spec, method=key_with(method, ())))]
        rows += [
            (text, "", replace(spec, method=key_with(method, (way,))))
            for way, text in single.items()
        ]
        if set(LIBRARY_WAYS) <= single.keys():
            both = (self.tr("Both"), "", replace(spec, method=key_with(method, LIBRARY_WAYS)))
            rows.insert(1 + len(LIBRARY_WAYS), both)
        self._fill(menu, rows, spec)
        menu.setEnabled(bool(single))

    def _add_layers(self) -> None:
        spec, model = self._place.spec, self._place.model
        menu = self._submenu(self.tr("Layer"), "structure")
        rows = [(self.tr("Follow the window"), "", replace(spec, layer=None))]
        for layer in model.layers if model is not None else ():
            star = "★ " if model is not None and layer.name == model.default_layer else ""
            shape = f"{layer.channels} × {layer.grid[0]} × {layer.grid[1]}"
            rows.append(
                (
                    f"{star}{row_text(layer.name)}\t{shape}",
                    f"{layer.name}: {layer.type}",
                    replace(spec, layer=layer.name),
                )
            )
        self._fill(menu, rows, spec)

    def _add_classes(self) -> None:
        spec, prediction = self._place.spec, self._place.prediction
        menu = self._submenu(self.tr("Class"), "search")
        rows = [
            (self.tr("Follow the window"), "", replace(spec, target=None)),
            (self.tr("Top prediction"), "", replace(spec, target=Target())),
        ]
        for score in prediction.top if prediction is not None else ():
            number = f"{score.asks.rpartition(' ')[2]}  " if score.asks else ""
            text = f"{number}{row_text(score.name)}\t{score.said or f'{score.probability:.1%}'}"
            rows.append((text, score.name, replace(spec, target=score.target)))
        self._fill(menu, rows, spec)

    def _add_inputs(self) -> None:
        spec, menu = self._place.spec, self._submenu(self.tr("Input"), "image")
        words = dict(zip(INPUT_MODES, BY_OPTION["input_mode"].words, strict=False))
        rows = [(self.tr("Follow the window"), "", replace(spec, input_mode=None))]
        for mode in INPUT_MODES:
            text = QCoreApplication.translate("Option", words.get(mode, mode))
            rows.append((text, "", replace(spec, input_mode=mode)))
        self._fill(menu, rows, spec)

    def _add_actions(self) -> None:
        pane, count = self._place.pane, self._place.count
        method = self._place.method.title
        rows = (
            ("duplicate", self.tr("Duplicate"), "copy", True),
            ("left", self.tr("Move left"), "previous", pane > 0),
            ("right", self.tr("Move right"), "next", pane < count - 1),
            ("remove", self.tr("Remove"), "close", count > 1),
            ("", "", "", False),
            ("wipe", self.tr("Wipe with the next map"), "columns", True),
            ("difference", self.tr("Difference from the next map"), "", count > 1),
            ("", "", "", False),
            *self._keeping(),
            ("", "", "", False),
            ("about", self.tr("What is {0}?").format(method), "help", True),
        )
        for key, text, picture, enabled in rows:
            if not key:
                self.addSeparator()
                continue
            action = self.addAction(icon(picture), text)
            action.setEnabled(enabled)
            action.setObjectName(key)
            action.triggered.connect(
                lambda _checked=False, key=key: self.action_chosen.emit(pane, key)
            )

    def _keeping(self) -> list[tuple[str, str, str, bool]]:
        """Return the rows that copy and save the map."""
        place = self._place
        return [
            (key, text, "copy" if key.startswith("copy") else "save", place.shown)
            for key, text in place.keeping
        ]

    def _submenu(self, title: str, picture: str) -> QMenu:
        menu = self.addMenu(icon(picture), title)
        menu.setToolTipsVisible(True)
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")  # else a long one fills the screen
        return menu

    def _fill(
        self, menu: QMenu, rows: Iterable[tuple[str, str, PaneSpec]], present: PaneSpec
    ) -> None:
        """Add one checkable row for each text, tip and what the pane would then show."""
        group = QActionGroup(menu)
        for text, told, spec in rows:
            action = QAction(text.replace("&", "&&"), menu, checkable=True)
            action.setChecked(spec == present)
            action.setToolTip(tip(told or text.partition("\t")[0]))
            action.triggered.connect(
                lambda _checked=False, spec=spec: self.spec_chosen.emit(self._place.pane, spec)
            )
            group.addAction(action)
            menu.addAction(action)

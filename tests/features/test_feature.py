"""What a feature must say, what it may reach, and that all its connections are on one page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

import viewer.features
from viewer.features.feature import Feature
from viewer.features.first import FIRST
from viewer.features.folders import FoldersFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.table import FEATURES
from viewer.household import Household
from viewer.wires import Wire, Wires

MODULES = sorted(Path(viewer.features.__file__).parent.glob("*.py"))
SHARED = {"session", "engine", "loader", "window", "store", "house", "opener", "setups", "triage"}


def test_a_feature_that_forgets_the_hand_over_cannot_be_made():
    with pytest.raises(TypeError, match=r"Hasty does not say what it does in take_over\(\)"):

        class Hasty(Feature):  # pyright: ignore[reportUnusedClass]
            def put_away(self) -> None: ...

    with pytest.raises(TypeError, match=r"Untidy does not say what it does in put_away\(\)"):

        class Untidy(Feature):  # pyright: ignore[reportUnusedClass]
            def take_over(self, before: Feature) -> None: ...


def test_a_feature_reaches_those_that_it_needs_and_no_other(window):
    scenes = window[ScenesFeature]
    assert scenes.of(FoldersFeature) is window[FoldersFeature]
    with pytest.raises(KeyError):
        window[FoldersFeature].of(ScenesFeature)


def test_what_a_feature_needs_is_made_before_it():
    for place, kind in enumerate(FEATURES):
        assert set(kind.needs) <= set(FEATURES[:place]), kind
    assert len(set(FEATURES)) == len(FEATURES)


def test_every_feature_stands_in_the_table():
    written = {
        node.name
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Feature" for base in node.bases)
    }
    assert written == {kind.__name__ for kind in FEATURES}


def test_what_the_first_paint_needs_comes_first_and_brings_all_rows_of_menus():
    assert FEATURES[: len(FIRST)] == FIRST
    assert [kind for kind in FEATURES if kind.rows and kind not in FIRST] == []


def test_two_features_cannot_claim_one_command(window):
    with pytest.raises(ValueError, match="two features claim undo"):
        window.commands.add({"undo": print})


class Bell(QObject):
    rung = Signal(int)
    told: tuple[object, ...] = ()

    def hear(self) -> None:
        self.told = (*self.told, "heard")


def test_a_wire_is_noted_by_name_and_cut():
    bell, wires = Bell(), Wires()
    wires.connect("Toy", bell, "rung", bell.hear)  # which takes fewer values than the signal brings
    assert wires.made == [Wire("Toy", "Bell.rung", "Bell.hear")]
    assert str(wires.made[0]) == "Toy: Bell.rung → Bell.hear"
    bell.rung.emit(1)
    wires.cut()
    bell.rung.emit(2)
    assert bell.told == ("heard",)
    with pytest.raises(ValueError, match="bears a name"):
        wires.connect("Toy", bell, "rung", lambda _times: None)
    with pytest.raises(AttributeError):
        wires.connect("Toy", bell, "wrung", bell.hear)


def connections(module: Path) -> Iterator[str]:
    """Yield whose signals a module connects by itself, word by word."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "connect":
            yield ast.unparse(node.value)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_only_dialogs_and_parts_of_its_own_are_connected_beside_the_page(module):
    noted = "self.house.wires"  # the recorder itself
    beside = [sender for sender in connections(module) if sender != noted]
    assert not [one for one in beside if SHARED & {part.strip("_") for part in one.split(".")}]


def test_the_page_tells_what_goes_from_a_click_to_the_screen(window):
    page = [str(wire) for wire in window.wires.made]
    assert len(page) > 150
    way = (
        "ClassesFeature: Predictions.target_chosen → ClassesFeature._choose",
        "EngineFeature: Session.request_issued → EngineThread.ask",
        "EngineFeature: engine.HeatMap → Session.receives",
        "PanesFeature: Session.heat_map_changed → PanesFeature._show_heat_map",
    )
    assert set(way) <= {line.replace("FakeEngine", "EngineThread") for line in page}
    assert page[0].startswith("RisksFeature")  # noted before anything is done


def test_a_request_is_sent_before_the_maps_of_its_layers_are_asked_for(window):
    told = [wire for wire in window.wires.made if wire.sender == "Session.request_issued"]
    names = [wire.feature for wire in told]
    assert names.index("EngineFeature") < names.index("LayerStripFeature")


def test_a_window_that_is_put_away_hears_nothing_more(window):
    window.put_away()
    shown = window.window.status
    before = shown._elapsed.text()
    window.session.elapsed_changed.emit(12.0)
    window.loader.picture_loaded.emit(None)  # nobody takes it
    window.engine.crashed.emit(None)
    assert shown._elapsed.text() == before


def test_every_feature_is_handed_over_and_put_away(windows, monkeypatch):
    first = windows()
    done: list[tuple[str, type]] = []
    for kind in FEATURES:
        monkeypatch.setattr(kind, "put_away", lambda self: done.append(("away", type(self))))
        monkeypatch.setattr(kind, "take_over", lambda self, _old: done.append(("over", type(self))))
    first.put_away()
    second: Household = windows(first.engine)
    second.take_over(first)
    assert done == [("away", kind) for kind in FEATURES] + [("over", kind) for kind in FEATURES]
    monkeypatch.undo()
    first.put_away()

"""The model panel: a true tree, searchable; a click on a layer wishes for it, on others not."""

from __future__ import annotations

import time

import pytest
from given_records import given_model
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from viewer.core.asks.model_info import LayerInfo, ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.structure import ModuleNode, Structure
from viewer.core.maps.geometry import InputRule
from viewer.ui.panels.model_panel import ModelPanel
from viewer.ui.panels.module_tree import NAME, OUTPUT, PARAMETERS, TYPE, ModuleTree

TREE = "Net(\n  (features): Sequential(\n    (0): Conv2d(3, 8)\n    (1): ReLU()\n  )\n)"
NODES = (
    ModuleNode(name="", type="Net", parameters=1_234, shape=(2,), unfit="model"),
    ModuleNode(name="features", type="Sequential", parameters=1_224, shape=(8, 5, 7)),
    ModuleNode(name="features.0", type="Conv2d", detail="3, 8", parameters=224, shape=(8, 9, 11)),
    ModuleNode(name="features.1", type="ReLU", shape=(8, 5, 7)),
    ModuleNode(name="head", type="Linear", parameters=10, shape=(2,), unfit="no_extent"),
)


def info() -> ModelInfo:
    layers = tuple(
        LayerInfo(name=node.name, type=node.type, shape=node.shape, grid=(5, 7), channels=8)
        for node in NODES
        if not node.unfit
    )
    return given_model(
        title="A small net",
        tree=TREE,
        layers=layers,
        default_layer="features.1",
        class_names=("a", "b"),
        rule=InputRule(size=(320, 224), shorter_side=256),
        parameters=1_234,
    )


def structure(nodes=NODES, size=(320, 224)) -> Structure:
    return Structure(ref=ModelRef(), size=size, nodes=nodes, default_layer="features.1")


@pytest.fixture
def panel(qtbot):
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.resize(520, 400)
    panel.show()
    panel.set_model(info())
    panel.set_structure(structure())
    return panel


def rows(panel, parent: QModelIndex | None = None) -> list[tuple[str, ...]]:
    parent = parent or QModelIndex()
    model, found = panel.tree.model(), []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        cells = [model.index(row, column, parent).data() for column in range(4)]
        found += [tuple(cell.replace("\u2009", " ") for cell in cells), *rows(panel, index)]
    return found


def index_of(panel, name: str) -> QModelIndex:
    return panel.tree.model().mapFromSource(panel.modules.index_of(name))


def click(qtbot, panel, name: str) -> None:
    rect = panel.tree.visualRect(index_of(panel, name))
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_the_tree_tells_name_type_output_and_parameters(panel):
    assert rows(panel) == [
        ("features", "Sequential", "8 × 5 × 7", "1,224"),
        ("0", "Conv2d", "8 × 9 × 11", "224"),
        ("★ 1", "ReLU", "8 × 5 × 7", "–"),
        ("head", "Linear", "2", "10"),
    ]
    assert "1,234 parameters, 2 classes" in panel.summary.text()
    assert panel.shapes.text() == "Outputs for the model's usual input, 320 × 224 pixels"


def test_it_keeps_the_rules_of_qt_models(qtmodeltester):
    tree = ModuleTree()
    qtmodeltester.check(tree)
    tree.set_structure(structure())
    tree.set_layers(frozenset(["features.0"]))
    tree.set_structure(structure(NODES[:3]))
    qtmodeltester.check(tree)


def test_a_click_on_a_layer_wishes_for_it_and_on_another_module_not(panel, qtbot):
    told: list[str] = []
    panel.layer_chosen.connect(told.append)
    click(qtbot, panel, "head")
    assert told == []
    click(qtbot, panel, "features.0")
    assert set(told) == {"features.0"}


def test_the_keyboard_chooses_too(panel, qtbot):
    told: list[str] = []
    panel.layer_chosen.connect(told.append)
    panel.tree.setCurrentIndex(index_of(panel, "features.0"))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert set(told) == {"features.0"}


def test_unfit_modules_are_grey_and_say_why(panel):
    grey = index_of(panel, "head")
    assert "speaks of the picture as a whole" in grey.data(Qt.ItemDataRole.ToolTipRole)
    assert grey.data(Qt.ItemDataRole.ForegroundRole) is not None
    plain = index_of(panel, "features.0")
    assert plain.data(Qt.ItemDataRole.ForegroundRole) is None
    assert plain.data(Qt.ItemDataRole.ToolTipRole).splitlines()[:2] == [
        "features.0",
        "Conv2d(3, 8)",
    ]


def test_the_explained_layer_is_marked_and_brought_into_sight(panel):
    def marked() -> list[str]:
        names = [node.name for node in NODES[1:]]
        return [n for n in names if index_of(panel, n).data(Qt.ItemDataRole.DecorationRole)]

    assert marked() == ["features.1"]
    assert panel.tree.currentIndex() == index_of(panel, "features.1")
    panel.set_layer("features.0")
    assert marked() == ["features.0"]
    assert index_of(panel, "features.0").data(Qt.ItemDataRole.FontRole).bold()
    assert panel.tree.isExpanded(index_of(panel, "features"))
    panel.set_layer(None)
    assert marked() == ["features.1"]
    panel.set_panes([PaneSpec("grad_cam"), PaneSpec("layer_cam", layer="features.0")])
    assert marked() == ["features.0", "features.1"]
    panel.set_panes([PaneSpec("layer_cam", layer="features.0")])
    assert marked() == ["features.0"]
    panel.set_panes([PaneSpec("layer_cam", layer="features.0*features.1")])
    assert marked() == ["features.0", "features.1"]
    panel.set_layer("features.1|features.0")
    assert panel.tree.currentIndex() == index_of(panel, "features.0")


def test_the_search_shows_what_fits_with_what_holds_it(panel, qtbot):
    qtbot.keyClicks(panel.search, "conv")
    assert [row[NAME] for row in rows(panel)] == ["features", "0"]
    panel.search.setText("features.1")
    assert [row[NAME] for row in rows(panel)] == ["features", "★ 1"]
    panel.search.clear()
    assert len(rows(panel)) == 4


def test_another_size_changes_the_shapes_and_nothing_else(panel):
    panel.tree.collapseAll()
    panel.tree.expand(index_of(panel, "features"))
    wide = tuple(
        ModuleNode(name=n.name, type=n.type, parameters=n.parameters, shape=(8, 10, 20))
        for n in NODES
    )
    panel.set_structure(structure(wide, (640, 320)))
    assert {row[OUTPUT] for row in rows(panel)} == {"8 × 10 × 20"}
    assert panel.tree.isExpanded(index_of(panel, "features"))
    assert panel.shapes.text() == "Outputs for an input of 640 × 320 pixels"


def test_copy_gives_what_print_gives(panel, qtbot):
    qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == TREE


def test_thousands_of_modules_are_shown_and_searched_quickly(panel):
    nodes = [NODES[0]]
    for block in range(60):
        nodes.append(ModuleNode(name=f"b{block}", type="Block", shape=(8, 7, 9)))
        nodes += [
            ModuleNode(name=f"b{block}.{part}", type=f"Conv{part}", shape=(8, 7, 9))
            for part in range(60)
        ]
    start = time.process_time()
    panel.set_structure(structure(tuple(nodes)))
    panel.search.setText("conv59")
    found = len(rows(panel))
    panel.search.clear()
    panel.set_structure(structure(tuple(nodes), (640, 320)))
    taken_s = time.process_time() - start
    assert found == 120
    assert taken_s < 2.0


def test_columns_are_in_the_order_of_the_header(panel):
    header = panel.tree.model()
    titles = [header.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert (titles[NAME], titles[TYPE]) == ("Module", "Type")
    assert (titles[OUTPUT], titles[PARAMETERS]) == ("Output", "Parameters")

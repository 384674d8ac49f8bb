import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton

import viewer
from viewer.core.commands import COMMANDS
from viewer.core.geometry import InputRule
from viewer.core.records import LayerInfo, ModelInfo, ModelRef
from viewer.ui.dialogs.about import AboutDialog
from viewer.ui.dialogs.keyboard import KeyboardDialog
from viewer.ui.dialogs.log import LogDialog
from viewer.ui.dialogs.structure import StructureDialog

TREE = "Net(\n  (features): Sequential(\n    (0): Conv2d(3, 8)\n    (1): ReLU()\n  )\n)"


def layer(name: str, kind: str) -> LayerInfo:
    return LayerInfo(name=name, type=kind, shape=(8, 7, 9), grid=(7, 9), channels=8)


MODEL = ModelInfo(
    ref=ModelRef(),
    title="A small net",
    tree=TREE,
    layers=(layer("features.0", "Conv2d"), layer("features.1", "ReLU")),
    default_layer="features.1",
    class_names=("a", "b"),
    class_titles=("a", "b"),
    groups=(),
    rule=InputRule(size=(320, 224), shorter_side=256),
    fixed_size=False,
    parameters=12_345,
    device="CPU",
)


@pytest.fixture
def open_dialog(qtbot):
    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def press(dialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def test_keyboard_lists_every_shortcut_of_the_table(open_dialog):
    dialog = open_dialog(KeyboardDialog())
    tree = dialog.tree
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    listed = {(item.text(0), item.text(1)) for item in items}
    for command in COMMANDS:
        sequences = [QKeySequence(keys) for keys in command.shortcuts]
        style = QKeySequence.SequenceFormat.NativeText
        keys = ", ".join(sequence.toString(style) for sequence in sequences)
        assert not keys or (command.text, keys) in listed


def test_log_shows_the_end_and_copies_it(open_dialog, tmp_path):
    path = tmp_path / "camscope.log"
    path.write_text("first\n" + "x" * 300_000 + "\nlast: 图\n", encoding="utf-8")
    dialog = open_dialog(LogDialog(path))
    shown = dialog.text.toPlainText()
    assert shown.rstrip().endswith("last: 图")
    assert "first" not in shown
    press(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == shown


def test_a_log_that_is_not_there_says_so(open_dialog, tmp_path):
    dialog = open_dialog(LogDialog(tmp_path / "none.log"))
    assert dialog.text.toPlainText() == "The log is empty."


def test_about_names_the_versions(open_dialog):
    dialog = open_dialog(AboutDialog([("torch", "9.8.7")]))
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"CamScope {viewer.__version__}" in words
    assert "torch 9.8.7" in words
    assert "MIT" in words


def test_structure_shows_tree_and_layers(open_dialog):
    dialog = open_dialog(StructureDialog(MODEL))
    assert dialog.text.toPlainText() == TREE
    rows = [dialog.table.topLevelItem(n) for n in range(dialog.table.topLevelItemCount())]
    assert [[row.text(c) for c in range(4)] for row in rows] == [
        ["features.0", "Conv2d", "8 × 7 × 9", ""],
        ["features.1", "ReLU", "8 × 7 × 9", "default"],
    ]
    assert dialog.table.currentItem().text(0) == "features.1"
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "12,345 parameters" in words
    assert "320 × 224" in words


def test_structure_can_be_searched_and_copied(open_dialog):
    dialog = open_dialog(StructureDialog(MODEL))
    dialog.search.setText("relu")
    assert dialog.table.topLevelItem(0).isHidden()
    assert not dialog.table.topLevelItem(1).isHidden()
    assert dialog.text.textCursor().selectedText().casefold() == "relu"
    press(dialog, "Copy structure")
    assert QGuiApplication.clipboard().text() == TREE


def test_structure_lets_a_layer_be_chosen(open_dialog, qtbot):
    dialog = open_dialog(StructureDialog(MODEL))
    with qtbot.waitSignal(dialog.layer_chosen) as told:
        dialog.table.itemActivated.emit(dialog.table.topLevelItem(0), 0)
    assert told.args == ["features.0"]


def test_return_in_the_search_goes_on_to_the_next_place(open_dialog, qtbot):
    dialog = open_dialog(StructureDialog(MODEL))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("untouched")
    qtbot.keyClicks(dialog.search, "(")
    places = [dialog.text.textCursor().position()]
    for _ in range(TREE.count("(")):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
        places.append(dialog.text.textCursor().position())
    assert places[:-1] == [at + 1 for at, letter in enumerate(TREE) if letter == "("]
    assert places[-1] == places[0]
    assert dialog.isVisible()
    assert clipboard.text() == "untouched"

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton

import viewer
from viewer.core.tables.commands import COMMANDS
from viewer.ui.dialogs.about import AboutDialog
from viewer.ui.dialogs.keyboard import KeyboardDialog
from viewer.ui.dialogs.log import LogDialog


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


def line_of(dialog, text):
    lines = map(dialog.tree.topLevelItem, range(dialog.tree.topLevelItemCount()))
    return next(line for line in lines if line.text(0) == text)


def type_keys(dialog, command, keys):
    dialog.tree.setCurrentItem(line_of(dialog, command))
    dialog.edit.setKeySequence(QKeySequence(keys))


def test_keys_are_found_by_words_and_by_keys(open_dialog):
    dialog = open_dialog(KeyboardDialog())
    for typed in ("figure export", "ctrl+e"):
        dialog.field.setText(typed)
        assert not line_of(dialog, "Export figure…").isHidden()
        assert line_of(dialog, "Quit").isHidden()
    dialog.field.clear()
    assert not line_of(dialog, "Quit").isHidden()


def test_a_key_is_changed_and_given_back(open_dialog, qtbot):
    dialog = open_dialog(KeyboardDialog())
    type_keys(dialog, "Layer strip", "F8")
    assert not dialog.told.text()
    with qtbot.waitSignal(dialog.own_changed) as changed:
        dialog.give.click()
    assert changed.args == [{"layer_strip": ("F8",)}]
    assert line_of(dialog, "Layer strip").text(1) == "F8"
    with qtbot.waitSignal(dialog.own_changed) as changed:
        dialog.usual.click()
    assert changed.args == [{}]
    assert line_of(dialog, "Layer strip").text(1) == "Ctrl+L"


def test_whose_key_it_was_is_told_before_and_it_loses_it(open_dialog):
    dialog = open_dialog(KeyboardDialog())
    type_keys(dialog, "Add a pane", "Ctrl+Y")
    assert "Redo" in dialog.told.text()
    dialog.give.click()
    assert line_of(dialog, "Add a pane").text(1) == "Ctrl+Y"
    assert line_of(dialog, "Redo").text(1) == "Ctrl+Shift+Z"


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

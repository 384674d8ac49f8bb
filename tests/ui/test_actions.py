import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from viewer.core.tables.commands import COMMANDS
from viewer.paths import resource
from viewer.ui.window.actions import Actions


@pytest.fixture
def actions(qapp):
    return Actions()


def test_keys_are_unique():
    keys = [command.key for command in COMMANDS]
    assert len(keys) == len(set(keys))


def test_no_two_commands_share_a_shortcut(qapp):
    shortcuts = [QKeySequence(keys) for command in COMMANDS for keys in command.shortcuts]
    assert all(not sequence.isEmpty() for sequence in shortcuts)
    texts = [sequence.toString() for sequence in shortcuts]
    assert len(texts) == len(set(texts))


def test_every_key_the_issue_names_is_there():
    given = {keys for command in COMMANDS for keys in command.shortcuts}
    wanted = "Left Right Home End + - Ctrl+0 Ctrl+1 F11 Ctrl+O Ctrl+Shift+O Ctrl+C Ctrl+S"
    wanted += " 1 2 3 4 5 [ ] F5 Ctrl+Q"
    assert set(wanted.split()) <= given


def test_every_icon_of_the_table_is_drawn():
    for command in COMMANDS:
        assert not command.icon or resource(f"icons/{command.icon}.svg").is_file()


def test_keys_without_a_modifier_work_in_the_panes_only(actions):
    for command in COMMANDS:
        plain = [keys for keys in command.shortcuts if len(keys) == 1 or keys in ("Left", "Home")]
        if plain:
            assert command.scope == "panes", command.key


def test_what_needs_something_waits_for_it(actions):
    assert actions.action("open_folder").isEnabled()
    assert not actions.action("next_image").isEnabled()
    actions.set_available("folder", available=True)
    assert actions.action("next_image").isEnabled()
    assert not actions.action("save_figure").isEnabled()


def test_an_action_says_its_command(actions, qtbot):
    with qtbot.waitSignal(actions.triggered) as told:
        actions.action("open_samples").trigger()
    assert told.args == ["open_samples"]


def test_choices_exclude_each_other(actions):
    actions.set_choice("theme", "dark")
    actions.set_choice("arrangement", "column")
    checked = {c.key for c in COMMANDS if actions.action(c.key).isChecked()}
    assert checked == {"theme_dark", "arrange_column"}
    actions.set_choice("theme", "light")
    assert not actions.action("theme_dark").isChecked()


def test_a_menu_has_its_rows_and_lines(actions):
    menu = QMenu()
    actions.fill(menu, "file")
    rows = [entry.objectName() for entry in menu.actions() if not entry.isSeparator()]
    wanted = [command for command in COMMANDS if command.menu == "file"]
    assert rows == [command.key for command in wanted]
    lines = sum(entry.isSeparator() for entry in menu.actions())
    assert lines == len({command.section for command in wanted}) - 1


def test_a_line_edit_keeps_its_keys(actions, qtbot):
    """Digits, arrows and brackets typed into a line edit stay there; in the panes they work."""
    window, pane, line = QWidget(), QWidget(), QLineEdit()
    pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(window)
    layout.addWidget(pane)
    layout.addWidget(line)
    qtbot.addWidget(window)
    actions.scope_to(window, [pane])
    for need in ("folder", "picture"):
        actions.set_available(need, available=True)
    told: list[str] = []
    actions.triggered.connect(told.append)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "3[")
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.text() == "3["
    assert told == []
    pane.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_BracketLeft, Qt.Key.Key_Left):
        qtbot.keyClick(pane, key)
    assert told == ["class_3", "opacity_down", "previous_image"]

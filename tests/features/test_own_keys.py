"""A key that the user has chosen works, also at the next start, and no other command has it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from viewer.core.tables.own_keys import given


def test_own_keys_work_at_once_and_at_the_next_start(windows, qtbot):
    first = windows()
    rows = first.window.commands.rows
    row = next(row for row in rows if row.key == "add_pane")
    own = given(row, "F9", rows, {})
    first.store.set_own_keys(own)
    first.window.commands.set_keys(own)
    first.window.show_panes()
    with qtbot.waitActive(first.window):
        first.window.show()
    before = len(first.session.pane_list.specs)
    qtbot.keyClick(first.window, Qt.Key.Key_F9)
    assert len(first.session.pane_list.specs) == before + 1
    qtbot.keyClick(first.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(first.session.pane_list.specs) == before + 1, "the usual key is free"
    first.window.close()
    second = windows()
    assert second.window.commands.action("add_pane").shortcut().toString() == "F9"

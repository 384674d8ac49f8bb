"""The table of commands is free of contradictions."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from viewer.core.tables.commands import COMMANDS, Menu


def test_keys_are_unique():
    assert [key for key, n in Counter(row.key for row in COMMANDS).items() if n > 1] == []


def test_every_menu_is_used():
    assert {row.menu for row in COMMANDS} == set(get_args(Menu))


def test_a_shortcut_belongs_to_one_command():
    given = Counter(shortcut for row in COMMANDS for shortcut in row.shortcuts)
    assert [shortcut for shortcut, n in given.items() if n > 1] == []


def test_texts_of_one_menu_differ():
    given = Counter((row.menu, row.text) for row in COMMANDS)
    assert [row for row, n in given.items() if n > 1] == []

"""Keys of the user's own: no two commands ever have the same one."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from viewer.core.tables.commands import COMMANDS, Command
from viewer.core.tables.own_keys import as_text, from_text, given, keys_of, owner, taken_back

ROWS = (
    Command("open", "Open", ("Ctrl+O",)),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("mark", "Mark", ("M",)),
    Command("about", "About"),
)
OPEN, REDO, MARK, ABOUT = ROWS


def test_a_key_of_ones_own_stands_in_the_place_of_the_usual_ones():
    own = given(REDO, "F4", ROWS, {})
    assert own == {"redo": ("F4",)}
    assert keys_of(REDO, own) == ("F4",)
    assert owner("f4", ROWS, own) == REDO
    assert owner("Ctrl+Y", ROWS, own) is None


def test_who_had_a_key_loses_it_and_keeps_the_others():
    own = given(ABOUT, "Ctrl+Y", ROWS, {})
    assert own == {"about": ("Ctrl+Y",), "redo": ("Ctrl+Shift+Z",)}
    own = given(ABOUT, "M", ROWS, own)
    assert own == {"about": ("M",), "redo": ("Ctrl+Shift+Z",), "mark": ()}


def test_usual_keys_come_back_from_whoever_has_them():
    own = given(ABOUT, "M", ROWS, {})
    assert taken_back(MARK, ROWS, own) == {"about": ()} or taken_back(MARK, ROWS, own) == {}
    assert keys_of(MARK, taken_back(MARK, ROWS, own)) == ("M",)
    assert owner("M", ROWS, taken_back(MARK, ROWS, own)) == MARK


def test_no_two_commands_have_the_same_key_whatever_is_chosen():
    chance, own = random.Random(3), {}
    keys = [key for row in COMMANDS for key in row.shortcuts]
    for _ in range(300):
        row = chance.choice(COMMANDS)
        if chance.random() < 0.7:
            own = given(row, chance.choice(keys), COMMANDS, own)
        else:
            own = taken_back(row, COMMANDS, own)
        counts = Counter(key for each in COMMANDS for key in keys_of(each, own))
        assert max(counts.values()) == 1
    assert from_text(as_text(own), COMMANDS) == own


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[",
        "3",
        '{"open": 3}',
        '{"open": [3]}',
        '{"nobody": ["F1"]}',
        '{"open": ["%s"]}' % ("x" * 99),
    ],
)
def test_what_is_no_table_of_keys_is_left_out(text):
    assert from_text(text, ROWS) == {}

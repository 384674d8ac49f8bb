"""The table of settings: unique keys, and whatever a file says ends inside the limits."""

from __future__ import annotations

import pytest

from viewer.core.tables.options import BY_OPTION, OPTIONS


def test_keys_are_unique_and_defaults_pass_their_own_check():
    assert len(BY_OPTION) == len(OPTIONS)
    for option in OPTIONS:
        assert option.accept(option.default) == option.default


@pytest.mark.parametrize(
    ("said", "taken"),
    [("70", 70), (0, 0), (100, 100), (101, 50), ("-1", 50), ("x", 50), (None, 50)],
)
def test_a_number_outside_the_limits_becomes_the_default(said, taken):
    assert BY_OPTION["opacity"].accept(said) == taken


def test_an_unknown_choice_becomes_the_default():
    assert BY_OPTION["theme"].accept("dark") == "dark"
    assert BY_OPTION["theme"].accept("pink") == "system"
    assert BY_OPTION["input_mode"].accept(None) == "default"


def test_a_decimal_number_is_kept_as_one():
    assert BY_OPTION["fixed_high"].accept("2.5") == 2.5
    assert BY_OPTION["fixed_high"].accept("nan") == 1.0
    assert BY_OPTION["fixed_low"].accept("1e30") == 0.0

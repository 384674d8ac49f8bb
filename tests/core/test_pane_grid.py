"""Panes are a grid where every row repeats the methods and shows one thing of its own."""

from __future__ import annotations

import pytest

from viewer.core.asks.pane_grid import columns_of
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target

CAT, DOG = (Target(kind="class", index=index) for index in (0, 1))


def spec(text: str) -> PaneSpec:
    """Read "g1c": method g or l, layer 1 or 2, class c or d."""
    methods, classes = {"g": "grad_cam", "l": "layer_cam"}, {"c": CAT, "d": DOG}
    return PaneSpec(methods[text[0]], layer=text[1], target=classes[text[2]])


@pytest.mark.parametrize(
    ("panes", "columns"),
    [
        ("g1c l1c g1d l1d", 2),  # classes × methods
        ("g1c l1c g2c l2c", 2),  # layers × methods
        ("g1c l1c g2d l2d", 2),  # both differ from row to row
        ("g1c l1c", 0),  # one row is no grid
        ("g1c g1d g2c", 0),  # one column neither
        ("g1c l1c g1d", 0),  # a hole
        ("g1c l1c l1d g1d", 0),  # methods out of order
        ("g1c l1d g1d l1c", 0),  # a row that shows two things
        ("g1c l1c g1c l1c", 0),  # the same twice
        ("", 0),
    ],
)
def test_rows_repeat_the_methods_and_differ_in_all_else(panes, columns):
    assert columns_of([spec(text) for text in panes.split()]) == columns

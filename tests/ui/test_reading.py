"""Numbers as a person reads them."""

from __future__ import annotations

import math

import pytest

from viewer.ui.window.reading import readable, round_length


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (3.14159, "3.14"),
        (-4.5, "−4.50"),
        (0.48, "0.480"),
        (14.0, "14.0"),
        (0.012345, "0.0123"),
        (99.96, "100"),
        (123456.0, "123000"),
        (1.2e-6, "1.20×10⁻⁶"),
        (-2.5e9, "−2.50×10⁹"),
        (math.nan, "not a number"),
        (math.inf, "∞"),
    ],
)
def test_three_significant_digits(value, text):
    assert readable(value) == text


@pytest.mark.parametrize(
    ("longest", "length"), [(0.3, 1), (1, 1), (4.9, 2), (72, 50), (100, 100), (1999, 1000)]
)
def test_round_lengths(longest, length):
    assert round_length(longest) == length

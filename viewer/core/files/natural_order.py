"""Natural order, "2" before "10", for very many names, without holding other threads up."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence

CHUNK_NAMES = 5_000  # sorted at a time: sort() lets no other thread run

_NUMBER = re.compile("[0-9]+")


def natural_key(name: str) -> tuple[str, str]:
    """Return what names are compared by: case does not count, and numbers by their value.

    Each number is written as a mark, the count of its digits and the digits, without leading
    zeros; then longer numbers come later, and a plain comparison of texts does the rest.
    """
    return _NUMBER.sub(_by_value, name.casefold()), name


def in_natural_order(names: Sequence[str]) -> tuple[str, ...]:
    """Return names in natural order; equal but for case, in the order of their code points."""
    chunks = [
        sorted(natural_key(name) for name in names[start : start + CHUNK_NAMES])
        for start in range(0, len(names), CHUNK_NAMES)
    ]
    return tuple(name for _, name in heapq.merge(*chunks))


def _by_value(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"\x01{chr(len(digits))}{digits}"

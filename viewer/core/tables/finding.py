"""Find rows by what is typed of their titles: all words in any order, the likeliest row first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable


def found(typed: str, titles: Iterable[str], *, most: int = 50) -> list[int]:
    """Return the numbers of the titles that hold every typed word, the best first.

    A title that begins with what is typed goes before one with a word that does, and that before
    one that holds it somewhere; among equals the order is kept.

    Args:
        typed: words, parted by spaces; nothing finds all titles.
        titles: in the order in which they are offered.
        most: how many are wanted.
    """
    words = typed.casefold().split()
    ranked = ((_rank(words, title.casefold()), number) for number, title in enumerate(titles))
    return [number for _, number in heapq.nsmallest(most, (one for one in ranked if one[0] < 3))]


def holds(typed: str, text: str) -> bool:
    """Whether a text holds every typed word; nothing typed is held by all."""
    text = text.casefold()
    return all(word in text for word in typed.casefold().split())


def _rank(words: list[str], title: str) -> int:
    if not all(word in title for word in words):
        return 3
    if not words or title.startswith(words[0]):
        return 0
    return 1 if f" {words[0]}" in title else 2

"""Which pages of the pictures are exported: the first of each, all, or those that were typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.core.asks.references import LAST_PAGE
from viewer.core.errors import UserError
from viewer.core.pictures.images import count_pages


@dataclass(frozen=True, slots=True)
class Pages:
    """A choice of pages, as ranges counted from 0; both ends belong to them."""

    ranges: tuple[tuple[int, int], ...] = ((0, 0),)

    @classmethod
    def parse(cls, text: str) -> Pages:
        """Read “all”, or numbers and ranges with commas, such as “1,3-5”.

        Raises:
            UserError: it is something else.
        """
        if text.strip().lower() == "all":
            return cls(((0, LAST_PAGE),))
        return cls(tuple(_range(part, text) for part in text.split(",")))

    @property
    def is_first(self) -> bool:
        """Whether no file needs to be counted."""
        return self.ranges == ((0, 0),)

    def of(self, picture: Path) -> tuple[int, ...]:
        """Return which pages of a file are meant, in the order typed.

        Where it has none of them, the first one typed is returned, which then tells what is wrong;
        so does a file that cannot be read.
        """
        if self.is_first:
            return (0,)
        try:
            count = count_pages(picture)
        except UserError:
            return (self.ranges[0][0],)
        there = [page for low, high in self.ranges for page in range(low, min(high, count - 1) + 1)]
        return tuple(dict.fromkeys(there)) or (self.ranges[0][0],)


def endings_of(suffixes: Sequence[str], pages: Iterable[tuple[int, ...]]) -> tuple[str, ...]:
    """Return the ends of all names that pictures may get, so that none is taken twice."""
    used = sorted({page for each in pages for page in each})
    return tuple(page_ending(page) + suffix for page in used for suffix in suffixes)


def page_ending(page: int) -> str:
    """Return what follows a picture's stem in the names of a page's files."""
    return f"_page{page + 1}" if page else ""


def _range(part: str, text: str) -> tuple[int, int]:
    low, dash, high = (piece.strip() for piece in part.partition("-"))
    numbers = [_number(low), _number(high) if dash else _number(low)]
    if not 1 <= numbers[0] <= numbers[1] <= LAST_PAGE + 1:
        raise UserError(
            f"“{text}” names no pages.", hint="Type “all”, or numbers and ranges such as 1,3-5."
        )
    return numbers[0] - 1, numbers[1] - 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0

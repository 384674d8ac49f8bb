"""What a text asks of a segmenter: a rectangle, an outline, a pixel, or what a mask marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.shapes import Point

Word = Literal["region", "pixel", "wrong"]
FEWEST_CORNERS = 3
MOST_CORNERS = 300
_ASKED = re.compile(
    r"(?P<sum>sum )?(?P<word>region|pixel|wrong)\s+(?P<place>.+?)(?:\s+of\s+(?P<name>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS = re.compile(r"\s*[-+]?\d{1,9}(\.\d{1,9})?(\s*,\s*[-+]?\d{1,9}(\.\d{1,9})?)*\s*")
_COUNTS = {"pixel": 2, "region": 4}


@dataclass(frozen=True, slots=True)
class AskedRegion:
    """Some places of the original picture, and the class that is meant.

    Args:
        corners: of an outline, whose first and last are joined; of a pixel its own.
        word: "wrong" are the places of a file where the model is of another opinion.
        name: of a class; empty: the one that wins most places.
        file: a mask, which stands for the corners.
        total: the numbers of the places are added up; else their mean is meant.
    """

    corners: tuple[Point, ...]
    word: Word
    name: str = ""
    file: Path | None = None
    total: bool = False

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the corners."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def title(self) -> str:
        """What it is called: "region", "wrong sum"."""
        return f"{self.word} sum" if self.total else self.word


def asked_region(text: str) -> AskedRegion | None:
    """Return the places that a text asks about; None: it names a class.

    ``region x,y,width,height``, ``region x,y x,y x,y …``, ``region FILE``, ``pixel x,y`` and
    ``wrong FILE``; `` of NAME`` behind it names a class, ``sum `` before it adds up.

    Raises:
        UserError: the rectangle is empty, or the outline has too many corners.
    """
    told = _ASKED.fullmatch(text.strip())
    if told is None:
        return None
    word, place, name = told["word"].lower(), told["place"].strip(), (told["name"] or "").strip()
    total = told["sum"] is not None
    if Path(place).is_absolute():
        return AskedRegion((), _known(word), name, Path(place), total) if word != "pixel" else None
    corners = _corners(word, place, text)
    return AskedRegion(corners, _known(word), name, total=total) if corners else None


def outline_name(corners: Sequence[Point]) -> str:
    """Return how an outline is asked for, with no more corners than a text may hold."""
    step = max(1, -(-len(corners) // MOST_CORNERS))
    listed = " ".join(f"{round(x)},{round(y)}" for x, y in corners[::step])
    return f"region {listed}"


def _known(word: str) -> Word:
    return "pixel" if word == "pixel" else "wrong" if word == "wrong" else "region"


def _corners(word: str, place: str, text: str) -> tuple[Point, ...]:
    parts = re.sub(r"\s*,\s*", ",", place).split()
    if word == "wrong" or not all(_NUMBERS.fullmatch(part) for part in parts):
        return ()
    rows = [[float(number) for number in part.split(",")] for part in parts]
    if len(rows) == 1 and len(rows[0]) == _COUNTS[word]:
        return _rectangle(rows[0], text)
    if word != "region" or len(rows) < FEWEST_CORNERS or any(len(row) != 2 for row in rows):
        return ()
    if len(rows) > MOST_CORNERS:
        raise UserError(
            "The outline has too many corners.", hint=f"At most {MOST_CORNERS} are taken."
        )
    return tuple((x, y) for x, y in rows)


def _rectangle(numbers: Sequence[float], text: str) -> tuple[Point, ...]:
    x, y, width, height = (*numbers, 1.0, 1.0)[:4]
    if width <= 0 or height <= 0:
        raise UserError(
            f"“{shown(text)}” is no region.",
            hint="Write x,y,width,height in pixels of the picture, with sides above 0.",
        )
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)

"""What a text asks of boxes: “box 3”, “miss 40,60,20,30”, and which of their numbers is meant."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from viewer.core.asks.target import SIDES, BoxNumber
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
_NUMBER = r"[-+]?\d{1,9}(?:\.\d{1,9})?"
_FOUR = rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*"
_WORDS = "|".join(("objectness", "product", "overlap", *SIDES))
_BOX = re.compile(rf"box\s+(\d{{1,6}})(?:\s+({_WORDS}))?(?:\s+with{_FOUR})?", re.IGNORECASE)
_MISS = re.compile(rf"miss\s+{_FOUR}(?:\s+({_WORDS}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBox:
    """A box by its number, or a place where the model has found none.

    Args:
        number: by confidence, from 1; 0: it is a miss.
        number_of: which number of the box is explained.
        given: of a miss, or what overlap is meant with, in pixels of the original picture.
    """

    number: int = 0
    number_of: BoxNumber = "class"
    given: Rectangle | None = None


def asked_box(text: str) -> AskedBox | None:
    """Return what a text asks of boxes; None: it names a class.

    Raises:
        UserError: it asks for a box that cannot be.
    """
    text = " ".join(text.split())
    if (told := _BOX.fullmatch(text)) is not None:
        number, word, *sides = told.groups()
        given = _rectangle(sides, text) if sides[0] is not None else None
        if (word or "").lower() == "overlap" and given is None:
            raise UserError(
                f"“{shown(text)}” does not say with what.",
                hint="Write “box 1 overlap with x,y,width,height”, in pixels of the picture.",
            )
        return AskedBox(number=int(number), number_of=_number_of(word), given=given)
    if (told := _MISS.fullmatch(text)) is not None:
        *sides, word = told.groups()
        return AskedBox(number_of=_number_of(word), given=_rectangle(sides, text))
    return None


def _rectangle(sides: list[str | None], text: str) -> Rectangle:
    """Return left, top, right, bottom of x, y, width, height."""
    x, y, width, height = (float(side or 0) for side in sides)
    if not (width > 0 and height > 0 and all(map(math.isfinite, (x, y, width, height)))):
        raise UserError(
            f"“{shown(text)}” is no box.",
            hint="Write x,y,width,height in pixels of the picture, with sides above 0.",
        )
    return x, y, x + width, y + height


def _number_of(word: str | None) -> BoxNumber:
    known: dict[str, BoxNumber] = {
        "objectness": "objectness",
        "product": "product",
        "overlap": "overlap",
        "left": "left",
        "top": "top",
        "right": "right",
        "bottom": "bottom",
    }
    return known[word.lower()] if word else "class"

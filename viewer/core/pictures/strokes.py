"""What was painted over a picture, stroke by stroke: the same order gives the same pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.core.pictures.drawn import DrawnShape

Filling = Literal["grey", "blur", "patch"]
FILLINGS: tuple[Filling, ...] = ("grey", "blur", "patch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One shape, and what stands there in place of the picture.

    Args:
        shape: where.
        filling: grey, the picture itself without its details, or another picture's patch.
        source: that other picture, laid over this one so that it covers it; else None.
    """

    shape: DrawnShape
    filling: Filling
    source: Path | None = None


Strokes = tuple[Stroke, ...]

"""Whether a pane's map deserves to be believed: asked of the engine, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.asks.requests import ExplainRequest
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats


def _no_map() -> Floats:
    return np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureMap:
    """To the engine: read measures of trust of one map; explanations come first."""

    request: ExplainRequest  # with one pane
    measures: tuple[str, ...]  # their keys, in the order in which they are read
    truth: Path | None = None  # says where the picture's objects are; None: nobody does
    ticket: int = field(default=0, compare=False)  # which wish; what answers an older one is late


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustEnd:
    """From the engine: no more readings come for a wish; why not, where something failed."""

    ticket: int
    headline: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMap:
    """To the engine: make a map anew with the installed grad-cam library, and hold both apart."""

    request: ExplainRequest  # with one pane
    ticket: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryMap:
    """From the engine: a map as the grad-cam library makes it, and ours; or why there is none.

    Args:
        ticket: the wish's.
        method: the library's class.
        ours: (H, W) float32, at the input's size, 0..1; empty: there is none.
        theirs: the same, of the library.
        largest: difference of the two.
        kept: the same, where nothing behind the layer overwrites what the library keeps.
    """

    ticket: int
    method: str = ""
    ours: Floats = field(default_factory=_no_map, compare=False)
    theirs: Floats = field(default_factory=_no_map, compare=False)
    largest: float = 0.0
    kept: float = 0.0
    headline: str = ""
    hint: str = ""

"""What was measured of a map, as a session file keeps it; JSON has no word for a missing number."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.trust_reading import TrustReading


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """What one measure said; its fields are those of `TrustReading`, None stands for nan."""

    key: str
    value: float | None = None
    rank: float | None = None
    of: int = 0
    random: tuple[float | None, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    headline: str = ""
    hint: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """All that was read of one map; another file, model, layer, class or method is another map.

    Args:
        request: for the map alone.
        readings: in the order in which they came.
    """

    request: ExplainRequest
    readings: tuple[KeptReading, ...] = ()

    def checked(self) -> KeptCard:
        """Return the card, if it can be of a map.

        Raises:
            ValueError: it is of no map, or of several.
        """
        if len(self.request.panes) != 1:
            raise ValueError("A card is of one map.")
        return self


def kept(reading: TrustReading) -> KeptReading:
    """Return a reading as it is kept."""
    return KeptReading(
        key=reading.key,
        value=_told(reading.value),
        rank=_told(reading.rank),
        of=reading.of,
        random=tuple(map(_told, reading.random)),
        curve=reading.curve,
        headline=reading.headline,
        hint=reading.hint,
        seconds=reading.seconds,
    )


def read_again(reading: KeptReading) -> TrustReading:
    """Return a reading as it was before it was kept; it answers no wish."""
    return TrustReading(
        ticket=0,
        key=reading.key,
        value=_number(reading.value),
        rank=_number(reading.rank),
        of=reading.of,
        random=tuple(map(_number, reading.random)),
        curve=reading.curve,
        headline=reading.headline,
        hint=reading.hint,
        seconds=reading.seconds,
    )


def found_again(cards: tuple[KeptCard, ...], image: Path, model: ModelRef) -> tuple[KeptCard, ...]:
    """Return cards of a picture that lies elsewhere now; the file's stamp stays what it was.

    Args:
        cards: of one picture and one model.
        image: where the picture is.
        model: how the window names the model.
    """
    requests = [
        replace(one.request, image=replace(one.request.image, path=image), model=model)
        for one in cards
    ]
    return tuple(replace(one, request=asked) for one, asked in zip(cards, requests, strict=True))


def _told(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _number(value: float | None) -> float:
    return math.nan if value is None else value

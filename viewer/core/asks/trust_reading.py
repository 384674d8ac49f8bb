"""What one measure of trust says of one map."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustReading:
    """From the engine: what one measure says of the map.

    Args:
        ticket: the wish's.
        key: the measure.
        value: its number; nan: it says nothing, and ``headline`` says why.
        rank: the map's among rivals that know nothing and itself, 1 is best; nan: it has none.
        of: how many ranks there are.
        random: what the measure says of the random ones among the rivals.
        curve: points (share, probability) that the value is the area or the mean of.
    """

    ticket: int
    key: str
    value: float
    rank: float = float("nan")
    of: int = 0
    random: tuple[float, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    headline: str = ""
    hint: str = ""
    seconds: float = 0.0

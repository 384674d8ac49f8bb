"""The readings of one pane's map, as they travel to the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.asks.trust import MeasureMap
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.errors import UserError
from viewer.engine.explain.measuring import Measured, MeasureWish
from viewer.measures.annotations.reading import said_in
from viewer.measures.registry import find_measures

if TYPE_CHECKING:
    from viewer.engine.engine import Engine


def readings(engine: Engine, wish: MeasureMap) -> Iterator[TrustReading]:
    """Yield what each measure says of the request's only pane, as it comes.

    Raises:
        UserError: the picture, the model, the target or the method is at fault.
        Cancelled: something else is wanted.
    """
    measures = find_measures(wish.measures)
    truth = said_in(wish.truth, wish.request.image.path) if wish.truth else None
    for found in engine.measure(wish.request, MeasureWish(measures=measures, truth=truth)):
        if found.heat is None and found.problem is not None:
            raise found.problem  # there is no map
        yield reading_of(found, wish.ticket)


def reading_of(found: Measured, ticket: int = 0) -> TrustReading:
    """Return what a measure says of a map, as a map bears it."""
    problem = found.problem or UserError("")
    return TrustReading(
        ticket=ticket,
        key=found.row.key,
        value=found.value,
        rank=found.rank,
        of=found.of,
        random=found.random,
        curve=found.curve,
        headline=problem.headline,
        hint=problem.hint,
        seconds=found.seconds,
    )

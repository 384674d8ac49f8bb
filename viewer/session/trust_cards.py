"""What was read of maps, a card of each: another picture, model, layer or class is another map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.kept_trust import KeptCard, kept, read_again
from viewer.session.trust_costs import TrustCosts

MOST_CARDS = 64  # kept; the oldest goes first
MOST_WITH_SESSION = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustCard:
    """All that is known of one map's trust.

    Args:
        heat: the map; None: it is not there.
        keys: the measures, in the order in which they are read.
        readings: what came, by key.
        running: whether more is coming.
        left_s: about how long that takes; None: nobody knows yet.
        problem: why nothing came: a sentence and a hint.
    """

    heat: HeatMap | None = None
    keys: tuple[str, ...] = ()
    readings: dict[str, TrustReading] = field(default_factory=dict[str, TrustReading])
    running: bool = False
    left_s: float | None = None
    problem: tuple[str, str] = ("", "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures that have not been read."""
        return tuple(key for key in self.keys if key not in self.readings)


class TrustCards:
    """The cards of all maps that were measured lately, each by the request for the map alone."""

    def __init__(self) -> None:
        self._cards: dict[ExplainRequest, TrustCard] = {}
        self._weights: dict[ModelRef, str] = {}  # hashes of those that were open
        self.costs = TrustCosts()

    def of(self, wish: ExplainRequest | None, *, truth: bool = False) -> TrustCard:
        """Return what is known of a map; None: there is none.

        Args:
            wish: the request for the map alone.
            truth: whether it is known where the objects are.
        """
        known = None if wish is None else self._cards.get(wish)
        return replace(known or TrustCard(), keys=self.costs.keys(truth=truth))

    def forget_places(self) -> None:
        """Forget what was read of places: the objects are elsewhere by now."""
        for wish, card in self._cards.items():
            told = {key: card.readings[key] for key in self._of_no_places(card)}
            self._cards[wish] = replace(card, readings=told)

    def of_map(self, model: ModelRef, heat: HeatMap) -> tuple[TrustReading, ...]:
        """Return what was read of a map, whoever asked for it."""
        for wish, card in self._cards.items():
            if wish.model == model and card.heat is not None and _same(card.heat, heat):
                return tuple(card.readings.values())
        return ()

    def add(self, wish: ExplainRequest, reading: TrustReading, heat: HeatMap | None) -> None:
        """Keep one reading of a map."""
        before = self.of(wish)
        self._cards.pop(wish, None)
        readings = {**before.readings, reading.key: reading}
        self._cards[wish] = replace(before, readings=readings, heat=heat)
        while len(self._cards) > MOST_CARDS:
            del self._cards[next(iter(self._cards))]

    def add_map(self, wish: ExplainRequest, heat: HeatMap) -> None:
        """Know the map of a card that there is."""
        if wish in self._cards:
            self._cards[wish] = replace(self._cards[wish], heat=heat)

    def keep(self, before: TrustCards) -> None:
        """Know what others know."""
        self._cards.update(before._cards)

    def kept(self, now: ExplainRequest) -> tuple[KeptCard, ...]:
        """Return the cards of a request's picture and model, the newest ones, as they are kept.

        What was read of places is left out: the objects may be elsewhere when it comes back.
        """
        cards = [
            KeptCard(request=wish, readings=tuple(kept(card.readings[key]) for key in keys))
            for wish, card in self._cards.items()
            if (wish.image, wish.model) == (now.image, now.model)
            and (keys := self._of_no_places(card))
        ]
        return tuple(cards[-MOST_WITH_SESSION:])

    def _of_no_places(self, card: TrustCard) -> list[str]:
        places = self.costs.of_places if card.readings else frozenset[str]()
        return [key for key in card.readings if key not in places]

    def bring_back(self, cards: Iterable[KeptCard]) -> None:
        """Know what was kept; what has been read since then is newer."""
        for one in cards:
            keys = self.costs.keys(truth=False)
            known = {each.key: read_again(each) for each in one.readings if each.key in keys}
            before = self.of(one.request)
            self._cards[one.request] = replace(before, readings={**known, **before.readings})

    def note_model(self, model: ModelInfo) -> None:
        """Forget what was read of a model whose weights are others by now."""
        if self._weights.get(model.ref, model.weights_sha256) != model.weights_sha256:
            cards = self._cards.items()
            self._cards = {wish: card for wish, card in cards if wish.model != model.ref}
        self._weights[model.ref] = model.weights_sha256


def _same(one: HeatMap, other: HeatMap) -> bool:
    """Tell whether two maps are the same, whoever asked for them."""
    return _identity(one) == _identity(other)


def _identity(heat: HeatMap) -> tuple[object, ...]:
    return heat.image, heat.method, heat.layer, heat.resolved, heat.input_mode

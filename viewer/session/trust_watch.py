"""Whether a pane's map deserves to be believed: asked while somebody looks, and kept."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.records import ExplainedPicture, Finished, HeatMap
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Receives
from viewer.core.asks.trust import CheckMap, LibraryMap, MeasureMap, TrustEnd
from viewer.core.asks.trust_reading import TrustReading
from viewer.session.trust_costs import TrustCosts

MOST_CARDS = 64  # kept; the oldest goes first


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


# Long, because a card is asked for, kept, stopped and told in one place.
class TrustWatch(QObject):
    """Asks for the measures of one pane's map after the answer; what was read once, is kept."""

    wished = Signal(object)  # MeasureMap
    card_changed = Signal(object)  # TrustCard
    maps_changed = Signal(object)  # tuple[HeatMap, ...], when all are there; empty: none
    stop_wished = Signal()
    check_wished = Signal(object)  # CheckMap
    checked = Signal(object)  # LibraryMap

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[ExplainRequest, TrustCard] = {}
        self._request: ExplainRequest | None = None
        self._heats: dict[int, HeatMap] = {}
        self._pane, self._ticket, self._check_ticket = 0, 0, 0
        self._answered = self._watched = self._running = False
        self._began = 0.0
        self._problem = "", ""
        self._costs = TrustCosts()
        self._truth: Path | None = None
        self._truth_version = 0

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; those to an older wish are late."""
        return {
            Finished: self._accept_end,
            HeatMap: self._accept_heat,
            TrustReading: self._accept_reading,
            TrustEnd: self._end,
            LibraryMap: self._accept_check,
        }

    @property
    def card(self) -> TrustCard:
        """What is known of the map that is looked at."""
        wish = self._wish
        known = TrustCard(keys=self._keys) if wish is None else self._known(wish)
        return replace(
            known,
            heat=self._heats.get(self._pane),
            running=self._running,
            left_s=self._costs.left_s(known.keys, known.readings) if self._running else None,
            problem=self._problem,
        )

    def set_watched(self, watched: bool) -> None:
        """Tell whether somebody looks; nothing is asked for while nobody does."""
        self._watched = watched
        if watched:
            self._tell()
            self._tell_maps()
            self._begin()
        else:
            self.stop()

    def set_request(self, request: ExplainRequest) -> None:
        """Take note of what is asked for now."""
        self._request, self._answered = request, False
        self._check_ticket += 1
        self._heats.clear()
        self._tell_maps()
        self._forget()

    def set_pane(self, pane: int) -> None:
        """Look at another pane's map.

        Args:
            pane: index into the request's panes.
        """
        if pane != self._pane and pane >= 0:
            self.stop()
            self._pane = pane
            self._forget()
            self._begin()

    def set_truth(self, file: Path | None, version: int = 0) -> None:
        """Tell where it stands where the picture's objects are; None: nobody knows.

        Args:
            file: of which `ObjectTruth` can be read.
            version: another one than before outdates what was read of places.
        """
        changed, self._truth_version = version != self._truth_version, version
        if file == self._truth and not changed:
            return
        self.stop()
        self._truth = file
        if changed and self._cards:
            mine = self._costs.of_places
            self._cards = {wish: _without(told, mine) for wish, told in self._cards.items()}
        if self._watched:
            self._forget()
            self._begin()

    def stop(self) -> bool:
        """Stop measuring, and tell whether it ran."""
        ran = self._running
        if ran:
            self._forget()
            self.stop_wished.emit()
        return ran

    def keep(self, before: TrustWatch) -> None:
        """Know what another watch has read."""
        self._cards.update(before._cards)

    def with_trust(self, explanation: ExplainedPicture) -> ExplainedPicture:
        """Return an explanation whose maps bear what was measured of them."""
        maps = tuple(
            replace(heat, trust=self._trust_of(explanation.model.ref, heat))
            for heat in explanation.maps
        )
        return replace(explanation, maps=maps)

    def measure(self) -> None:
        """Read what is missing, also after a stop."""
        self._begin()

    def check(self) -> None:
        """Have the looked-at map made anew by the grad-cam library."""
        wish = self._wish
        if wish is not None and self._pane in self._heats:
            self._check_ticket += 1
            self.check_wished.emit(CheckMap(request=wish, ticket=self._check_ticket))

    @property
    def _keys(self) -> tuple[str, ...]:
        return self._costs.keys(truth=self._truth is not None)

    @property
    def _wish(self) -> ExplainRequest | None:
        """The request for the looked-at map alone; None: there is none."""
        if self._request is None or self._pane >= len(self._request.panes):
            return None
        return replace(self._request, panes=(self._request.panes[self._pane],))

    def _known(self, wish: ExplainRequest) -> TrustCard:
        return replace(self._cards.get(wish, TrustCard()), keys=self._keys)

    def _tell(self) -> None:
        if self._watched:
            self.card_changed.emit(self.card)

    def _tell_maps(self) -> None:
        """Hand out the maps of all panes when all are there; before, that there are none."""
        if self._watched:
            maps = [heat for _, heat in sorted(self._heats.items())] if self._answered else []
            self.maps_changed.emit(tuple(maps))

    def _trust_of(self, model: ModelRef, heat: HeatMap) -> tuple[TrustReading, ...]:
        for wish, card_ in self._cards.items():
            if wish.model == model and card_.heat is not None and _same(card_.heat, heat):
                return tuple(card_.readings.values())
        return ()

    def _forget(self) -> None:
        """Hear no more of the wish that runs."""
        self._running, self._problem = False, ("", "")
        self._ticket += 1
        self._tell()

    def _begin(self) -> None:
        wish = self._wish
        if not (self._watched and self._answered and wish is not None):
            return
        missing = self._known(wish).missing
        self._forget()
        if missing and self._pane in self._heats:
            self._running, self._began = True, time.monotonic()
            self._tell()
            ask = MeasureMap(request=wish, measures=missing, ticket=self._ticket, truth=self._truth)
            self.wished.emit(ask)

    def _accept_heat(self, heat: HeatMap) -> None:
        if self._request is not None and heat.serial == self._request.serial:
            self._heats[heat.pane] = heat

    def _accept_end(self, reply: Finished) -> None:
        if self._request is not None and reply.serial == self._request.serial:
            self._answered = True
            self._tell_maps()
            self._forget()
            self._begin()

    def _accept_reading(self, reading: TrustReading) -> None:
        wish = self._wish
        if reading.ticket != self._ticket or wish is None:
            return
        before = self._known(wish)
        self._cards.pop(wish, None)
        readings = {**before.readings, reading.key: reading}
        heat = self._heats.get(self._pane)
        self._cards[wish] = replace(before, readings=readings, heat=heat)
        while len(self._cards) > MOST_CARDS:
            del self._cards[next(iter(self._cards))]
        self._tell()

    def _accept_check(self, told: LibraryMap) -> None:
        if told.ticket == self._check_ticket:
            self.checked.emit(told)

    def _end(self, end: TrustEnd) -> None:
        if end.ticket == self._ticket:
            self._running, self._problem = False, (end.headline, end.hint)
            self._tell()


def _without(told: TrustCard, keys: Collection[str]) -> TrustCard:
    """Return a card that has not been told of some measures."""
    left = {key: reading for key, reading in told.readings.items() if key not in keys}
    return replace(told, readings=left)


def _same(one: HeatMap, other: HeatMap) -> bool:
    """Tell whether two maps are the same, whoever asked for them."""
    return _identity(one) == _identity(other)


def _identity(heat: HeatMap) -> tuple[object, ...]:
    return heat.image, heat.method, heat.layer, heat.resolved, heat.input_mode

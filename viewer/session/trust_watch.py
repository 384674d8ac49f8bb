"""Whether a pane's map deserves to be believed: asked while somebody looks, and kept."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, Finished, HeatMap
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Receives
from viewer.core.asks.trust import CheckMap, LibraryMap, MeasureMap, TrustEnd
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.kept_trust import KeptCard
from viewer.core.maps.shapes import Shape
from viewer.session.trust_cards import TrustCard, TrustCards


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
        self._cards = TrustCards()
        self._request: ExplainRequest | None = None
        self._heats: dict[int, HeatMap] = {}
        self._pane, self._ticket, self._check_ticket = 0, 0, 0
        self._answered = self._watched = self._running = False
        self._began = 0.0
        self._problem = "", ""
        self._truth: Path | None = None
        self._truth_version = 0
        self._outlined: tuple[Path | None, tuple[Shape, ...]] = None, ()

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
        known = self._known(wish)
        return replace(
            known,
            heat=self._heats.get(self._pane),
            running=self._running,
            left_s=self._cards.costs.left_s(known.keys, known.readings) if self._running else None,
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
        if changed:
            self._cards.forget_places()
        if self._watched:
            self._forget()
            self._begin()

    def outline(self, picture: Path | None, shapes: tuple[Shape, ...]) -> None:
        """Tell what surrounds the true objects of a picture, for its figures."""
        self._outlined = picture, shapes

    def stop(self) -> bool:
        """Stop measuring, and tell whether it ran."""
        ran = self._running
        if ran:
            self._forget()
            self.stop_wished.emit()
        return ran

    def keep(self, before: TrustWatch) -> None:
        """Know what another watch has read."""
        self._cards.keep(before._cards)

    def bring_back(self, cards: tuple[KeptCard, ...]) -> None:
        """Know what was read before; of a map that is another by now, nobody will ask."""
        self._cards.bring_back(cards)
        self._tell()

    def kept(self) -> tuple[KeptCard, ...]:
        """Return what was read of the maps of the picture and the model that are shown."""
        return () if self._request is None else self._cards.kept(self._request)

    def note_model(self, model: ModelInfo) -> None:
        """Forget what was read of a model whose weights are others by now."""
        self._cards.note_model(model)

    def with_trust(self, explanation: ExplainedPicture) -> ExplainedPicture:
        """Return an explanation whose maps bear what was measured of them, and the true objects."""
        picture, shapes = self._outlined
        same = (
            not explanation.prediction.image.page and explanation.prediction.image.path == picture
        )
        truth, model = shapes if same else (), explanation.model.ref
        maps = tuple(
            replace(heat, trust=self._cards.of_map(model, heat), truth=truth)
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
    def _wish(self) -> ExplainRequest | None:
        """The request for the looked-at map alone; None: there is none."""
        if self._request is None or self._pane >= len(self._request.panes):
            return None
        return replace(self._request, panes=(self._request.panes[self._pane],))

    def _known(self, wish: ExplainRequest | None) -> TrustCard:
        return self._cards.of(wish, truth=self._truth is not None)

    def _tell(self) -> None:
        if self._watched:
            self.card_changed.emit(self.card)

    def _tell_maps(self) -> None:
        """Hand out the maps of all panes when all are there; before, that there are none."""
        if self._watched:
            maps = [heat for _, heat in sorted(self._heats.items())] if self._answered else []
            self.maps_changed.emit(tuple(maps))

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
            pane = self._request.panes[heat.pane]
            self._cards.add_map(replace(self._request, panes=(pane,)), heat)

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
        self._cards.add(wish, reading, self._heats.get(self._pane))
        self._tell()

    def _accept_check(self, told: LibraryMap) -> None:
        if told.ticket == self._check_ticket:
            self.checked.emit(told)

    def _end(self, end: TrustEnd) -> None:
        if end.ticket == self._ticket:
            self._running, self._problem = False, (end.headline, end.hint)
            self._tell()

"""Where one is in the folder, in the status bar: which picture, how many marks, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from viewer.features.feature import Feature
from viewer.features.triage import TriageFeature
from viewer.ui.looks.language import class_word


class WhereaboutsFeature(Feature):
    """Says "3 of 231 · 2 marked · tree frog · wrong"."""

    needs = (TriageFeature,)

    def introduce(self) -> None:
        """Follow the browser, the marks and the verdicts."""
        triage = self.of(TriageFeature).triage
        self.wire(self._window.browser, "place_changed", self._tell)
        self.wire(triage, "tally_changed", self._tell)
        self.wire(self._session, "explained", self._tell)

    def take_over(self, before: Self) -> None:
        """Know nothing: the folder and its verdicts are shown anew."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _tell(self) -> None:
        self._window.status.set_whereabouts(" · ".join(filter(None, self._parts())))

    def _parts(self) -> Iterator[str]:
        place, count = self._window.browser.place()
        if not count or self._session.image is None:
            return
        yield self.tr("{place} of {count}").format(place=f"{place:n}", count=f"{count:n}")
        marked = self.of(TriageFeature).triage.marked
        yield self.tr("{count} marked").format(count=f"{marked:n}") if marked else ""
        yield from self._verdict()

    def _verdict(self) -> Iterator[str]:
        """Say what the model takes the picture for, and whether that is right."""
        tally, session = self.of(TriageFeature).triage.tally, self._session
        number = tally.find(session.image.path) if session.image is not None else -1
        index = int(tally.classes[number]) if number >= 0 else -1
        if index >= 0 and session.model is not None and index < len(session.model.class_names):
            yield class_word(session.model.class_names[index])
            words = {1: self.tr("right"), -1: self.tr("wrong")}
            yield words.get(int(tally.right[number]), "")
        elif session.explanation is not None and session.explanation.prediction.top:
            yield class_word(session.explanation.prediction.top[0].name)

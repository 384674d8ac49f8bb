"""What is about to be shown, noted on the disk before anything else is done with it."""

from __future__ import annotations

from typing import Self

from viewer import paths
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.risks import Risks


class RisksFeature(Feature):
    """Keeps the note of this window; what a start does about others stands in `starting.py`."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.risks = Risks(paths.user_data() / "showing", self)

    def introduce(self) -> None:
        """Hear first of each picture and model."""
        session, loader, risks = self._session, self.house.loader, self.risks
        self.wire(session, "model_wished", risks.note_model)
        self.wire(session, "image_changed", risks.note_image)
        self.wire(session, "updating_changed", risks.set_updating)
        self.wire(loader, "picture_loaded", risks.note_read)
        self.wire(loader, "picture_failed", risks.note_read)

    def take_over(self, before: Self) -> None:
        """Note anew: what is shown here is opened here."""

    def put_away(self) -> None:
        """Take the note away: the window is closed properly."""
        self.risks.end()

"""Undo and redo of what the user has chosen."""

from __future__ import annotations

from typing import Self

from viewer.commands import Functions
from viewer.features.feature import Feature, Features
from viewer.features.notes import NotesFeature
from viewer.features.triage import TriageFeature
from viewer.house import House
from viewer.session.history import History


class HistoryFeature(Feature):
    """Owns the steps; marks and notes are among them."""

    needs = (TriageFeature, NotesFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        marks = self.of(TriageFeature).triage.marks
        notes, comparing = self.of(NotesFeature).notes, house.window.pane_row.comparing
        self.history = History(house.session, marks, notes, parent=self, comparator=comparing)

    @property
    def commands(self) -> Functions:
        """Go back a step, and forth."""
        return {"undo": self.history.undo, "redo": self.history.redo}

    def introduce(self) -> None:
        """Say what can be undone."""
        self.wire(self.history, "available_changed", self._show)
        self.wire(self._window.pane_row.comparing, "changed", self.history.note_compared)

    def take_over(self, before: Self) -> None:
        """Go on with the same steps; what is chosen now was handed over before."""
        self.history.take_over(before.history)

    def put_away(self) -> None:
        """Leave nothing at work: steps are not kept on the disk."""

    def _show(self, undo: bool, redo: bool) -> None:
        self._window.commands.set_available("undo", available=undo)
        self._window.commands.set_available("redo", available=redo)

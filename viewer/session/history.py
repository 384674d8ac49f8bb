"""Undo and redo of what the user has chosen: class, layer, panes, input, looks, marks and notes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.heat_style import STYLE_OPTIONS
from viewer.core.notes import NotePlace
from viewer.core.tables.options import OptionValue
from viewer.session.marks import Marks
from viewer.session.notes import Notes
from viewer.session.session import Session

MOST_STEPS = 200
JOINED_S = 1.0  # changes of one thing within this time are one step: a slider being dragged
SINGLE = ("marks", "compared", "target", "layer")  # each change is a step of its own
SCALE = ("scaling", "fixed_low", "fixed_high")  # are dragged together, and are one step
KEPT_OPTIONS = sorted({*STYLE_OPTIONS, "input_mode", "arrangement", "show_original"})
Pair = tuple[int, int]
Compared = tuple[Pair | None, Pair | None, Pair | None, bool]  # wiped, subtracted, blinked, alone
NOTHING_COMPARED: Compared = (None, None, None, False)


class Comparator(Protocol):
    """What compares panes, wherever it is."""

    @property
    def compared(self) -> Compared:
        """Which panes are wiped, subtracted and blinked, and whether each moves by itself."""
        ...

    def compare(self, compared: Compared) -> None:
        """Compare these panes, and no others."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything that undo brings back."""

    target: Target
    layer: str | None
    panes: tuple[PaneSpec, ...]
    options: tuple[tuple[str, OptionValue], ...]
    marks: frozenset[Path]
    notes: Mapping[NotePlace, str]
    compared: Compared = NOTHING_COMPARED

    @classmethod
    def of(
        cls,
        session: Session,
        marks: Marks,
        notes: Notes,
        compared: Compared = NOTHING_COMPARED,
    ) -> Choices:
        """Take down what is chosen now."""
        return cls(
            target=session.target,
            layer=session.layer,
            panes=session.pane_list.specs,
            options=tuple((key, session.options[key]) for key in KEPT_OPTIONS),
            marks=marks.paths,
            notes=notes.texts,
            compared=compared,
        )


class History(QObject):
    """Listens to the session and can bring back what was chosen before."""

    available_changed = Signal(bool, bool)  # something to undo, something to redo

    def __init__(
        self,
        session: Session,
        marks: Marks | None = None,
        notes: Notes | None = None,
        parent: QObject | None = None,
        *,
        comparator: Comparator | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._marks, self._notes = marks or Marks(parent=self), notes or Notes(parent=self)
        self._comparator = comparator
        self._now = self._choices()
        self._past: list[Choices] = []
        self._future: list[Choices] = []
        self._busy = False
        self._last = ("", 0.0)
        self.changes = 0  # how often something was chosen that can be undone
        session.target_changed.connect(partial(self._note, "target"))
        session.layer_changed.connect(partial(self._note, "layer"))
        session.option_changed.connect(self._note_option)
        session.pane_list.changed.connect(partial(self._note, "panes"))
        self._marks.changed.connect(partial(self._note, "marks"))
        self._notes.changed.connect(partial(self._note, "notes"))
        session.model_changed.connect(self._forget)

    def undo(self) -> None:
        """Go back one step."""
        if self._past:
            self._future.append(self._now)
            self._restore(self._past.pop())

    def redo(self) -> None:
        """Take back the last undo."""
        if self._future:
            self._past.append(self._now)
            self._restore(self._future.pop())

    def take_over(self, other: History) -> None:
        """Go on with the steps of another session, whose present choices are also those of ours."""
        self._past, self._future = [*other._past], [*other._future]
        self._now, self._last = self._choices(), ("", 0.0)
        self._tell()

    def note_compared(self, *_told: object) -> None:
        """Other panes are compared, or none."""
        self._note("compared")

    def _choices(self) -> Choices:
        compared = self._comparator.compared if self._comparator else NOTHING_COMPARED
        return Choices.of(self._session, self._marks, self._notes, compared)

    def _note_option(self, key: str, _value: OptionValue) -> None:
        self._note("scale" if key in SCALE else key)

    def _note(self, what: str, *_told: object) -> None:
        """Keep what was chosen before this change, unless it goes on the last one."""
        choices = self._choices()
        if self._busy or choices == self._now:
            return
        now_s = time.monotonic()
        same = self._last[0] == what and what not in SINGLE
        ended = what == "compared" and not any(choices.compared[:3])
        same = same or (ended and self._last[0] == "panes")  # other panes end what was compared
        joined = same and now_s - self._last[1] < JOINED_S
        if not joined or not self._past:
            self._past = [*self._past, self._now][-MOST_STEPS:]
        self._last = (what, now_s)
        self.changes += 1
        self._future.clear()
        self._now = choices
        self._tell()

    def _restore(self, choices: Choices) -> None:
        self._busy = True
        session = self._session
        for key, value in choices.options:
            session.set_option(key, value)
        session.set_target(choices.target)
        session.set_layer(choices.layer)
        session.pane_list.set_specs(choices.panes)
        if self._comparator is not None:
            self._comparator.compare(choices.compared)
        self._marks.set(choices.marks)
        self._notes.set(choices.notes)
        self._busy = False
        self._now, self._last = self._choices(), ("", 0.0)
        self._tell()

    def _forget(self, _model: object) -> None:
        """Another model: its classes and layers are others."""
        self._past.clear()
        self._future.clear()
        self._now = self._choices()
        self._tell()

    def _tell(self) -> None:
        self.available_changed.emit(bool(self._past), bool(self._future))

"""Undo and redo of what the user has chosen: target, layer, panes, looks, marks and notes."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.models.model_setup import ModelSetup
from viewer.core.tables.options import OptionValue
from viewer.session.choices import NOTHING_COMPARED, Choices, Comparator, ObjectKeeper, task_of
from viewer.session.marks import Marks
from viewer.session.notes import Notes
from viewer.session.session import Session

MOST_STEPS = 200
JOINED_S = 1.0  # changes of one thing within this time are one step: a slider being dragged
SINGLE = ("marks", "compared", "target", "layer", "objects")  # each change is a step of its own
SCALE = ("scaling", "fixed_low", "fixed_high")  # are dragged together, and are one step


class History(QObject):
    """Listens to the session and can bring back what was chosen before.

    Each kind of choice is noted by a method of its own: other things that Qt calls are never free.
    """

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
        self.objects: ObjectKeeper | None = None
        self._model = session.model
        self._restoring: Choices | None = None  # until the model is read as it was then
        self._now = self._choices()
        self._past: list[Choices] = []
        self._future: list[Choices] = []
        self._busy = False
        self._last = ("", 0.0)
        self.changes = 0  # how often something was chosen that can be undone
        session.target_changed.connect(self._note_target)
        session.layer_changed.connect(self._note_layer)
        session.option_changed.connect(self._note_option)
        session.pane_list.changed.connect(self._note_panes)
        self._marks.changed.connect(self._note_marks)
        self._notes.changed.connect(self._note_notes)
        session.painting_changed.connect(self._note_painting)
        session.image_changed.connect(self._forget_painting)
        session.model_changed.connect(self._note_model)
        session.model_failed.connect(self._give_up)

    def undo(self) -> None:
        """Go back one step."""
        if self._past and self._restoring is None:
            self._future.append(self._now)
            self._restore(self._past.pop())

    def redo(self) -> None:
        """Take back the last undo."""
        if self._future and self._restoring is None:
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

    def note_objects(self) -> None:
        """Other objects are drawn as true on the picture."""
        self._note("objects")

    def forget_objects(self) -> None:
        """Another picture: the objects of the one before stay its own, and their steps are gone."""
        objects = self.objects.regions if self.objects is not None else ()
        self._forget_of_picture(objects=objects)

    def _choices(self) -> Choices:
        compared = self._comparator.compared if self._comparator else NOTHING_COMPARED
        choices = Choices.of(self._session, self._marks, self._notes, compared)
        objects = self.objects.regions if self.objects is not None else ()
        return replace(choices, objects=objects)

    def _note_target(self) -> None:
        self._note("target")

    def _note_layer(self) -> None:
        self._note("layer")

    def _note_panes(self) -> None:
        self._note("panes")

    def _note_marks(self) -> None:
        self._note("marks")

    def _note_notes(self) -> None:
        self._note("notes")

    def _note_option(self, key: str, _value: OptionValue) -> None:
        self._note("scale" if key in SCALE else key)

    def _note_painting(self, image: ImageRef) -> None:
        """A stroke is a step, however long it is drawn."""
        self._note(":".join(("stroke", str(len(image.painted)))))

    def _forget_painting(self, _image: object) -> None:
        """Another picture: what was painted over the one before is gone, and so are its steps."""
        self._forget_of_picture(painted=())

    def _forget_of_picture(self, **now: Any) -> None:
        self._past, self._future = _with(self._past, now), _with(self._future, now)
        self._now = replace(self._now, **now)
        if self._past and self._past[-1] == self._now:
            del self._past[-1]
        self._tell()

    def _note(self, what: str, *_told: object) -> None:
        """Keep what was chosen before this change, unless it goes on the last one."""
        choices = self._choices()
        if self._busy or self._restoring is not None or choices == self._now:
            return
        now_s, last = time.monotonic(), self._last[0]
        same = last == what and what not in SINGLE
        ended = what == "compared" and not any(choices.compared[:3])
        same = same or (ended and last == "panes")  # other panes end what was compared
        same = same or (last, what) == ("reading", "target")  # for which it was read anew
        joined = same and (what.startswith("stroke") or now_s - self._last[1] < JOINED_S)
        if not joined or not self._past:
            self._past = [*self._past, self._now][-MOST_STEPS:]
        self._last = (what, now_s)
        self.changes += 1
        self._future.clear()
        self._now = choices
        self._tell()

    def _restore(self, choices: Choices) -> None:
        """Bring back what was chosen; where the model was read otherwise, once it is so again."""
        model = self._session.model
        if model is not None and choices.task != task_of(model):
            self._restoring = choices
            setup = replace(model.setup or ModelSetup(), task=choices.task)
            self._session.open_model(replace(model.ref, setup=setup))
        else:
            self._restore_now(choices)

    def _restore_now(self, choices: Choices) -> None:
        self._busy = True
        try:
            self._bring_back(choices)
        finally:
            self._busy = False
            self._now, self._last = self._choices(), ("", 0.0)
            self._tell()

    def _bring_back(self, choices: Choices) -> None:
        session = self._session
        for key, value in choices.options:
            session.set_option(key, value)
        session.set_target(choices.target)
        session.set_layer(choices.layer)
        session.pane_list.set_specs(choices.panes)
        session.set_painting(choices.painted)
        if self._comparator is not None:
            self._comparator.compare(choices.compared)
        self._marks.set(choices.marks)
        self._notes.set(choices.notes)
        if self.objects is not None:
            self.objects.put(choices.objects)

    def _note_model(self, model: ModelInfo) -> None:
        """Keep the steps of a model that is only read otherwise; another's are others."""
        before, self._model = self._model, model
        restoring, self._restoring = self._restoring, None
        if before is None or _unread(before) != _unread(model):
            self._forget()
        elif restoring is not None and restoring.task == task_of(model):
            self._restore_now(restoring)
        else:
            self._note("reading")

    def _give_up(self, _failed: object) -> None:
        self._restoring = None

    def _forget(self) -> None:
        self._past.clear()
        self._future.clear()
        self._now = self._choices()
        self._tell()

    def _tell(self) -> None:
        self.available_changed.emit(bool(self._past), bool(self._future))


def _with(steps: list[Choices], now: dict[str, Any]) -> list[Choices]:
    """Return steps with what is so now in all of them, each that differs from the one before."""
    found: list[Choices] = []
    for step in (replace(step, **now) for step in steps):
        if not found or step != found[-1]:
            found.append(step)
    return found


def _unread(model: ModelInfo) -> tuple[ModelRef, ModelSetup, tuple[str, ...]]:
    """Return what a model is but for how its answer is read."""
    setup = replace(model.setup or ModelSetup(), task="")
    return replace(model.ref, setup=None), setup, model.class_names

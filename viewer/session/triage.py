"""Triage: a whole folder judged in idle time, sorted and filtered by what the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from viewer.core.asks.messages import Ready
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.routes import Receives
from viewer.core.files.disk_questions import image_ref
from viewer.core.files.folder import FolderListing
from viewer.core.judging.tally import Choice, Tally
from viewer.core.judging.truth import Truth, folder_names
from viewer.core.judging.verdicts import Judge, Verdict, Verdicts
from viewer.session.marks import Marks

CHUNK, MOST = 16, 128  # pictures asked for at a time: more where they are judged in a moment
TELL_MS = 1_000  # between two changes of the order on the screen
DIED = "The engine stopped over this picture."


class Triage(QObject):
    """Owns the tally of the present folder, and asks the engine for what is missing in it."""

    judge_wished = Signal(object)  # Judge
    progress_changed = Signal(int, int, bool)  # judged, of how many, running
    tally_changed = Signal(object)  # Tally: more is known, or another folder
    order_changed = Signal(object)  # numbers of the pictures to show, or None for all by name

    def __init__(self, marks: Marks | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.marks = marks or Marks(parent=self)
        self.marks.changed.connect(self._show)
        self.tally = Tally((), Truth())
        self.choice = Choice()
        self.running = False
        self._model: ModelInfo | None = None
        self._table: dict[str, str] = {}
        self._folder: FolderListing | None = None
        self._asked: Judge | None = None
        self._serial = 0
        self._chunk = CHUNK
        self._since = QElapsedTimer()  # they were asked for
        self._sight: Sequence[Path] = ()
        self._tell = QTimer(self, singleShot=True, interval=TELL_MS)
        self._tell.timeout.connect(self._show)

    def set_listing(self, listing: FolderListing) -> None:
        """Turn to another folder, where nothing runs yet, or to the same one as it is now."""
        before, self._folder = self._folder, listing
        same = before is not None and (before.path, before.deep) == (listing.path, listing.deep)
        old = self.tally
        self.tally = Tally(listing.pictures, self._truth())
        if same:
            self.tally.take_over(old)
        else:
            self.running, self.choice = False, Choice()
        self._show()
        self._ask()

    def set_model(self, model: ModelInfo) -> None:
        """Forget what another model has said."""
        if self._model is not None and _same(self._model, model):
            return
        self._model = model
        self._begin_anew()

    def set_table(self, table: dict[str, str]) -> None:
        """Take the true labels from a table; an empty one stands for the folders' names."""
        self._table = table
        self._begin_anew()

    def begin_alike(self) -> None:
        """Sort by likeness, of which nothing is known yet."""
        self.tally.forget_alike()
        self.choice = replace(self.choice, sorting="alike")
        self._show()

    def put_alike(self, cosines: Mapping[Path, float]) -> None:
        """Take in how alike pictures are to the one that all are compared with."""
        self.tally.put_alike(cosines)
        if not self._tell.isActive():
            self._tell.start()

    def take_over(self, other: Triage) -> None:
        """Go on with what another window knew of the same folder and model."""
        self.tally, self.choice = other.tally, other.choice
        self.running, self._table = other.running, other._table
        self._asked, self._serial = other._asked, other._serial
        self.marks.take_over(other.marks)
        self._show()

    def set_running(self, running: bool) -> None:
        """Judge the folder in idle time, or pause."""
        self.running = running
        self._show()
        self._ask()

    def set_sight(self, pictures: Sequence[Path]) -> None:
        """Judge what is in sight before all else."""
        self._sight = pictures

    @property
    def marked(self) -> int:
        """How many of the listed pictures bear a mark."""
        return len(self._marked())

    def choose(self, choice: Choice) -> None:
        """Show other pictures, or in another order."""
        if choice != self.choice:
            self.choice = choice
            self._show()

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; verdicts that were not asked for are late."""
        return {Ready: self._survive, Verdicts: self._accept}

    def _accept(self, reply: Verdicts) -> None:
        if self._asked is not None and reply.serial == self._asked.serial:
            quick = self._since.isValid() and self._since.elapsed() < TELL_MS
            more = 2 * self._chunk if quick else self._chunk // 2
            self._asked, self._chunk = None, min(MOST, max(CHUNK, more))
            self._take(reply.verdicts)

    def _survive(self, _ready: Ready) -> None:
        """Go on after the engine has died: find the picture it died over, and leave that out."""
        asked, self._asked = self._asked, None
        if asked is None:
            return
        if len(asked.images) == 1:
            self._take((Verdict(image=asked.images[0], problem=DIED),))
            return
        self._chunk = 1
        self._ask()

    def _take(self, verdicts: Sequence[Verdict]) -> None:
        self.tally.put(verdicts)
        if not self._tell.isActive():
            self._tell.start()
        self._ask()

    def _begin_anew(self) -> None:
        self._asked, self._chunk = None, min(self._chunk, CHUNK)
        self.tally = Tally(self.tally.pictures, self._truth())
        if self.choice.sorting == "alike":
            self.choice = replace(self.choice, sorting="name")
        self._show()
        self._ask()

    def _truth(self) -> Truth:
        pictures = self._folder.pictures if self._folder is not None else ()
        return Truth(self._model, table=self._table, folders=folder_names(pictures))

    def _ask(self) -> None:
        if not self.running or self._asked is not None or self._model is None:
            return
        seen = [number for number in map(self.tally.find, self._sight) if number >= 0]
        numbers = self.tally.waiting(self._chunk, seen)
        if not numbers:
            self.running = False
            self._show()
            return
        self._serial += 1
        images = tuple(image_ref(self.tally.pictures[number]) for number in numbers)
        left = len(self.tally.pictures) - self.tally.judged
        self._asked = Judge(model=self._model.ref, images=images, serial=self._serial, left=left)
        self._since.start()
        self.judge_wished.emit(self._asked)

    def _marked(self) -> list[int]:
        return [number for number in map(self.tally.find, self.marks.paths) if number >= 0]

    def _show(self) -> None:
        self._tell.stop()
        count = len(self.tally.pictures)
        self.progress_changed.emit(self.tally.judged, count, self.running)
        self.tally_changed.emit(self.tally)
        marked = self._marked()
        plain = self.choice.plain
        self.order_changed.emit(None if plain else self.tally.order(self.choice, marked))


def _same(one: ModelInfo, other: ModelInfo) -> bool:
    return (one.ref, one.rule, one.setup, one.class_names) == (
        other.ref, other.rule, other.setup, other.class_names,
    )  # fmt: skip

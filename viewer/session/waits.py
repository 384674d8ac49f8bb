"""What the user waits for, for how long, and how it is stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.asks.references import ModelRef
from viewer.session.session import Session

TICK_MS = 500
OPENING_S = 0.5  # after so long it is said what is waited for
EXPLAINING_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that takes long enough to be told."""

    kind: Literal["opening", "explaining", "reading", "reopening"]
    seconds: int
    model: ModelRef | None = None
    what: Path | str | None = None  # the file or folder that is being read, or words for it

    @property
    def stoppable(self) -> bool:
        """Whether a button ends it; what is only read is left by choosing something else."""
        return self.kind != "reading"


class Waits(QObject):
    """Looks at the clock while something is being done for the user."""

    changed = Signal(object)  # tuple of Wait
    stop_wished = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks: dict[object, float] = {}  # what is waited for, and since when
        self._reading: dict[str, Path | str | None] = {}
        self.updating = False
        self.told: tuple[Wait, ...] = ()  # what takes long
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._look)

    def set_updating(self, updating: bool) -> None:
        """Take note of whether the engine has something to do."""
        self.updating = updating
        self._look()

    def set_reading(self, kind: str, what: Path | str | None) -> None:
        """Take note of what is read from the disk for the user: one thing of each kind, or none.

        Args:
            kind: "folder", "picture", "path", "drop" or "scene"; the last can be stopped.
            what: a path, or words where it has none.
        """
        self._reading[kind] = what
        self._look()

    def end(self) -> None:
        """Look at the clock no more."""
        self.blockSignals(True)
        self._tick.stop()

    def stop(self) -> bool:
        """Stop what the engine does, if that takes long; tell whether it did."""
        if not self.updating or not any(wait.stoppable for wait in self.told):
            return False
        self.stop_wished.emit()
        return True

    def _look(self) -> None:
        now, before = time.monotonic(), self._tasks
        present = self._present()
        self._tasks = {task: before.get(task, now) for task in present}
        told: list[Wait] = []
        for task, since in self._tasks.items():
            wait, seconds = present[task], now - since
            if seconds >= (EXPLAINING_S if wait.kind == "explaining" else OPENING_S):
                told.append(replace(wait, seconds=int(seconds)))
        if present and not self._tick.isActive():
            self._tick.start()
        elif not present:
            self._tick.stop()
        if tuple(told) != self.told:
            self.told = tuple(told)
            self.changed.emit(self.told)

    def _present(self) -> dict[object, Wait]:
        """Return what is being done now, what concerns the user most first."""
        found: dict[object, Wait] = {}
        opening = self._session.opening
        if self.updating and opening is not None:
            found["opening", opening] = Wait(kind="opening", seconds=0, model=opening)
        elif self.updating and self._session.model is not None:
            serial = self._session.serial
            found["explaining", serial] = Wait(kind="explaining", seconds=0)
        for kind, what in self._reading.items():
            if what is not None:
                told = "reopening" if kind == "scene" else "reading"
                found["reading", what] = Wait(kind=told, seconds=0, what=what)
        return found

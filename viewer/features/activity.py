"""What the status bar says is being done: at once in general, after a moment by name and time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from viewer.core.asks.references import ModelRef
from viewer.core.foreign_text import shown_path
from viewer.session.session import Session
from viewer.session.waits import Wait, Waits
from viewer.ui.window.status import StatusBar

LONGEST = 48  # characters of a name: a longer one would widen the window


class Activity(QObject):
    """Puts into words what the session and the clock say."""

    def __init__(self, status: StatusBar, session: Session, waits: Waits) -> None:
        super().__init__()
        self._status, self._session, self._waits = status, session, waits
        self._starting = True  # until something is wished for

    def show(self, _change: object = None) -> None:
        """Say what is going on now."""
        told = self._waits.told
        text = " · ".join(map(self._in_words, told)) or self._in_general()
        self._status.set_activity(text, stoppable=any(wait.stoppable for wait in told))

    def _in_general(self) -> str:
        session, updating = self._session, self._waits.updating
        self._starting = self._starting and not updating
        if session.ready is None and (updating or self._starting):
            return self.tr("Engine is starting…")
        if not updating:
            return ""
        if session.model is None:
            return self.tr("Opening the model…")
        return self.tr("Computing…") if session.image else ""

    def _in_words(self, wait: Wait) -> str:
        if isinstance(wait.what, Path):
            name = _short(wait.what.name or str(wait.what))
            text = self.tr("Reading “{name}”…").format(name=name)
        elif wait.what is not None:
            text = self.tr("Reading {what}…").format(what=wait.what)
        elif wait.model is None:
            text = self.tr("Computing…")
        elif self._session.ready is None:
            text = self.tr("Engine is starting…")
        else:
            text = self._opening(wait.model)
        seconds = self.tr("{seconds} s").format(seconds=wait.seconds)
        return f"{text} {seconds}" if wait.seconds else text

    def _opening(self, ref: ModelRef) -> str:
        if ref.path is not None:
            return self.tr("Opening “{name}”…").format(name=_short(ref.path.name))
        if ref.name:
            return self.tr("Opening “{name}”…").format(name=_short(ref.name))
        return self.tr("Opening the model…")


def _short(name: str) -> str:
    return shown_path(name, LONGEST)

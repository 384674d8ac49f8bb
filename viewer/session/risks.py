"""What is about to be shown, noted on the disk before, so that what ends a window is known later.

A window that has died or hangs can write no more. So the note is made first, and taken away when
the window has gone on for some seconds, or is closed.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.files.process_mark import ProcessMark, written
from viewer.core.files.whole_file import NotWritten, write_whole
from viewer.core.models.model_text import model_from_text, model_to_text

log = logging.getLogger(__name__)
SETTLED_MS = 3_000  # without anything new or pending, after which what is shown has done no harm
HUNG_S = 30.0  # after which a window that has not settled is taken for one that hangs
LARGEST_NOTE = 20_000  # characters
MARK = ".showing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What a window was about to show."""

    model: ModelRef | None = None
    image: Path | None = None


NONE = Risk()


class Risks(QObject):
    """Keeps one note for each process; other windows' notes are told when they have ended badly."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Prepare; nothing is written before there is something to note.

        Args:
            folder: for the notes, among the user's data; made when needed.
            parent: of this object.
        """
        super().__init__(parent)
        self._folder = folder
        self._mark: ProcessMark | None = None
        self._offered: list[ProcessMark] = []  # of dead windows, until the user has decided
        self._risk = NONE
        self._pending: set[str] = set()  # "engine", "picture"
        self._rest = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._rest.timeout.connect(self._forget)

    def begin(self) -> Risk | None:
        """Return what another window has not survived; it is told again until ``settle``."""
        found = NONE
        for path in sorted(self._folder.glob(f"*{MARK}"), key=lambda path: written(_file_of(path))):
            if self._mark is not None and path == self._mark.path:
                continue
            mark, risk = ProcessMark.claim(path), _read(_file_of(path))
            if risk == NONE:
                _remove(mark)
            elif mark is not None:
                self._offered.append(mark)
            elif time.time() - written(_file_of(path)) < HUNG_S:
                continue
            found = Risk(model=risk.model or found.model, image=risk.image or found.image)
        return found if found != NONE else None

    def settle(self) -> None:
        """Take away what was told: the user has decided."""
        for mark in self._offered:
            _remove(mark)
        self._offered.clear()

    def note_model(self, ref: ModelRef) -> None:
        """A model is about to be opened."""
        self._note(replace(self._risk, model=None if ref.source == "default" else ref))

    def note_image(self, image: ImageRef | None) -> None:
        """A picture is about to be read and shown."""
        self._note(replace(self._risk, image=image.path if image is not None else None))
        self._set_pending("picture", pending=image is not None)

    def note_read(self, _read: object = None, _error: object = None) -> None:
        """The picture is there, or cannot be read."""
        self._set_pending("picture", pending=False)

    def set_updating(self, updating: bool) -> None:
        """Take note of whether the engine opens or explains something."""
        self._set_pending("engine", pending=updating)

    def end(self) -> None:
        """The window is closed properly."""
        self._rest.stop()
        self.settle()
        _remove(self._mark)
        self._mark, self._risk = None, NONE

    def _set_pending(self, what: str, *, pending: bool) -> None:
        (self._pending.add if pending else self._pending.discard)(what)
        if self._pending:
            self._rest.stop()
        else:
            self._rest.start()

    def _forget(self) -> None:
        self._note(NONE)

    def _note(self, risk: Risk) -> None:
        if risk == self._risk:
            return
        self._risk = risk
        try:
            if self._mark is None:
                self._mark = ProcessMark.of_this_process(self._folder, MARK)
            # The disk is not waited for: this is said at each step.
            write_whole(_file_of(self._mark.path), _text_of(risk).encode(), cached=True)
        except (OSError, NotWritten, ValueError) as error:
            log.warning("what is shown is not noted: %s", error)


def _file_of(mark: Path) -> Path:
    return mark.with_suffix(".json")


def _remove(mark: ProcessMark | None) -> None:
    if mark is not None:
        mark.remove(_file_of(mark.path))


def _text_of(risk: Risk) -> str:
    model = model_to_text(risk.model) if risk.model is not None else ""
    return json.dumps([model, str(risk.image or "")])


def _read(path: Path) -> Risk:
    """Return what a note says; a note that says nonsense says nothing."""
    try:
        with path.open(encoding="utf-8") as file:
            model, image = json.loads(file.read(LARGEST_NOTE))
    except (OSError, ValueError, TypeError, RecursionError):
        return NONE
    if not isinstance(model, str) or not isinstance(image, str):
        return NONE
    return Risk(model=model_from_text(model), image=Path(image) if image else None)

"""Ask the disk small questions from the window's thread, and never wait long for the answers.

A folder on a network that is gone answers after minutes, or never, and whoever asks hangs as long.
So others ask: threads that nobody waits for at the end.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from viewer.core.asks.references import ImageRef
from viewer.core.foreign_text import shown_path

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
PATIENCE_S = 0.1  # for an answer; a disk that works needs a thousandth of it
SHORT_S = 0.02  # while another place does not answer
MOST = 64  # questions without an answer


def ask(
    question: Callable[[], Answer],
    otherwise: Answer,
    *,
    place: Path,
    late: Callable[[Answer], object] | None = None,
) -> Answer:
    """Return the answer if it comes at once.

    Args:
        question: looks at the disk; called on another thread.
        otherwise: what is returned if it takes longer, or fails.
        place: the folder it is about; while it owes an answer, it is asked without waiting.
        late: gets an answer that comes later, on the other thread.
    """
    errand = _Errand(question, otherwise, place, late)
    if not _begin(errand):
        return otherwise
    return errand.answer if errand.wait() else otherwise


def image_ref(path: Path, page: int = 0) -> ImageRef:
    """Return the reference of a picture; one whose disk does not answer gets a stamp of zeros."""
    unknown = ImageRef(path=path.absolute(), page=page)
    return ask(lambda: ImageRef.of(path, page), unknown, place=path.parent)


def answering_folder(folder: Path) -> Path:
    """Return a folder in which a dialog may begin: this one, or the home if it does not answer."""
    there = ask(folder.is_dir, otherwise=False, place=folder)
    return folder if there else Path.home()


class _Errand(Generic[Answer]):
    """One question on its way."""

    def __init__(
        self,
        question: Callable[[], Answer],
        otherwise: Answer,
        place: Path,
        late: Callable[[Answer], object] | None,
    ) -> None:
        self.answer, self.place = otherwise, place
        self.wanted = late is not None
        self._question, self._late = question, late
        self._answered, self._lock = threading.Event(), threading.Lock()
        self._is_late = False

    def wait(self) -> bool:
        """Wait a moment, and tell whether the answer is there."""
        patience_s = SHORT_S if _silent(self) else PATIENCE_S
        if self._answered.wait(patience_s):
            return True
        with self._lock:
            self._is_late = not self._answered.is_set()
        return not self._is_late

    def run(self) -> None:
        """Ask."""
        try:
            self.answer = self._question()
        except OSError as error:
            log.info("the disk does not tell of %s: %s", shown_path(self.place), error.strerror)
        except Exception:  # the thread's border
            log.exception("asking the disk about %s failed", shown_path(self.place))
        with self._lock:
            self._answered.set()
            late = self._late if self._is_late else None
        if late is not None:
            late(self.answer)


class _Asker(threading.Thread):
    """Runs errands one after the other."""

    def __init__(self) -> None:
        super().__init__(name="disk", daemon=True)
        self._given = threading.Semaphore(0)
        self._errand: _Errand[Any] | None = None
        self.start()

    def give(self, errand: _Errand[Any]) -> None:
        """Take an errand; only when idle."""
        self._errand = errand
        self._given.release()

    def run(self) -> None:
        """Wait for errands for ever."""
        while True:
            self._given.acquire()
            errand, self._errand = self._errand, None
            if errand is not None:
                errand.run()
                with _lock:
                    _under_way.discard(errand)
                    _idle.append(self)


_lock = threading.Lock()
_idle: list[_Asker] = []
_under_way: set[_Errand[Any]] = set()


def _begin(errand: _Errand[Any]) -> bool:
    """Let somebody ask, unless it is useless."""
    with _lock:
        silent = any(other.place == errand.place for other in _under_way)
        if len(_under_way) >= MOST or (silent and not errand.wanted):
            return False
        _under_way.add(errand)
        asker = _idle.pop() if _idle else None
    (asker or _Asker()).give(errand)
    return True


def _silent(errand: _Errand[Any]) -> bool:
    with _lock:
        return any(other is not errand for other in _under_way)

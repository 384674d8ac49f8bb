"""How far an evaluation has come and how long it will take: on stderr, a line for each picture."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from viewer.core.errors import UserError
from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.evaluate.ranking import Overall


@dataclass(slots=True)
class EvaluationProgress:
    """Tells what is done.

    Args:
        total: pictures that are to be measured.
    """

    total: int
    done: int = 0
    start: float = field(default_factory=time.perf_counter)
    _said: set[str] = field(default_factory=set[str])

    @property
    def left_s(self) -> float:
        """About how long the others take; 0: nobody knows, or there are none."""
        if not 0 < self.done < self.total:
            return 0.0
        return (time.perf_counter() - self.start) / self.done * (self.total - self.done)

    def finished(self, name: str, error: UserError | None = None) -> None:
        """Tell that a picture is done, or why it is left out."""
        self.done += 1
        left = f" · {duration(self.left_s)} left" if self.left_s else ""
        failed = f": failed: {error}" if error is not None else ""
        self._line(f"[{self.done}/{self.total}] {name}{failed}{left}")

    def ranked(self, ways: Sequence[Overall], failures: int) -> None:
        """Take the order over all measures, when all is written; a terminal has the page for it."""

    def note(self, sentence: str) -> None:
        """Say something once, however often it comes."""
        if sentence not in self._said:
            self._said.add(sentence)
            self._line(f"camscope: {sentence}")

    def _line(self, text: str) -> None:
        sys.stderr.write(f"{shown(text, LONGEST_SENTENCE)}\n")
        sys.stderr.flush()


def duration(seconds: float) -> str:
    """Return a time in words: “about 3 min”."""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"

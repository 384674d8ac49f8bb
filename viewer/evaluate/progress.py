"""How far an evaluation has come and how long it will take: on stderr, a line for each picture."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from viewer.core.errors import UserError
from viewer.core.foreign_text import LONGEST_SENTENCE, shown


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

    def finished(self, name: str, error: UserError | None = None) -> None:
        """Tell that a picture is done, or why it is left out."""
        self.done += 1
        left_s = (time.perf_counter() - self.start) / self.done * (self.total - self.done)
        left = f" · {duration(left_s)} left" if self.done < self.total else ""
        failed = f": failed: {error}" if error is not None else ""
        self._line(f"[{self.done}/{self.total}] {name}{failed}{left}")

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

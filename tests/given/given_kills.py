"""Processes that do shards are disturbed at moments drawn by chance, whatever engine runs them."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

KILLS = int(os.environ.get("CAMSCOPE_KILLS", "3"))  # each costs the start of another process
KILLS_LIMIT_S = 300.0 + 60.0 * KILLS  # for all of them, on a busy computer
MOST_PEACE_S = 1.0  # between two; less, and the first picture of a process would be hit too often
MOST_ROUNDS = 2 * KILLS + 2  # of an export from its beginning, until all kills are done


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def kill_parent(process: int) -> None:
    kill(int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]))


def at_shards(folder: Path) -> list[int]:
    """Return the numbers of the processes that have claims in a folder open just now."""
    claims, found = f"{folder / 'claims'}{os.sep}", list[int]()
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if any(str(path.readlink()).startswith(claims) for path in (place / "fd").iterdir()):
                found.append(int(place.name))
    return [process for process in found if process != os.getpid()]


def begin_anew(folder: Path) -> None:
    """Let no shard of a folder be done."""
    for mark in (folder / "done").glob("*"):
        mark.unlink()


class Disturber:
    """Does something to processes in a thread of its own, at moments drawn by chance.

    Args:
        busy: returns the numbers of the processes that do shards.
        deeds: what is done to one of them, one after the other; then there is peace.
    """

    def __init__(
        self, busy: Callable[[], list[int]], deeds: Sequence[Callable[[int], object]]
    ) -> None:
        self.busy, self.deeds = busy, [*deeds]
        self._random = random.Random(4)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while self.deeds and not self._ended.wait(self._random.uniform(0.0, MOST_PEACE_S)):
            if busy := self.busy():
                with suppress(OSError):  # it was quicker
                    self.deeds[0](self._random.choice(busy))
                    self.deeds.pop(0)

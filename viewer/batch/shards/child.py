"""One of the processes that do shards, as its driver sees it: it answers, ends, or falls silent."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from viewer import paths
from viewer.batch.shards.messages import BegunPicture, DoShard, EndedShard, OpenPlan
from viewer.core.errors import UserError

LOST = (EOFError, OSError, ValueError, pickle.UnpicklingError, AttributeError)


class ShardProcess:
    """A process with the plan's model open, or about to be.

    Args:
        folder: that holds the plan.
        environment: of the process; None: this one's.
    """

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.place = -1  # of the picture that it is at
        self.heard = time.monotonic()
        self.is_busy = False  # an answer is waited for
        self.fell_silent = False  # it was ended for that
        self._process = subprocess.Popen(
            paths.worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._folder = folder

    @property
    def number(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def was_killed(self) -> bool:
        """Whether somebody has ended the process, perhaps the system for want of memory."""
        return self._process.poll() == -signal.SIGKILL if os.name != "nt" else True

    def open(self) -> bool:
        """Open the model; return whether the process has lived to tell.

        Raises:
            UserError: the plan cannot be followed.
        """
        answer = self._ask(OpenPlan(folder=self._folder))
        if isinstance(answer, UserError):
            raise answer
        return isinstance(answer, BegunPicture)

    def do(self, wish: DoShard) -> EndedShard | None:
        """Do a shard; None: the process has ended, at the picture of ``place``."""
        self.place = -1
        answer = self._ask(wish)
        while isinstance(answer, BegunPicture):
            self.place = answer.place
            answer = self._answer()
        return answer if isinstance(answer, EndedShard) else None

    def end(self) -> None:
        """End the process at once; from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait for that."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()

    def _ask(self, message: object) -> Any:
        self.heard, self.is_busy = time.monotonic(), True
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()
        except LOST:
            return None
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            answer = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        except LOST:
            answer = None
        self.heard, self.is_busy = time.monotonic(), isinstance(answer, BegunPicture)
        return answer

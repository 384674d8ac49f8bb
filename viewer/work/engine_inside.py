"""The engine on a thread of the window's own process, for debugging: CAMSCOPE_ENGINE=inside.

One debugger then sees both sides of the pipe, and a breakpoint in a formula stops where it stands.
It is no way to work: what the engine imports slows the window down, and what kills it kills both.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import threading

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, Signal

SERVER = "viewer.engine.serve.server"  # imported when the switch is on, and never otherwise
PIECE_BYTES = 1 << 16


def is_inside() -> bool:
    """Tell whether the engine shall run in this very process."""
    return os.environ.get("CAMSCOPE_ENGINE") == "inside"


class EngineInside(QObject):
    """Stands where the QProcess of an engine stands: the same server behind two pipes."""

    readyReadStandardOutput = Signal()
    readyReadStandardError = Signal()  # what the engine logs is in our own log
    finished = Signal(int, QProcess.ExitStatus)
    errorOccurred = Signal(QProcess.ProcessError)
    _arrived = Signal(bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = bytearray()
        self._requests = -1
        self._arrived.connect(self._take)

    def setProcessEnvironment(self, environment: QProcessEnvironment) -> None:
        """Put what the engine is told by its environment into our own."""
        names = environment.keys()
        for name in names:
            if name.startswith("CAMSCOPE_"):
                os.environ[name] = environment.value(name)

    def setReadChannel(self, _channel: QProcess.ProcessChannel) -> None:
        """There is but one."""

    def start(self, _program: str, _arguments: list[str]) -> None:
        """Serve on one thread and read the replies on another; both end with the pipe."""
        requests, self._requests = os.pipe()
        replies, answers = os.pipe()
        serve = importlib.import_module(SERVER).serve_inside
        for name, work in (
            ("engine", lambda: serve(os.fdopen(requests, "rb", 0), os.fdopen(answers, "wb"))),
            ("replies", lambda: self._listen(replies)),
        ):
            threading.Thread(target=work, name=name, daemon=True).start()

    def waitForStarted(self) -> bool:
        """It has."""
        return True

    def processId(self) -> int:
        """Return our own."""
        return os.getpid()

    def write(self, frame: bytes) -> int:
        """Send a frame to the engine."""
        return os.write(self._requests, frame)

    def readAllStandardOutput(self) -> QByteArray:
        """Return what was answered since the last time."""
        read, self._read = bytes(self._read), bytearray()
        return QByteArray(read)

    def readAllStandardError(self) -> QByteArray:
        """Return nothing."""
        return QByteArray()

    def closeWriteChannel(self) -> None:
        """Tell the engine that nothing more comes: it ends after what it is doing."""
        if self._requests >= 0:
            os.close(self._requests)
            self._requests = -1

    def waitForFinished(self, _milliseconds: int) -> bool:
        """A thread cannot be ended from outside; it is left to itself."""
        return True

    def kill(self) -> None:
        """Close the pipe, which is all that can be done."""
        self.closeWriteChannel()

    def _listen(self, replies: int) -> None:
        with os.fdopen(replies, "rb", 0) as pipe, contextlib.suppress(RuntimeError):
            while data := pipe.read(PIECE_BYTES):
                self._arrived.emit(data)  # nobody hears it any more: RuntimeError

    def _take(self, data: bytes) -> None:
        self._read += data
        self.readyReadStandardOutput.emit()

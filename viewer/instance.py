"""One window per user and display: a later start hands its paths to the running one and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from viewer import paths

log = logging.getLogger(__name__)
PATIENCE_S = 20.0  # how long a running window may take to answer before another one opens
PAUSE_S = 0.05
CONNECT_MS = 1000
ACKNOWLEDGED = b"ok\n"
LIMIT_BYTES = 4_000_000  # of one message: some 20,000 paths
SCREENS = ("WAYLAND_DISPLAY", "DISPLAY")
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


class Instance(QObject):
    """Holds the lock and listens, or hands over; made before any widget is imported.

    The lock decides who is first, so that several cold starts at once give one window; Qt frees it
    when its owner's process is gone, so that a killed window locks nobody out.
    """

    model_received = Signal(str)  # the line given to claim()
    paths_received = Signal(list)  # of Path: another start asks for them; empty: only come forward

    def __init__(self) -> None:
        super().__init__()
        self._name, lock = address()
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # stale is what belongs to a dead process, however old
        self._server: QLocalServer | None = None

    def claim(self, chosen: Sequence[Path], model: str = "") -> bool:
        """Become the one window, or have the running one open the paths.

        Args:
            chosen: folders or pictures.
            model: a line that says which model to open; empty: the running one keeps its own.

        Returns:
            True: open a window; False: another process has taken the paths, and all is done.
        """
        message = _message(chosen, model)
        deadline = time.monotonic() + PATIENCE_S
        while not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                log.warning("no lock at %s: %s", self._lock.fileName(), self._lock.error())
                return True
            if _hand_over(self._name, message, deadline):
                return False
            if time.monotonic() > deadline:
                log.warning("the running window does not answer; another one is opened")
                return True
            time.sleep(PAUSE_S)
        return True

    def listen(self) -> None:
        """Take paths from later starts; to call when there is an application."""
        if not self._lock.isLocked():
            return
        QLocalServer.removeServer(self._name)  # of a window that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        if not self._server.listen(self._name):
            log.warning("not listening at %s: %s", self._name, self._server.errorString())

    def release(self) -> None:
        """Let the next start open its own window."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _accept(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._take(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LIMIT_BYTES:
                socket.abort()
            return
        try:
            received, token, model = _understood(bytes(socket.readLine().data()))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            log.warning("a start that is not understood: %r", error)
            socket.abort()
            return
        if token:
            os.environ[TOKENS[0]] = token  # where Qt looks when it asks to come forward
        socket.write(ACKNOWLEDGED)
        socket.flush()
        if model:
            self.model_received.emit(model)
        self.paths_received.emit(received)


def address() -> tuple[str, Path]:
    """Return the name of the socket or pipe, and the lock file, of this user on this display."""
    folder = paths.runtime()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:  # the lock will not be had either, and the window stands alone
        log.warning("no folder for the lock: %s", error)
    seen = "|".join((getpass.getuser(), *(os.environ.get(name, "") for name in SCREENS)))
    stem = f"camscope-{hashlib.sha256(seen.encode()).hexdigest()[:12]}"
    lock = folder / f"{stem}.lock"
    return (stem if sys.platform == "win32" else str(folder / f"{stem}.socket")), lock


def _message(chosen: Sequence[Path], model: str) -> bytes:
    """Return one line; paths are bytes in hexadecimal, since not every name is text."""
    names = [os.fsencode(path.expanduser().absolute()).hex() for path in chosen]
    token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
    return json.dumps({"paths": names, "token": token, "model": model}).encode() + b"\n"


def _understood(line: bytes) -> tuple[list[Path], str, str]:
    """Return what `_message` has put into a line: paths, token and model.

    Raises:
        ValueError, KeyError, TypeError, RecursionError: the line is of another's making.
    """
    message = json.loads(line)
    names = [bytes.fromhex(name) for name in message["paths"]]
    token, model = str(message["token"]), str(message.get("model", ""))
    if any(b"\0" in name for name in names) or not (token.isascii() and token.isprintable()):
        raise ValueError("no name of a file, or no token")
    return [Path(os.fsdecode(name)) for name in names], token, model


def _hand_over(name: str, message: bytes, deadline: float) -> bool:
    """Send the message; True when the running window says that it has it."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(message)
    while not socket.canReadLine():
        left_ms = round(1e3 * (deadline - time.monotonic()))
        if left_ms <= 0 or not socket.waitForReadyRead(left_ms):
            return False
    return bytes(socket.readLine().data()) == ACKNOWLEDGED

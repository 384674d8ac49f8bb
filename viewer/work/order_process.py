"""One order at a time, followed beside the window in a process that can be stopped at once."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, QProcess, Signal

from viewer.core.asks.wire import Unpacker, pack
from viewer.work.engine_process import child_environment

GONE_WAIT_MS = 2_000
Order = TypeVar("Order")


class OrderProcess(QObject, Generic[Order]):
    """Follows one order at a time; a new one stops the one before.

    Whoever inherits says which of the process's records tell how far it is, which is the outcome,
    and what a process that ended without one means; every other record is a failure.
    """

    STEP: ClassVar[type]
    OUTCOME: ClassVar[type]

    progressed = Signal(object)  # STEP
    finished = Signal(object)  # OUTCOME
    failed = Signal(object)  # any other record
    stopped = Signal(object)  # the order; what it has written stays on the disk
    log_written = Signal(str)

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        """Prepare; ``command`` is the program and arguments of the process."""
        super().__init__(parent)
        self._command = command
        self.variables: dict[str, str] = {}  # of the process's environment, besides our own
        self._process: QProcess | None = None
        self._order: Order | None = None
        self._unpacker = Unpacker()

    @abstractmethod
    def unexpected(self, order: Order, detail: str) -> object:
        """Return the failure of an order whose process ended without a word."""

    @property
    def running(self) -> bool:
        """Whether an order is under way."""
        return self._process is not None

    def start(self, order: Order) -> None:
        """Begin an order, or go on with one that was stopped."""
        self.stop()
        process = QProcess(self)
        environment = child_environment()
        for name, value in self.variables.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_log)
        process.finished.connect(self._handle_end)
        process.errorOccurred.connect(self._handle_error)
        self._process, self._order, self._unpacker = process, order, Unpacker()
        process.start(self._command[0], self._command[1:])
        process.write(pack(order))

    def stop(self) -> None:
        """Stop at once and keep what is written."""
        order = self._order
        if self._drop():
            self.stopped.emit(order)

    def shut_down(self) -> None:
        """Stop without a word: the window is going."""
        self._drop()

    def _drop(self) -> bool:
        """Kill the process if there is one, and tell whether there was."""
        process, self._process, self._order = self._process, None, None
        if process is None:
            return False
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(GONE_WAIT_MS)
        process.deleteLater()
        return True

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        for reply in self._unpacker.feed(bytes(process.readAllStandardOutput().data())):
            if isinstance(reply, self.STEP):
                self.progressed.emit(reply)
            else:
                self._drop()
                signal = self.finished if isinstance(reply, self.OUTCOME) else self.failed
                signal.emit(reply)
                return

    def _read_log(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self.log_written.emit(text)

    def _handle_end(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        """Tell of a process that ended without an outcome."""
        self._read()
        self._give_up(f"exit code {exit_code}, {status.name}")

    def _handle_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._give_up("The program could not be started.")

    def _give_up(self, detail: str) -> None:
        order = self._order
        if self._drop() and order is not None:
            self.failed.emit(self.unexpected(order, detail))

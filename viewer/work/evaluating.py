"""One evaluation beside the window, in a process of its own that can be stopped at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess, Signal

from viewer.core.asks.evaluations import Evaluate, Evaluated, EvaluationFailed, PictureMeasured
from viewer.core.asks.wire import Unpacker, pack
from viewer.work.engine_process import child_environment

GONE_WAIT_MS = 2_000


class Evaluator(QObject):
    """Runs one evaluation at a time; a new one stops the one before."""

    progressed = Signal(object)  # PictureMeasured
    finished = Signal(object)  # Evaluated
    failed = Signal(object)  # EvaluationFailed
    stopped = Signal()  # what was measured stays on the disk
    log_written = Signal(str)

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        """Prepare; ``command`` is the program and arguments of the evaluation's process."""
        super().__init__(parent)
        self._command = command
        self.variables: dict[str, str] = {}  # of the process's environment, besides our own
        self._process: QProcess | None = None
        self._unpacker = Unpacker()

    @property
    def running(self) -> bool:
        """Whether an evaluation is under way."""
        return self._process is not None

    def start(self, order: Evaluate) -> None:
        """Begin an evaluation, or go on with one that was stopped."""
        self._drop()
        process = QProcess(self)
        environment = child_environment()
        for name, value in self.variables.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_log)
        process.finished.connect(self._handle_end)
        process.errorOccurred.connect(self._handle_error)
        self._process, self._unpacker = process, Unpacker()
        process.start(self._command[0], self._command[1:])
        process.write(pack(order))

    def stop(self) -> None:
        """Stop at once."""
        if self._drop():
            self.stopped.emit()

    def shut_down(self, _wait_ms: int = 0) -> None:
        """Stop without a word: the window is going."""
        self._drop()

    def _drop(self) -> bool:
        """Kill the process if there is one, and tell whether there was."""
        process, self._process = self._process, None
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
            if isinstance(reply, PictureMeasured):
                self.progressed.emit(reply)
            else:
                self._drop()
                signal = self.finished if isinstance(reply, Evaluated) else self.failed
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
        if self._drop():
            headline, hint = "The evaluation stopped unexpectedly.", "Start it again to go on."
            self.failed.emit(EvaluationFailed(headline=headline, hint=hint, detail=detail))

"""One download beside the window, in a process of its own that can be stopped at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess, Signal

from viewer.core.asks.wire import Unpacker, pack
from viewer.core.models.zoo_entries import Download, Downloaded, DownloadFailed, DownloadProgress
from viewer.work.engine_process import child_environment

GONE_WAIT_MS = 2_000


class Downloader(QObject):
    """Runs one download at a time; a new one stops the one before."""

    progressed = Signal(object)  # DownloadProgress
    finished = Signal(object)  # Downloaded
    failed = Signal(object)  # DownloadFailed
    stopped = Signal(str)  # the model's name; what has arrived stays on the disk
    log_written = Signal(str)

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        """Prepare; ``command`` is the program and arguments of the download's process."""
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._order: Download | None = None
        self._unpacker = Unpacker()

    @property
    def running(self) -> bool:
        """Whether a download is under way."""
        return self._process is not None

    def start(self, order: Download) -> None:
        """Begin or continue a download."""
        self.stop()
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_log)
        process.finished.connect(self._handle_end)
        process.errorOccurred.connect(self._handle_error)
        self._process, self._order, self._unpacker = process, order, Unpacker()
        process.start(self._command[0], self._command[1:])
        process.write(pack(order))

    def stop(self) -> None:
        """Stop at once and keep what has arrived."""
        order = self._order
        if self._drop() and order is not None:
            self.stopped.emit(order.spec)

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
            if isinstance(reply, DownloadProgress):
                self.progressed.emit(reply)
            else:
                self._drop()
                signal = self.finished if isinstance(reply, Downloaded) else self.failed
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
            headline, hint = "The download stopped unexpectedly.", "Start it again to go on."
            failed = DownloadFailed(spec=order.spec, headline=headline, hint=hint, detail=detail)
            self.failed.emit(failed)

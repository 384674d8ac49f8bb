"""One engine process: framed pipe, restart after a crash, and no retry of what killed it twice."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from viewer.core.layer_maps import ExplainLayers
from viewer.core.messages import Cancel, ExplainAside, Neighbours, OpenFailed, OpenModel
from viewer.core.records import ExplainRequest, Failure, Finished, ModelInfo
from viewer.core.structure import DescribeModules
from viewer.core.verdicts import Judge
from viewer.core.wire import Unpacker, pack
from viewer.core.zoo import ListZoo

CRASH_LIMIT = 4  # deaths without one finished answer in between before we give up
STOP_WAIT_MS = 300
PACKAGE_ROOT = Path(__file__).resolve().parents[2]
# Messages that concern no request of the panes:
ASIDE = (DescribeModules, ExplainAside, ExplainLayers, Judge, ListZoo, Neighbours)
Aside = DescribeModules | ExplainAside | ExplainLayers | Judge | ListZoo | Neighbours
Message = OpenModel | ExplainRequest | Aside | Cancel


class EngineProcess(QObject):
    """Owns the QProcess; lives in the engine's thread, and every method runs there."""

    reply_received = Signal(object)
    crashed = Signal(object)
    gave_up = Signal(object)
    log_written = Signal(str)

    def __init__(self, command: list[str]) -> None:
        super().__init__()
        self._command = command
        self.variables: dict[str, str] = {}  # of the process's environment, besides our own
        self._process: QProcess | None = None
        self._unpacker = Unpacker()
        self._model: OpenModel | None = None
        self._pending: ExplainRequest | None = None
        self._opening = False
        self._deaths = 0  # since the last finished answer
        self._deaths_of: object = None  # the message the process last died over
        self.process_id = 0

    @Slot()
    def start(self) -> None:
        """Start the process; messages sent at once wait in its pipe until it is ready."""
        process = QProcess(self)
        environment = child_environment()
        for name, value in self.variables.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setReadChannel(QProcess.ProcessChannel.StandardOutput)
        process.readyReadStandardOutput.connect(self._read_replies)
        process.readyReadStandardError.connect(self._read_log)
        process.finished.connect(self._handle_death)
        process.errorOccurred.connect(self._handle_error)
        self._process, self._unpacker = process, Unpacker()
        process.start(self._command[0], self._command[1:])
        process.waitForStarted()
        self.process_id = process.processId()
        if self._model is not None:
            process.write(pack(self._model))
        if self._pending is not None:
            process.write(pack(self._pending))

    @Slot(object)
    def send(self, message: Message) -> None:
        """Send one message, and keep it until it is answered, in case the process dies."""
        if isinstance(message, OpenModel):
            self._model, self._opening, self._pending = message, True, None
        elif not isinstance(message, ASIDE):
            self._pending = message if isinstance(message, ExplainRequest) else None
        if self._process is not None:
            self._process.write(pack(message))
        elif self._deaths >= CRASH_LIMIT:
            self.restart()

    @Slot()
    def restart(self) -> None:
        """End the process, if there is one, and start afresh with a clean record."""
        self.stop()
        self._deaths, self._deaths_of = 0, None
        self.start()

    def stop(self) -> None:
        """Close the pipe, wait a moment, then kill: nothing is left behind."""
        process, self._process, self.process_id = self._process, None, 0
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(STOP_WAIT_MS):
            process.kill()
            process.waitForFinished()
        process.deleteLater()

    def _read_replies(self) -> None:
        if self._process is None:
            return
        for reply in self._unpacker.feed(bytes(self._process.readAllStandardOutput().data())):
            self._note_progress(reply)
            self.reply_received.emit(reply)

    def _note_progress(self, reply: object) -> None:
        if isinstance(reply, (ModelInfo, OpenFailed)):
            self._opening = False
        if isinstance(reply, Failure) and reply.pane >= 0:
            return  # the other panes' answers follow
        if isinstance(reply, (Finished, Failure)) and self._pending is not None:
            if reply.serial == self._pending.serial:
                self._pending = None
            self._deaths = 0

    def _read_log(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self.log_written.emit(text)

    def _handle_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process, self.process_id, self._deaths = None, 0, CRASH_LIMIT
            self.gave_up.emit(_gave_up("The program could not be started."))

    def _handle_death(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        """Start again; forget the message if the process has died over it before."""
        self._read_log()
        process, self._process, self.process_id = self._process, None, 0
        if process is not None:
            process.deleteLater()
        self._deaths += 1
        detail = f"exit code {exit_code}, {status.name}"
        culprit = self._pending or (self._model if self._opening else None)
        poisoned = culprit is not None and culprit is self._deaths_of
        self._deaths_of = culprit
        if self._deaths >= CRASH_LIMIT:
            self.gave_up.emit(_gave_up(detail))
            return
        if poisoned:
            self._forget(culprit, detail)
        else:
            self.crashed.emit(_restarted(detail, again=self._pending is not None))
        self.start()

    def _forget(self, culprit: OpenModel | ExplainRequest | None, detail: str) -> None:
        """Give up on the message the process has died over twice, and say so."""
        headline, hint = "The engine died over this twice.", "Try another model, layer or method."
        if isinstance(culprit, OpenModel):
            self._model, self._opening = None, False
            failed = OpenFailed(ref=culprit.ref, headline=headline, hint=hint, detail=detail)
            self.reply_received.emit(failed)
        elif culprit is not None:
            self._pending = None
            failure = Failure(serial=culprit.serial, headline=headline, hint=hint, detail=detail)
            self.reply_received.emit(failure)


def child_environment() -> QProcessEnvironment:
    """Return a child's environment: our own package importable, idle OpenMP threads asleep."""
    environment = QProcessEnvironment.systemEnvironment()
    inherited = environment.value("PYTHONPATH").split(os.pathsep)
    paths = [str(PACKAGE_ROOT), *filter(None, inherited)]  # none would be the present folder
    environment.insert("PYTHONPATH", os.pathsep.join(paths))
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("OMP_WAIT_POLICY", "PASSIVE")
    return environment


def _restarted(detail: str, *, again: bool) -> Failure:
    hint = "It was started again."
    if again:
        hint = "It was started again, and the same picture is being explained."
    return Failure(serial=0, headline="The engine stopped unexpectedly.", hint=hint, detail=detail)


def _gave_up(detail: str) -> Failure:
    return Failure(
        serial=0,
        headline="The engine keeps stopping, so it was not started again.",
        hint="Press F5 to try once more; Help > Show log tells why.",
        detail=detail,
    )

"""One engine process: framed pipe, restart after a crash, and no retry of what killed it twice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from viewer.core.asks.jobs import JOBS
from viewer.core.asks.wire import Unpacker, pack
from viewer.work import engine_news as news
from viewer.work.engine_inside import EngineInside, is_inside
from viewer.work.engine_work import EngineWork

CRASH_LIMIT = 4  # deaths without one finished answer in between before we give up
STOP_WAIT_MS = 300
KILL_WAIT_MS = 1_000
PACKAGE_ROOT = Path(__file__).resolve().parents[2]


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
        self._work = EngineWork()
        self._owed: tuple[object, int] | None = None
        self._deaf = QTimer(self, singleShot=True)  # runs while the process owes us an ear
        self._deaf.timeout.connect(self._end_deaf)
        self.process_id = 0

    @Slot()
    def start(self) -> None:
        """Start the process; messages sent at once wait in its pipe until it is ready."""
        process = cast(QProcess, EngineInside(self)) if is_inside() else QProcess(self)
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
        for message in self._work.begin_again():
            process.write(pack(message))
        self._wait()

    @Slot(object)
    def send(self, message: Any) -> None:
        """Send one message, and keep it until it is answered, in case the process dies."""
        survives = JOBS[type(message)].survives
        if survives == "request" and self._work.refuses(message):
            self.reply_received.emit(news.hung_twice(message))
            return
        if survives:
            self._work.note(message)
        if self._process is not None:
            self._process.write(pack(message))
            self._wait()
        elif self._work.deaths >= CRASH_LIMIT:
            self.restart()

    @Slot()
    def restart(self) -> None:
        """End the process, if there is one, and start afresh with a clean record."""
        self.stop()
        self._work.forgive()
        self.start()

    @Slot()
    def restart_hung(self) -> None:
        """Start afresh because it does not answer: the model it opens is not sent again.

        An explanation is sent again once.
        """
        told = self._work.give_up_hung()
        self.stop(wait_ms=0)
        if told is not None:
            self.reply_received.emit(told)
        self.start()

    def stop(self, wait_ms: int = STOP_WAIT_MS) -> None:
        """Close the pipe, wait a moment, then kill: nothing is left behind."""
        self._deaf.stop()
        self._owed = None
        process, self._process, self.process_id = self._process, None, 0
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not wait_ms or not process.waitForFinished(wait_ms):
            process.kill()
            if not process.waitForFinished(KILL_WAIT_MS):
                process.setParent(None)  # deep in a call of the system; to delete it is to wait
                _UNDEAD.append(process)
                return
        process.deleteLater()

    def _read_replies(self) -> None:
        if self._process is None:
            return
        for reply in self._unpacker.feed(bytes(self._process.readAllStandardOutput().data())):
            if self._work.accept(reply):
                self.reply_received.emit(reply)
        self._wait()

    def _wait(self) -> None:
        """Give the process some time for what it owes us."""
        if (owed := self._work.owed) == self._owed or is_inside():
            return  # inside, a person may be looking at a breakpoint
        self._owed = owed
        if owed is None:
            self._deaf.stop()
        else:
            self._deaf.start(owed[1])

    def _end_deaf(self) -> None:
        """End a process that does not listen; what it choked on is not sent again."""
        self.log_written.emit("the engine does not listen, and is started again")
        told = self._work.give_up_deaf()
        self.stop(wait_ms=0)
        if told is not None:
            self.reply_received.emit(told)
        else:
            self.crashed.emit(news.deaf())
        self.start()

    def _read_log(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self.log_written.emit(text)

    def _handle_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process, self.process_id, self._work.deaths = None, 0, CRASH_LIMIT
            self.gave_up.emit(news.gave_up("The program could not be started."))

    def _handle_death(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        """Start again; forget the message if the process has died over it before."""
        self._read_log()
        self._deaf.stop()
        self._owed = None
        process, self._process, self.process_id = self._process, None, 0
        if process is not None:
            process.deleteLater()
        detail = f"exit code {exit_code}, {status.name}"
        told = self._work.note_death(detail)
        if self._work.deaths >= CRASH_LIMIT:
            self.gave_up.emit(news.gave_up(detail))
            return
        if told is not None:
            self.reply_received.emit(told)
        else:
            self.crashed.emit(news.restarted(detail, again=self._work.pending is not None))
        self.start()


_UNDEAD: list[QProcess] = []  # killed, and not yet gone


def child_environment() -> QProcessEnvironment:
    """Return a child's environment: our own package importable, idle OpenMP threads asleep."""
    environment = QProcessEnvironment.systemEnvironment()
    inherited = environment.value("PYTHONPATH").split(os.pathsep)
    paths = [str(PACKAGE_ROOT), *filter(None, inherited)]  # none would be the present folder
    environment.insert("PYTHONPATH", os.pathsep.join(paths))
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("OMP_WAIT_POLICY", "PASSIVE")
    return environment

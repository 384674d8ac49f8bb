"""The real engine process: it answers, ends with its window, comes back; newer work wins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from viewer import paths
from viewer.core.asks.messages import OpenFailed, Ready
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, Finished, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.stores.samples import gather_samples
from viewer.work.engine_thread import EngineThread

pytestmark = pytest.mark.slow
START_MS = 120_000


class Talk:
    """One engine thread and everything it said."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.engine = EngineThread(paths.engine_command())
        self.replies: list[object] = []
        self.crashes: list[Failure] = []
        self.surrenders: list[Failure] = []
        self.engine.on(object, self.replies.append)
        self.engine.crashed.connect(self.crashes.append)
        self.engine.gave_up.connect(self.surrenders.append)

    def of(self, kind: type) -> list:
        return [reply for reply in self.replies if isinstance(reply, kind)]

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=START_MS)

    def ask(self, serial: int, image: Path, target: str = "top", method: str = "grad_cam") -> None:
        request = ExplainRequest(
            image=ImageRef.of(image),
            model=ModelRef.default(),
            target=Target.parse(target),
            panes=(PaneSpec(method), PaneSpec("layer_cam")),
            serial=serial,
        )
        self.engine.ask(request)

    def finished(self) -> list[int]:
        return [reply.serial for reply in self.of(Finished)]


@pytest.fixture
def talk(qtbot) -> Iterator[Talk]:
    talk = Talk(qtbot)
    talk.engine.start()
    talk.engine.open_model(ModelRef.default())
    yield talk
    talk.engine.shut_down()
    assert talk.engine.isFinished()


@pytest.fixture(scope="module")
def cat(session_folders, tmp_path_factory) -> Path:
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("samples")))
    try:
        return gather_samples() / "chelsea.png"
    finally:
        patch.undo()


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_it_answers_in_order_and_newer_work_wins(talk, cat):
    talk.wait(lambda: talk.of(ModelInfo))
    assert [type(reply) for reply in talk.replies] == [Ready, ModelInfo]
    talk.ask(1, cat, "cat")
    talk.wait(lambda: 1 in talk.finished())
    kinds = [type(reply) for reply in talk.replies[2:]]
    assert kinds == [Prediction, HeatMap, HeatMap, Finished]
    first = talk.of(HeatMap)[0]
    assert (first.method, first.resolved.title, first.pane) == ("grad_cam", "cat", 0)
    assert first.raw.max() > 0

    for serial in range(2, 30):  # fast clicking: only the last one has to be answered
        talk.ask(serial, cat, str(serial))
    talk.wait(lambda: 29 in talk.finished())
    assert len(talk.finished()) < 28
    assert talk.of(HeatMap)[-1].resolved.members == (29,)

    talk.ask(30, cat.with_name("nowhere.png"))  # a failure is readable, and the next one works
    talk.wait(lambda: talk.of(Failure))
    assert talk.of(Failure)[0].serial == 30
    assert talk.of(Failure)[0].headline.endswith(".")
    talk.engine.open_model(ModelRef.parse("/nowhere/model.pth", arch="resnet18"))
    talk.wait(lambda: talk.of(OpenFailed))
    talk.ask(31, cat)
    talk.wait(lambda: 31 in talk.finished())


def test_after_kill_9_it_comes_back_and_explains_the_same_picture(talk, cat):
    talk.wait(lambda: talk.of(ModelInfo))
    process = talk.engine.process_id
    os.kill(process, signal.SIGSTOP)  # so that the request is surely unanswered
    talk.ask(1, cat, "281")
    talk.wait(lambda: talk.engine._process._work.pending is not None)
    os.kill(process, signal.SIGKILL)
    talk.wait(lambda: 1 in talk.finished())
    assert [crash.headline for crash in talk.crashes] == ["The engine stopped unexpectedly."]
    assert "same picture" in talk.crashes[0].hint
    assert talk.engine.process_id not in (0, process)
    assert not alive(process)


def test_closing_in_mid_job_leaves_no_process(qtbot, cat):
    talk = Talk(qtbot)
    talk.engine.start()
    talk.engine.open_model(ModelRef.default())
    talk.wait(lambda: talk.of(ModelInfo))
    process = talk.engine.process_id
    talk.ask(1, cat)
    started = time.monotonic()
    talk.engine.shut_down()
    assert time.monotonic() - started < 5
    assert not alive(process)


def test_what_kills_it_twice_is_not_tried_a_third_time(qtbot, tmp_path):
    """A stand-in program that dies over every message shows when we stop starting it."""
    program = tmp_path / "dying.py"
    program.write_text("import sys\nsys.stdin.buffer.read(8)\nsys.exit(3)\n")
    talk = Talk(qtbot)
    talk.engine = EngineThread([sys.executable, str(program)])
    talk.engine.on(object, talk.replies.append)
    talk.engine.crashed.connect(talk.crashes.append)
    talk.engine.start()
    talk.engine.open_model(ModelRef.default())
    talk.wait(lambda: talk.of(OpenFailed))
    assert len(talk.crashes) == 1
    assert "twice" in talk.of(OpenFailed)[0].headline
    talk.engine.shut_down()


def test_a_program_that_is_not_there_is_told_in_words(qtbot):
    talk = Talk(qtbot)
    talk.engine = EngineThread(["/nowhere/python"])
    talk.engine.gave_up.connect(talk.surrenders.append)
    talk.engine.start()
    talk.wait(lambda: talk.surrenders)
    assert "F5" in talk.surrenders[0].hint
    talk.engine.shut_down()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_it_dies_when_its_window_is_killed(tmp_path):
    """kill -9 on the process that owns the engine takes the engine with it."""
    script = tmp_path / "window.py"
    script.write_text(
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from viewer import paths\n"
        "from viewer.work.engine_thread import EngineThread\n"
        "app = QCoreApplication([])\n"
        "engine = EngineThread(paths.engine_command())\n"
        "engine.on(object, lambda reply: print(engine.process_id, flush=True))\n"
        "engine.start()\n"
        "app.exec()\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as window:
        assert window.stdout is not None
        process = int(window.stdout.readline())
        assert alive(process)
        window.kill()
        window.wait()
        deadline = time.monotonic() + 5
        while alive(process) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not alive(process)

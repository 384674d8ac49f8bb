"""A new question to the engine takes one row, one handler and one route, and no edit elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer import paths

# One program in two roles, as the window and as the engine's process. All that it knows of the new
# question is its two records, one row, one handler and one route.
PROGRAM = """
from __future__ import annotations

import sys
from dataclasses import dataclass

from viewer.core.asks.jobs import JOBS, Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoed:
    text: str


JOBS[Echo] = Job(message=Echo, replies=(Echoed,))


def serve() -> None:
    from viewer.engine.serve.handlers import HANDLERS
    from viewer.engine.serve.server import main

    HANDLERS[Echo] = lambda service, echo: service.send(Echoed(text=echo.text[::-1]))
    main()


def show() -> None:
    from PySide6.QtCore import QCoreApplication, QTimer
    from viewer.work.engine_thread import EngineThread

    app = QCoreApplication([])
    engine = EngineThread([sys.executable, __file__, "engine"])
    engine.on(Echoed, lambda reply: (print(reply.text), app.quit()))
    engine.start()
    engine.ask(Echo(text="abc"))
    QTimer.singleShot(120_000, app.quit)
    app.exec()
    engine.shut_down()


if __name__ == "__main__":
    serve() if "engine" in sys.argv else show()
"""


@pytest.mark.slow
def test_a_row_a_handler_and_a_route_are_all(tmp_path: Path) -> None:
    program = tmp_path / "echo_program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    root = Path(paths.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert done.stdout.strip() == "cba", done.stderr

"""A question to the engine that the house does not know, for programs that bring it along."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from viewer import paths
from viewer.core.asks.jobs import JOBS, Job


# viewer/core/asks: the question, its reply, and its row
@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoed:
    text: str


def add_row() -> None:
    """Let the table of questions know it, in the window as in the engine."""
    JOBS[Echo] = Job(message=Echo, replies=(Echoed,))


def serve() -> None:
    """Be the engine's process."""
    # viewer/engine/serve/handlers.py: what answers it
    from viewer.engine.serve.handlers import HANDLERS
    from viewer.engine.serve.server import main

    HANDLERS[Echo] = lambda service, echo: service.send(Echoed(text=echo.text[::-1]))
    main()


ROLES = """

add_row()
serve() if "engine" in sys.argv else show()
"""


def lines_of(show: str, folder: Path) -> list[str]:
    """Run a program in two roles, as the window and as the engine; return what it prints.

    Args:
        show: the code of ``show``, which is the window.
        folder: for the program and its settings, the file named by its first argument.
    """
    program = folder / "echo_program.py"
    known = "import sys\n\nfrom given_question import Echo, Echoed, add_row, serve\n\n"
    program.write_text(known + show + ROLES, encoding="utf-8")
    places = [str(Path(paths.__file__).parents[1]), str(Path(__file__).parent)]
    surroundings = {"PYTHONPATH": os.pathsep.join(places), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, str(program), str(folder / "settings.ini")],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env=os.environ | surroundings,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()

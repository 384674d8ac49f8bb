"""A new question to the engine takes one row, one handler and one route, and no edit elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_question import lines_of

# All that the window knows of the question of given_question.py is a route.
SHOW = """
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
"""


@pytest.mark.slow
def test_a_row_a_handler_and_a_route_are_all(tmp_path: Path) -> None:
    assert lines_of(SHOW, tmp_path) == ["cba"]

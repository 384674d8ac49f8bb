"""The engine is killed under a running window, again and again: nothing asked for is lost.

Three times by default; ``CAMSCOPE_FUZZ=1`` kills it twenty times.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from given_window import LIMIT_MS, explained, window_on

from viewer.core.asks.target import Target
from viewer.household import Household

KILLS = 20 if os.environ.get("CAMSCOPE_FUZZ") else 3
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(60 + 60 * KILLS),
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there"),
]


@pytest.fixture
def app(qtbot, tmp_path, photo_folder) -> Iterator[Household]:
    with window_on(photo_folder, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        yield app


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0


def test_the_last_wish_is_answered_after_every_kill(app, qtbot):
    """Each time in the middle of another picture and another class, at a moment drawn by chance."""
    chance = random.Random(3)
    session, pictures = app.session, app.session.listing.pictures
    before = 0
    for kill in range(KILLS):
        process = app.engine.process_id
        session.set_image(pictures[(kill + 1) % len(pictures)])
        session.set_target(Target(kind="class", index=kill))
        if chance.random() < 0.5:  # else before it has begun
            qtbot.wait(chance.randrange(1, 100))
        os.kill(process, signal.SIGKILL)
        qtbot.waitUntil(lambda old=process: app.engine.process_id not in {0, old}, timeout=LIMIT_MS)
        explained(app, qtbot)
        asked = session.image
        qtbot.waitUntil(
            lambda asked=asked: (
                session.explanation is not None and session.explanation.prediction.image == asked
            ),
            timeout=LIMIT_MS,
        )
        assert session.target == Target(kind="class", index=kill)
        assert all(heat.resolved.members == (kill,) for heat in session.explanation.maps)
        assert app.window.notices.text.startswith("The engine stopped unexpectedly.")
        before = before or open_files()
    assert open_files() <= before + 4

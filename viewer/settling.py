"""After the first paint: make the features that are still missing while the window can be used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from viewer.features.engine import EngineFeature
from viewer.household import Household


def start_settling(app: Household, go_on: Callable[[], object]) -> None:
    """Make the features that are still missing, a piece each turn of the event loop, and go on.

    The engine's process takes longest to start, so it begins before them.
    """
    app[EngineFeature].start()
    pieces, turns = app.settling(), QTimer(app.window, interval=0)

    def turn() -> None:
        if next(pieces, pieces) is pieces:
            turns.stop()
            go_on()

    turns.timeout.connect(turn)
    turns.start()

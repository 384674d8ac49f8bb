"""The real window while the whole card of a map is read: how long its event loop stands still."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QSettings, QTimer

PATIENCE_MS = 300_000


@dataclass(frozen=True, kw_only=True)
class Stall:
    """How long the event loop stood still at the most."""

    busy_ms: float  # the window's own work in one turn, by its thread's CPU time
    pause_ms: float  # by the wall's clock, on which other processes count
    seconds: float  # the whole card took


class Turns(QObject):
    """Remembers the longest turn of the event loop, in CPU time of this thread."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_ms, self._last_s = 0.0, time.thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._note)
        dispatcher.aboutToBlock.connect(self._note)

    def _note(self) -> None:
        now_s = time.thread_time()
        self.worst_ms = max(self.worst_ms, (now_s - self._last_s) * 1e3)
        self._last_s = now_s


def worst_stall(picture: Path, home: Path) -> Stall:
    """Return how long the window stood still while its panel was made and the card was read.

    Args:
        picture: what is explained.
        home: an empty folder for what the window keeps.
    """
    from benchmarks.folder_lists import Pulse, settle
    from viewer.app import build, make_application
    from viewer.features.trust import KEY, TrustFeature
    from viewer.starting import start

    application = make_application()
    settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
    app = build(application, settings=settings)
    app.window.resize(1280, 800)
    app.window.show()
    start(app, [picture])
    until(app.session.explained)
    settle(application)
    watch, loop = app[TrustFeature].watch, QEventLoop()
    watch.card_changed.connect(
        lambda card: loop.quit() if card.readings and not card.running else None
    )
    turns, pulse, begun = Turns(), Pulse(), time.perf_counter()
    QTimer.singleShot(0, lambda: app.window.docks.toggle(KEY))
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()
    seconds = time.perf_counter() - begun
    if not watch.card.readings or watch.card.running:
        raise RuntimeError("the card was not read in time")
    app.window.close()
    return Stall(busy_ms=turns.worst_ms, pause_ms=pulse.worst_ms, seconds=seconds)


def until(told: object) -> None:
    """Wait for a signal."""
    loop = QEventLoop()
    told.connect(loop.quit)  # pyright: ignore[reportAttributeAccessIssue] - a bound signal
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()

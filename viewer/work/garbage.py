"""Garbage is collected on the thread of the window alone, where Qt's objects live."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

from viewer.core.garbage import collect_due

LOOK_MS = 1_000


def collect_here(application: QObject) -> None:
    """Let garbage be collected on this thread from now on, as long as the application lives."""
    gc.disable()
    coarse = Qt.TimerType.VeryCoarseTimer
    timer = QTimer(application, interval=LOOK_MS, timerType=coarse)
    timer.timeout.connect(collect_due)
    timer.start()

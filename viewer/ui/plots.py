"""The library of plots, imported beside the window, which would stand still meanwhile."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 20  # what was to be painted is painted first
USER = "viewer.ui.colorbar"  # the module that draws with pyqtgraph


class Plots(QObject):
    """Calls what draws plots as soon as that makes nobody wait.

    Importing pyqtgraph takes some 300 ms of a processor. On a thread of its own it gives way to the
    window every few milliseconds; it makes no object that belongs to a thread.
    """

    _imported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._ready = False
        self._waiting: list[Callable[[], object]] = []
        self._imported.connect(self._call_all)

    def prepare(self) -> None:
        """Begin the import, unless that has been done."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import, name="plots")
            self._thread.start()

    def call(self, act: Callable[[], object]) -> None:
        """Call a function soon, or when the import is done; it has a turn of the loop to itself."""
        if self._ready:
            QTimer.singleShot(PAUSE_MS, self, act)
            return
        self._waiting.append(act)
        self.prepare()

    def shut_down(self) -> None:
        """Forget what waits; the thread has ended when this returns."""
        self._waiting.clear()
        if self._thread is not None:
            self._thread.join()

    def _import(self) -> None:
        try:
            importlib.import_module(USER)
        finally:  # where it failed, who draws tells of it
            self._imported.emit()

    def _call_all(self) -> None:
        self._ready = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            self.call(act)

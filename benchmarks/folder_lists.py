"""A folder listed in the real browser, and by Qt's own model and view, with a watch on both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, QEventLoop, QObject, QSize, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileSystemModel, QListView

from benchmarks.held_memory import held_mb
from viewer.app import make_application
from viewer.core.asks.references import ImageRef
from viewer.core.stores.thumbnail_cache import ThumbnailCache
from viewer.ui.browser.browser import Browser
from viewer.ui.browser.thumbnail_icons import ICON_SIDE_PX
from viewer.work.loader import Loader
from viewer.work.thumbnails import Thumbnails

FRAMES, STEP_PX = 300, 90
PATIENCE_MS = 60_000
SIZE = QSize(236, 700)


@dataclass(kw_only=True)
class Listed:
    """What one way to list a folder took, in wall time from the wish on."""

    rows_ms: float = 0.0  # first rows painted
    sorted_ms: float = 0.0  # all there, in order
    thumbnail_ms: float = 0.0
    stall_ms: float = 0.0  # the longest that the event loop stood still
    memory_mb: float = 0.0
    frames_ms: list[float] = field(default_factory=list)  # CPU of each frame while scrolling


class Pulse(QObject):
    """Beats once a millisecond in the event loop, and remembers the longest pause."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_ms, self._last_s = 0.0, time.perf_counter()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.worst_ms = max(self.worst_ms, (now_s - self._last_s) * 1e3)
        self._last_s = now_s


class Painted(QObject):
    """Notes when a view is painted first with rows in it."""

    def __init__(self, view: QAbstractItemView, rows: Callable[[], int]) -> None:
        super().__init__(view)
        self.at_s, self._rows = 0.0, rows
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Look at paint events."""
        if event.type() == QEvent.Type.Paint and not self.at_s and self._rows():
            self.at_s = time.perf_counter()
        return False


def our_list(folder: Path, thumbnails: Path) -> Listed:
    """List a folder in the window's own browser, with its loader and thumbnails."""
    application, listed, loop = make_application(), Listed(), QEventLoop()
    browser, loader = Browser(), Loader()
    painter = Thumbnails(ThumbnailCache(thumbnails))
    browser.resize(SIZE)
    browser.show()
    settle(application)
    rows = browser.list.model().rowCount
    painted, pulse = Painted(browser.list, lambda: rows() > 1), Pulse()
    before, start_s = held_mb(), time.perf_counter()

    def note(name: str) -> None:
        if not getattr(listed, name):
            setattr(listed, name, (time.perf_counter() - start_s) * 1e3)
        if listed.sorted_ms and listed.thumbnail_ms:
            loop.quit()

    loader.folder_begun.connect(browser.set_listing)
    loader.folder_listed.connect(browser.set_listing)
    loader.folder_listed.connect(lambda _listing: note("sorted_ms"))
    browser.thumbnails_wanted.connect(painter.want)
    painter.thumbnail_loaded.connect(browser.set_thumbnail)
    painter.thumbnail_loaded.connect(lambda *_made: note("thumbnail_ms"))
    loader.list_folder(folder)
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()
    settle(application)
    listed.rows_ms = (painted.at_s - start_s) * 1e3
    listed.stall_ms = pulse.worst_ms
    listed.memory_mb = held_mb() - before
    listed.frames_ms = scroll(browser.list)
    for worker in (loader, painter):
        worker.shut_down()
    browser.close()
    browser.deleteLater()
    return listed


def qts_list(folder: Path) -> Listed:
    """List a folder with a plain QFileSystemModel and QListView."""
    application, listed, loop = make_application(), Listed(), QEventLoop()
    model, view = QFileSystemModel(), QListView()
    model.setNameFilters(["*.jpg"])
    model.setNameFilterDisables(False)
    model.setFilter(QDir.Filter.Files)
    view.setUniformItemSizes(True)
    view.setIconSize(QSize(ICON_SIDE_PX, ICON_SIDE_PX))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(SIZE)
    view.setModel(model)
    view.show()
    settle(application)
    count = sum(1 for _ in folder.iterdir())
    painted = Painted(view, lambda: model.rowCount(view.rootIndex()))
    pulse, before, start_s = Pulse(), held_mb(), time.perf_counter()
    root = model.setRootPath(str(folder))
    view.setRootIndex(root)
    watch = QTimer(loop, interval=5)

    def look() -> None:
        if model.rowCount(model.index(str(folder))) >= count:
            model.sort(0)
            loop.quit()

    watch.timeout.connect(look)
    watch.start()
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()
    watch.stop()
    listed.sorted_ms = (time.perf_counter() - start_s) * 1e3
    settle(application)
    listed.rows_ms = (painted.at_s - start_s) * 1e3
    listed.stall_ms = pulse.worst_ms
    listed.memory_mb = held_mb() - before
    listed.frames_ms = scroll(view)
    view.close()
    for one in (view, model):
        one.deleteLater()
    settle(application)
    return listed


def worst_stall(file: Path, before: Path) -> tuple[float, float]:
    """Return the event loop's longest pause in ms: while nothing happens, and while a file opens.

    Args:
        file: whose opening is watched.
        before: a picture that is opened first; nobody's first picture is the largest.
    """
    application, loop, loader = make_application(), QEventLoop(), Loader()
    loader.picture_loaded.connect(lambda _loaded: QTimer.singleShot(100, loop, loop.quit))
    loader.load_picture(ImageRef.of(before))
    loop.exec()
    settle(application)
    idle = Pulse()
    QTimer.singleShot(2_000, loop, loop.quit)
    loop.exec()
    idle_ms = idle.worst_ms
    pulse = Pulse()
    loader.picture_failed.connect(loop.quit)
    loader.load_picture(ImageRef.of(file))
    loop.exec()
    loader.shut_down()
    return idle_ms, pulse.worst_ms


def scroll(view: QAbstractItemView) -> list[float]:
    """Return the CPU milliseconds of each frame while a list is scrolled."""
    bar, times = view.verticalScrollBar(), []
    for number in range(FRAMES):
        start_s = time.thread_time()
        bar.setValue((number + 1) * STEP_PX)
        view.viewport().repaint()
        times.append((time.thread_time() - start_s) * 1e3)
    return times


def settle(application: QApplication) -> None:
    """Let what was begun come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(300, loop, loop.quit)
    loop.exec()
    gc.collect()
    application.sendPostedEvents()

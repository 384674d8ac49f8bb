"""Composition root: makes the house and its features, shows the window, then starts the engine."""

from __future__ import annotations

import gc
import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QSettings, SignalInstance
from PySide6.QtWidgets import QApplication

import viewer
from viewer import paths
from viewer.arrivals import Arrivals, Receiver
from viewer.commands import Commands
from viewer.core.asks.references import ModelRef
from viewer.core.log_lines import LogLines
from viewer.core.tables.commands import COMMANDS, with_rows
from viewer.features.first import FIRST
from viewer.features.folders import FoldersFeature
from viewer.features.help import HelpFeature
from viewer.features.language import REMAKE
from viewer.features.looks import LooksFeature
from viewer.features.models import ModelsFeature
from viewer.household import Household
from viewer.instance import Instance
from viewer.session.pane_list import PaneList
from viewer.session.session import Session
from viewer.session.settings_file import open_settings
from viewer.session.store import Store
from viewer.settling import start_settling
from viewer.ui.looks.language import apply_language
from viewer.ui.looks.theme import apply_theme, icon
from viewer.ui.window.file_open import FileOpenFilter
from viewer.ui.window.first_paint import after_first_paint
from viewer.ui.window.window import MainWindow
from viewer.wires import Wires
from viewer.work.engine_thread import EngineThread
from viewer.work.garbage import collect_here
from viewer.work.loader import Loader

log = logging.getLogger(__name__)
LOG_BYTES = 1_000_000


class Wish(NamedTuple):
    """What a start is to open."""

    chosen: Sequence[Path]  # nothing: what was open last
    model: ModelRef | None  # None: the model that was open last


def run(
    chosen: Sequence[Path], instance: Instance | None = None, model: ModelRef | None = None
) -> int:
    """Open the window on folders or pictures, and return when it is closed.

    Args:
        chosen: what to open; nothing: what was open last.
        instance: hears of later starts; None: this window stands alone.
        model: what to explain with; None: the model that was open last.
    """
    _prepare_process()
    application = make_application()
    collect_here(application)
    settings, damaged = open_settings(_settings_file())
    if instance is not None:
        instance.listen()
    # Elsewhere the filter would hear nothing, and slow every event down.
    asked = FileOpenFilter(application) if sys.platform == "darwin" else None
    before: Household | None = None  # the window in another language, which this one replaces
    while True:
        app = build(
            application,
            settings=settings,
            engine=before and before.engine,
            settled=before is not None,
        )
        if damaged is not None:
            app[LooksFeature].show_damaged_settings(damaged)
        arrivals = Arrivals()
        with arrivals.hearing(_told_from_outside(app, asked, instance)):
            _show(app, arrivals, Wish(chosen, model), before)
            before, damaged = None, None  # what the window before held is free from now on
            code = application.exec()
        if code != REMAKE:
            _leave(app, code)
            return code
        before = app
        app.hand_over()


def _prepare_process() -> None:
    gc.freeze()  # what is imported stays, and need not be looked through for garbage
    start_log()
    sys.excepthook = _log_exception
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _show(
    app: Household,
    arrivals: Arrivals,
    wish: Wish,
    before: Household | None,
) -> None:
    """Show a new window, or one that takes over."""
    app[HelpFeature].offer_tour()
    if wish.chosen or app.store.last_image() is not None:
        app.window.expect_pictures()
    app.window.show()
    if before is not None:
        app.take_over(before)
        arrivals.begin()
    else:
        go_on = partial(_begin, app, arrivals, wish)
        after_first_paint(app.window, partial(start_settling, app, go_on))


def _begin(app: Household, arrivals: Arrivals, wish: Wish) -> None:
    """Open what was asked for; then what has arrived meanwhile is opened instead."""
    from viewer.starting import start

    start(app, wish.chosen, model=wish.model)
    arrivals.begin()


def _told_from_outside(
    app: Household, asked: FileOpenFilter | None, instance: Instance | None
) -> list[tuple[SignalInstance, Receiver]]:
    """Return what the desktop and later starts of the program tell this window."""
    heard: list[tuple[SignalInstance, Receiver]] = []
    if asked is not None:
        heard.append((asked.paths_received, app[FoldersFeature].receive))
    if instance is not None:
        heard += [
            (instance.model_received, app[ModelsFeature].receive),
            (instance.paths_received, app[FoldersFeature].receive),
            (app.window.closing, instance.release),
        ]
    return heard


def _leave(app: Household, code: int) -> None:
    """End the process here if something is at work that nobody can stop: Python would wait."""
    if not app.held_up:
        return
    log.info("the program ends though something is still at work")
    app.store.sync()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as in a program without a console
            stream.flush()
    os._exit(code)


def start_log() -> None:
    """Write the log to the user's log folder; where that is impossible, to stderr."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        paths.log_file().parent.mkdir(parents=True, exist_ok=True)
        handlers = [
            logging.handlers.RotatingFileHandler(
                paths.log_file(), maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
            )
        ]
    except OSError as error:
        log.warning("no log file: %s", error)
    lines = LogLines("%(asctime)s %(levelname)s %(name)s %(message)s")
    for handler in handlers:
        handler.setFormatter(lines)
    logging.basicConfig(level=logging.INFO, handlers=handlers)


def make_application() -> QApplication:
    """Return the one QApplication, named."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.APP_NAME)
    application.setApplicationDisplayName(paths.APP_NAME)
    application.setApplicationVersion(viewer.__version__)
    application.setDesktopFileName(paths.APP_ID)
    application.setWindowIcon(icon("camscope"))
    return application


def build(
    application: QApplication,
    *,
    settings: QSettings | None = None,
    engine: EngineThread | None = None,
    settled: bool = True,
) -> Household:
    """Make a window with its features; nothing runs yet, but an engine that is handed over.

    Args:
        application: the one there is.
        settings: where things are remembered; None: the user's.
        engine: of the window that this one replaces; None: a new one.
        settled: whether all features are made, or only those that the first paint shows. Panels
            that were open last are shown, so then all are made.
    """
    settings = settings or open_settings(_settings_file())[0]
    store = Store(settings)
    session = Session(store.options(), PaneList(store.panes()))
    apply_language(application, str(session.options["language"]))
    apply_theme(application, str(session.options["theme"]))
    rows = tuple(row for feature in FIRST for row in feature.rows)
    window = MainWindow(with_rows(COMMANDS, rows))
    app = Household(
        application=application,
        window=window,
        session=session,
        settings=settings,
        store=store,
        engine=engine or EngineThread(paths.engine_command()),
        loader=Loader(),
        commands=Commands(window.notices),
        wires=Wires(),
    )
    app.move_in()
    if settled or store.panels_open():
        app.settle()
    return app


def _settings_file() -> Path:
    """Return the settings file, in the system's usual place for this user."""
    scope = QSettings.Scope.UserScope
    settings = QSettings(QSettings.Format.IniFormat, scope, paths.APP_NAME, paths.APP_NAME)
    return Path(settings.fileName())


def _log_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.critical("unexpected error", exc_info=(kind, error, trace))

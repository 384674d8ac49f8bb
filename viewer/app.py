"""Composition root: makes the parts, shows the window, then starts the engine."""

from __future__ import annotations

import gc
import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

import viewer
from viewer import paths
from viewer.activity import Activity
from viewer.commands.figures import FigureCommands
from viewer.commands.models import ModelCommands
from viewer.commands.panes import PaneCommands
from viewer.commands.scenes import SceneCommands
from viewer.commands.setups import SetupCommands
from viewer.commands.targets import TargetCommands
from viewer.commands.triage import TriageCommands
from viewer.commands.user import UserCommands
from viewer.commands.zoo import ZooCommands
from viewer.core.asks.records import ModelRef
from viewer.core.log_lines import LogLines
from viewer.display import Display
from viewer.instance import Instance
from viewer.opening import Opener
from viewer.parts import Parts
from viewer.remaking import REMAKES, bring_back, put_away
from viewer.session.marks import Marks
from viewer.session.model_history import ModelHistory
from viewer.session.pane_list import PaneList
from viewer.session.session import Session
from viewer.session.settings_file import open_settings
from viewer.session.setups import Setups
from viewer.session.slow_work import SlowWork
from viewer.session.store import Store
from viewer.starting import start
from viewer.ui.looks.language import apply_language
from viewer.ui.looks.theme import apply_theme, icon
from viewer.ui.window.file_open import FileOpenFilter
from viewer.ui.window.window import MainWindow
from viewer.wiring import wire
from viewer.work.download import Downloader
from viewer.work.engine_thread import EngineThread
from viewer.work.figures import Figures
from viewer.work.loader import Loader

log = logging.getLogger(__name__)
LOG_BYTES = 1_000_000


def run(
    chosen: Sequence[Path], instance: Instance | None = None, model: ModelRef | None = None
) -> int:
    """Open the window on folders or pictures, and return when it is closed.

    Args:
        chosen: what to open; nothing: what was open last.
        instance: hears of later starts; None: this window stands alone.
        model: what to explain with; None: the model that was open last.
    """
    gc.freeze()  # what is imported stays, and need not be looked through for garbage
    start_log()
    sys.excepthook = _log_exception
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = make_application()
    settings, damaged = open_settings(_settings_file())
    if instance is not None:
        instance.listen()
    # Elsewhere the filter would hear nothing, and slow every event down.
    asked = FileOpenFilter(application) if sys.platform == "darwin" else None
    before: Parts | None = None  # the window in another language, which this one replaces
    code = 0
    while True:
        parts = build(application, settings=settings, engine=before.engine if before else None)
        if damaged is not None:
            parts.display.show_damaged_settings(damaged)
        with _hearing(parts, asked, instance):
            parts.commands.help.offer_tour()
            parts.window.show()
            if before is None:
                start(parts, chosen, model=model)
            else:
                bring_back(parts, before, code)
            QTimer.singleShot(0, gc.enable)
            code = application.exec()
        if code not in REMAKES:
            _leave(parts, code)
            return code
        before, damaged = parts, None
        put_away(parts)


@contextmanager
def _hearing(
    parts: Parts, asked: FileOpenFilter | None, instance: Instance | None
) -> Iterator[None]:
    """Let this window take what the desktop and later starts of the program bring."""
    heard = [(asked.paths_received, parts.receive)] if asked is not None else []
    if instance is not None:
        heard += [
            (instance.model_received, parts.receive_model),
            (instance.paths_received, parts.receive),
            (parts.window.closing, instance.release),
        ]
    for told, receiver in heard:
        told.connect(receiver)
    yield
    for told, receiver in heard:
        told.disconnect(receiver)


def _leave(parts: Parts, code: int) -> None:
    """End the process here if something is at work that nobody can stop: Python would wait."""
    if not parts.held_up:
        return
    log.info("the program ends though something is still at work")
    parts.store.sync()
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
) -> Parts:
    """Make and wire every part; nothing runs yet, but an engine that is handed over."""
    settings = settings or open_settings(_settings_file())[0]
    store = Store(settings)
    session = Session(store.options(), PaneList(store.panes()))
    apply_language(application, str(session.options["language"]))
    apply_theme(application, str(session.options["theme"]))
    engine = engine or EngineThread(paths.engine_command())
    parts = _make(application, store, session, ModelHistory(settings), engine)
    wire(parts)
    parts.display.show_everything()
    parts.activity.show()
    parts.display.show_recents(store.recents())
    parts.window.recent_models.set_models(parts.history.models())
    parts.restore_layout()
    return parts


def _make(
    app: QApplication, store: Store, session: Session, history: ModelHistory, engine: EngineThread
) -> Parts:
    window, loader, figures = MainWindow(), Loader(), Figures()
    display, opener = Display(window, session, loader), Opener(session, loader)
    shared = (window, session, display)
    setups, slow, activity = Setups(), SlowWork(), Activity(window.status, session)
    marks, downloader = Marks.of_user(), Downloader(paths.download_command())
    panes, triage = PaneCommands(window, session, marks), TriageCommands(window, session, marks)
    figure_commands = FigureCommands(*shared, figures, store)
    setup_commands = SetupCommands(window, setups, display)
    model_commands, zoo = ModelCommands(*shared, history), ZooCommands(window, session, downloader)
    commands, scenes = UserCommands(*shared, opener), SceneCommands(*shared, opener, setups)
    rooms = (setup_commands, panes, model_commands, zoo, figure_commands, scenes, triage)
    for room in (*rooms, TargetCommands(window, session)):
        commands.add(room.functions)
    return Parts(
        application=app,
        window=window,
        session=session,
        slow=slow,
        activity=activity,
        setups=setups,
        store=store,
        engine=engine,
        loader=loader,
        triage_commands=triage,
        figures=figures,
        figure_commands=figure_commands,
        scenes=scenes,
        display=display,
        opener=opener,
        commands=commands,
        pane_commands=panes,
        setup_commands=setup_commands,
        downloader=downloader,
        zoo=zoo,
        history=history,
        model_commands=model_commands,
    )


def _settings_file() -> Path:
    """Return the settings file, in the system's usual place for this user."""
    scope = QSettings.Scope.UserScope
    settings = QSettings(QSettings.Format.IniFormat, scope, paths.APP_NAME, paths.APP_NAME)
    return Path(settings.fileName())


def _log_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.critical("unexpected error", exc_info=(kind, error, trace))

"""What every feature may use; no feature stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from viewer.commands import Commands
from viewer.session.session import Session
from viewer.session.store import Store
from viewer.ui.window.window import MainWindow
from viewer.wires import Wires
from viewer.work.engine_thread import EngineThread
from viewer.work.loader import Loader


@dataclass(frozen=True, kw_only=True)
class House:
    """The shared parts of one window."""

    application: QApplication
    window: MainWindow
    session: Session
    settings: QSettings
    store: Store
    engine: EngineThread
    loader: Loader
    commands: Commands
    wires: Wires

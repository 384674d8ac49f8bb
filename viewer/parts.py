"""The parts of the running application, and the order in which they end."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from viewer import paths
from viewer.activity import Activity
from viewer.commands.figures import FigureCommands
from viewer.commands.models import ModelCommands
from viewer.commands.panes import PaneCommands
from viewer.commands.scenes import SceneCommands
from viewer.commands.setups import SetupCommands
from viewer.commands.triage import TriageCommands
from viewer.commands.user import UserCommands
from viewer.commands.zoo import ZooCommands
from viewer.core.asks.records import ModelRef
from viewer.core.files.disk_questions import ask
from viewer.core.models.model_text import model_from_text
from viewer.core.pictures.limits import Limits, limits, use_limits
from viewer.display import Display
from viewer.opening import Opener
from viewer.session.layer_watch import LayerWatch
from viewer.session.model_history import ModelHistory
from viewer.session.risks import Risks
from viewer.session.session import Session
from viewer.session.setups import Setups
from viewer.session.slow_work import SlowWork
from viewer.session.store import Store
from viewer.session.structure import ModelStructure
from viewer.session.triage import Triage
from viewer.ui.window.window import MainWindow
from viewer.work.download import Downloader
from viewer.work.engine_thread import EngineThread
from viewer.work.figures import Figures
from viewer.work.folders import FolderReader
from viewer.work.loader import Loader
from viewer.work.thumbnails import Thumbnails
from viewer.work.watcher import Watcher
from viewer.work.workers import WAIT_MS, are_left

engine_log = logging.getLogger("engine")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that wiring introduces to one another."""

    application: QApplication
    window: MainWindow
    session: Session
    slow: SlowWork
    activity: Activity
    setups: Setups
    store: Store
    engine: EngineThread
    loader: Loader
    triage_commands: TriageCommands
    figures: Figures
    figure_commands: FigureCommands
    scenes: SceneCommands
    display: Display
    opener: Opener
    commands: UserCommands
    pane_commands: PaneCommands
    setup_commands: SetupCommands
    downloader: Downloader
    zoo: ZooCommands
    history: ModelHistory
    model_commands: ModelCommands
    risks: Risks = field(default_factory=lambda: Risks(paths.user_data() / "showing"))
    structure: ModelStructure = field(default_factory=ModelStructure)
    layers: LayerWatch = field(default_factory=LayerWatch)
    thumbnails: Thumbnails = field(default_factory=Thumbnails)
    folders: FolderReader = field(default_factory=FolderReader)
    watcher: Watcher = field(default_factory=Watcher)

    @property
    def triage(self) -> Triage:
        """What is known of the pictures of the folder."""
        return self.triage_commands.triage

    def remember_folder(self, folder: Path) -> None:
        """Put a folder among the recent ones."""
        self.display.show_recents(self.store.add_recent(folder))

    def log_engine(self, text: str) -> None:
        """Copy what the engine's process said into the log."""
        for line in text.splitlines():
            engine_log.info("%s", line)

    def set_engine_options(self) -> None:
        """Tell the engine's next process how to compute; pictures have the same limits here."""
        options = self.session.options
        use_limits(
            Limits(megapixels=int(options["megapixels"]), megabytes=int(options["megabytes"]))
        )
        self.engine.set_options(
            device=str(options["device"]),
            half=bool(options["half_precision"]),
            cache_mb=int(options["cache_mb"]),
            limits=limits(),
        )

    def start_engine(
        self, model: ModelRef | None = None, *, avoided: ModelRef | None = None
    ) -> None:
        """Start the engine's process and open a model in it: this one, the last, or the default.

        Args:
            model: what was asked for.
            avoided: what is not opened because it was the last one.
        """
        self.set_engine_options()
        self.engine.start()
        self.model_commands.open_first(model, avoided=avoided)

    def receive(self, chosen: Sequence[Path]) -> None:
        """Come forward, and open what a later start of the program was given."""
        self.window.come_forward()
        if chosen:
            self.opener.open(chosen)

    def receive_model(self, line: str) -> None:
        """Open the model that a later start of the program was given."""
        ref = model_from_text(line)
        if ref is not None:
            self.session.open_model(ref)

    def restore_panes(self) -> None:
        """Show again remembered panes whose methods came with the engine, of another package."""
        panes = self.session.pane_list
        if panes.specs == self.store.panes():  # nothing else was chosen meanwhile
            panes.set_specs(self.store.panes(panes.methods))

    def restore_layout(self) -> None:
        """Bring back the window's size, place and splitters."""
        self.window.restore_layout(self.store.layouts())
        tree = self.store.last_tree()
        if tree is not None and ask(tree.is_dir, otherwise=False, place=tree):
            self.window.browser.tree.set_root(tree)

    def shut_down(self) -> None:
        """Remember the layout and hide the window, then end every worker that can be ended."""
        self.put_away()
        self.engine.blockSignals(True)
        self.engine.shut_down()

    @property
    def held_up(self) -> bool:
        """Whether, after the end, something is still at work that cannot be stopped."""
        return are_left()

    def put_away(self) -> None:
        """Remember the layout, hide the window, and end every worker but the engine.

        None is waited for long: a decoder or a disk may never answer.
        """
        self.store.set_layouts(self.window.layouts())
        self.window.hide()
        if self.session.image is not None:
            self.store.set_last_image(self.session.image.path)
        if self.window.browser.tree.root is not None:
            self.store.set_last_tree(self.window.browser.tree.root)
        self.figure_commands.close_builder()
        self.store.check()  # the log tells if what is remembered now does not reach the disk
        self.scenes.shut_down()
        self.activity.waits.end()
        self.risks.end()
        browser = self.window.browser
        for worker in (self.loader, self.thumbnails, self.folders, self.figures, browser):
            worker.blockSignals(True)  # what is still on its way has no window to go to
        self.downloader.shut_down()
        self.watcher.shut_down()
        end_s = time.monotonic() + WAIT_MS / 1000
        for worker in (self.loader, self.thumbnails, self.folders, self.figures):
            worker.shut_down(max(0, round(1000 * (end_s - time.monotonic()))))

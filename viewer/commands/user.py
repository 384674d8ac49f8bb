"""What each command of the table does, in a line or two each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from viewer.commands.help import HelpCommands
from viewer.commands.levels import LevelCommands
from viewer.commands.pages import PageCommands
from viewer.core.asks.records import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.maps.heat_style import EXTENTS, SCALINGS
from viewer.core.pictures.picture_file import IMAGE_SUFFIXES
from viewer.core.stores.samples import gather_samples
from viewer.display import Display
from viewer.opening import Opener
from viewer.session.session import Session
from viewer.ui.window.window import MainWindow

OPACITY_STEP = 5


class UserCommands(QObject):
    """Runs commands by their key; every row of core.commands.COMMANDS has its function here."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        display: Display,
        opener: Opener,
    ) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._display = display
        self._opener = opener
        self.help = HelpCommands(window, session)
        self.pages = PageCommands(window, session)
        self.levels = LevelCommands(window, session)
        self._functions = self._table()

    @property
    def keys(self) -> frozenset[str]:
        """Every command that can be run."""
        return frozenset(self._functions)

    def add(self, functions: Mapping[str, Callable[[], object]]) -> None:
        """Take the functions of commands that have a room of their own."""
        self._functions |= functions

    @Slot(str)
    def run(self, key: str) -> None:
        """Run one command; what goes wrong is told in a notice."""
        try:
            self._functions[key]()
        except UserError as error:
            self._display.show_error(error)

    def _table(self) -> dict[str, Callable[[], object]]:
        window, session, view = self._window, self._session, self._window.pane_row.view
        browser = window.browser
        return {
            **self._choices(),
            **self._ranks(),
            "class_top": lambda: session.set_target(Target().asked_like(session.target)),
            "open_folder": self._open_folder,
            "open_images": self._open_images,
            "open_samples": lambda: self._opener.open([gather_samples()]),
            "model_structure": lambda: window.docks.toggle("model_structure"),
            "layer_strip": lambda: window.docks.toggle("layer_strip"),
            "quit": window.close,
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "fit": view.fit,
            "actual_size": view.actual_size,
            "opacity_down": lambda: self._change_opacity(-OPACITY_STEP),
            "opacity_up": lambda: self._change_opacity(OPACITY_STEP),
            "fullscreen": self._toggle_fullscreen,
            "previous_image": lambda: browser.step(-1),
            "next_image": lambda: browser.step(1),
            "first_image": browser.first,
            "last_image": browser.last,
            "go_up": self._go_up,
            "reload": self._reload,
            **self.help.functions,
            **self.pages.functions,
            **self.levels.functions,
        }

    def _choices(self) -> dict[str, Callable[[], object]]:
        """Return the commands that set an option to one of its values."""
        rows = (
            ("arrange", "arrangement", ("row", "column", "automatic")),
            ("extent", "extent", EXTENTS),
            ("scaling", "scaling", SCALINGS),
            ("folders", "folders", ("tree", "list", "flat")),
            ("theme", "theme", ("system", "light", "dark", "contrast")),
        )
        return {
            f"{prefix}_{value}": (lambda key=key, value=value: self._session.set_option(key, value))
            for prefix, key, values in rows
            for value in values
        }

    def _ranks(self) -> dict[str, Callable[[], object]]:
        """Return the commands of the digits 1 to 5."""
        return {
            f"class_{rank}": (lambda rank=rank: self._explain_rank(rank)) for rank in range(1, 6)
        }

    def _start(self) -> str:
        """Return the folder in which a dialog begins."""
        listing = self._session.listing
        return str(answering_folder(listing.path) if listing else Path.home())

    def _open_folder(self) -> None:
        start = self._start()
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder"), start)
        if chosen:
            self._opener.open([Path(chosen)])

    def _open_images(self) -> None:
        start = self._start()
        patterns = " ".join(f"*{suffix}" for suffix in sorted(IMAGE_SUFFIXES))
        kinds = self.tr("Pictures") + f" ({patterns});;" + self.tr("All files") + " (*)"
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open images"), start, kinds)
        if chosen:
            self._opener.open([Path(name) for name in chosen])

    def _explain_rank(self, rank: int) -> None:
        explanation = self._session.explanation
        if explanation is not None and rank <= len(explanation.prediction.top):
            index = explanation.prediction.top[rank - 1].index
            target = Target(kind="class", index=index)
            self._session.set_target(target.asked_like(self._session.target))

    def _change_opacity(self, step: int) -> None:
        opacity = int(self._session.options["opacity"])
        self._session.set_option("opacity", min(100, max(0, opacity + step)))

    def _toggle_fullscreen(self) -> None:
        """Fill the screen, or be as large as before: maximised, if the window was."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave_fullscreen(self) -> None:
        """Be as large as before, if the window fills the screen."""
        if self._window.isFullScreen():
            self._toggle_fullscreen()

    def _go_up(self) -> None:
        listing = self._session.listing
        if listing is not None and listing.parent is not None:
            self._opener.open_folder(listing.parent)

    def _reload(self) -> None:
        self._opener.reload()
        self._session.reload()

"""The commands for session files, and the questions of reopening: where is it, and shall it be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.scene import Scene
from viewer.display import Display
from viewer.opening import Opener
from viewer.reopening import Reopener
from viewer.session.autosave import Autosave
from viewer.session.scene_keeping import scene_of
from viewer.session.session import Session
from viewer.session.session_file import SUFFIX, read_session, write_session
from viewer.ui.window import MainWindow


class SceneCommands(QObject):
    """Saves and opens session files, and takes what is dropped on the window."""

    def __init__(
        self, window: MainWindow, session: Session, display: Display, opener: Opener
    ) -> None:
        super().__init__()
        self._window, self._session, self._display = window, session, display
        self._opener = opener
        self.reopener = Reopener(session, opener, window.pane_row, self.ask_where)
        self.autosave = Autosave(paths.user_data(), self.scene)

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands, by key."""
        return {"open_session": self.choose_session, "save_session": self.save_session}

    def scene(self) -> Scene:
        """Return what the window shows now."""
        return scene_of(self._session, self._window.pane_row.view.chosen)

    def choose_session(self) -> None:
        """Ask for a session file and open it."""
        title, kinds = self.tr("Open session"), self.tr("Session") + f" (*{SUFFIX})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder()), kinds)
        if chosen:
            self.open_kept(Path(chosen))

    def save_session(self) -> None:
        """Ask where, then save what the window shows."""
        from viewer.ui.dialogs.save_file import ask_where

        title, kinds = self.tr("Save session"), self.tr("Session") + f" (*{SUFFIX})"
        suggested = self._folder() / f"{self._folder().name or 'session'}{SUFFIX}"
        path = ask_where(self._window, title, suggested, kinds, complete=_with_suffix)
        if path is not None:
            write_session(self.scene(), path)
            headline = self.tr("Session saved as “{name}”.").format(name=path.name)
            self._window.notices.show_notice(headline, str(path.parent), "info")

    def open_kept(self, path: Path) -> None:
        """Open a session file, or reopen an exported figure."""
        try:
            if path.suffix.lower() == SUFFIX:
                self.reopener.open_scene(read_session(path), path.parent)
            elif not self.reopener.open_figure(path):
                self._display.show_error(_no_figure(path))
        except UserError as error:
            self._display.show_error(error)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Reopen one exported figure; open everything else."""
        if len(paths) == 1 and self.reopener.open_figure(paths[0]):
            return
        self._opener.open(paths)

    def offer_lost(self, *, wanted: bool) -> None:
        """Begin to keep the session; after a crash offer the last one, unless it is not wanted."""
        lost = self.autosave.begin()
        if lost is not None and wanted:
            self.offer(lost)

    def offer(self, scene: Scene) -> None:
        """After a crash: offer to open what was shown last."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Open the last session?"))
        box.setText(self.tr("CamScope did not end properly last time."))
        box.setInformativeText(self.tr("Shall what was shown then be opened again?"))
        yes = box.addButton(self.tr("Open again"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(lambda: self._open_scene(scene))
        box.finished.connect(box.deleteLater)
        box.open()

    def ask_where(self, what: str, name: str) -> Path | None:
        """Ask where a file is that was not found."""
        title = self.tr("Where is the {what} “{name}”?").format(what=what, name=name)
        suffix = Path(name).suffix
        kinds = f"{name} (*{suffix});;" if suffix else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self._folder()), kinds + self.tr("All files") + " (*)"
        )
        return Path(chosen) if chosen else None

    def _open_scene(self, scene: Scene) -> None:
        try:
            self.reopener.open_scene(scene, Path.home())
        except UserError as error:
            self._display.show_error(error)

    def _folder(self) -> Path:
        return self._session.listing.path if self._session.listing else Path.home()


def _with_suffix(path: Path) -> Path:
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _no_figure(path: Path) -> UserError:
    headline = QCoreApplication.translate("SceneCommands", "“{name}” is no figure of CamScope's.")
    hint = QCoreApplication.translate(
        "SceneCommands", "Another program may have saved it again without its recipe."
    )
    return UserError(headline.format(name=path.name), hint=hint)

"""The commands for session files, and the questions of reopening: where is it, and shall it be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.foreign_text import shown_path
from viewer.core.scene import Scene
from viewer.display import Display
from viewer.dropping import Dropping
from viewer.kept_reading import FIGURE_SUFFIXES
from viewer.opening import KEPT_SUFFIXES, Opener
from viewer.reopening import Reopener
from viewer.session.autosave import Autosave, Lost
from viewer.session.scene_keeping import scene_of
from viewer.session.session import Session
from viewer.session.session_file import SUFFIX, write_session
from viewer.session.setups import Setups
from viewer.ui.looks.plain_text import question_box, row_text, title_text
from viewer.ui.window.window import MainWindow


class SceneCommands(QObject):
    """Saves and opens session files, and takes what is dropped on the window."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        display: Display,
        opener: Opener,
        setups: Setups,
    ) -> None:
        super().__init__()
        self._window, self._session, self._display = window, session, display
        self._opener = opener
        self.reopener = Reopener(session, opener, window.pane_row, self.ask_where)
        self.autosave = Autosave(paths.user_data(), self.scene)
        self.dropping = Dropping(window, setups)

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """The functions of the commands, by key."""
        return {
            "open_session": self.choose_session,
            "save_session": self.save_session,
            "paste": self.dropping.paste,
        }

    def scene(self) -> Scene:
        """Return what the window shows now."""
        return scene_of(self._session, self._window.pane_row.view.chosen)

    def shut_down(self) -> None:
        """The window goes: nothing more is read, and there is no crash to tell of."""
        self.reopener.shut_down()
        self.dropping.errands.shut_down()
        self.autosave.end()

    def stop(self) -> bool:
        """Let go of the session or figure that is being read; return whether there was one."""
        return self.reopener.stop()

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
            headline = self.tr("Session saved as “{name}”.").format(name=shown_path(path.name))
            self._window.notices.show_notice(headline, shown_path(path.parent), "info")

    def open_kept(self, path: Path) -> None:
        """Open a session file, or reopen an exported figure."""
        self.reopener.open_file(path, lambda: self._display.show_error(_no_figure(path)))

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Reopen one session file or exported figure; open everything else."""
        suffix = paths[0].suffix.lower() if len(paths) == 1 else ""
        if suffix in KEPT_SUFFIXES:
            self.open_kept(paths[0])
        elif suffix in FIGURE_SUFFIXES:
            self.reopener.open_file(paths[0], lambda: self._opener.open(paths))
        else:
            self._opener.open(paths)

    def offer_lost(self, *, wanted: bool) -> None:
        """Begin to keep the session; after a crash offer the last one, unless it is not wanted."""
        lost = self.autosave.begin(wanted=wanted)
        if lost is not None:
            self.offer(lost)

    def offer(self, lost: Lost) -> None:
        """After a crash: offer to open what was shown last."""
        question = self.tr("Shall what was shown then be opened again?")
        if lost.others:
            question += " " + self.tr("Another window's session is kept for the next start.")
        box = question_box(
            self._window,
            self.tr("Open the last session?"),
            self.tr("CamScope did not end properly last time."),
            question,
        )
        yes = box.addButton(self.tr("Open again"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(lambda: self.reopener.open_scene(lost.scene, Path.home()))
        no.clicked.connect(self.autosave.settle)
        box.finished.connect(box.deleteLater)
        box.open()

    def ask_where(self, what: str, name: str) -> Path | None:
        """Ask where a file is that was not found."""
        title = self.tr("Where is the {what} “{name}”?").format(what=what, name=row_text(name))
        suffix = Path(name).suffix
        alike = suffix[1:].isalnum() and suffix.isascii()  # else it could add filters of its own
        kinds = f"*{suffix} (*{suffix});;" if alike else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            title_text(title),
            str(self._folder()),
            kinds + self.tr("All files") + " (*)",
        )
        return Path(chosen) if chosen else None

    def _folder(self) -> Path:
        listing = self._session.listing
        return answering_folder(listing.path) if listing else Path.home()


def _with_suffix(path: Path) -> Path:
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _no_figure(path: Path) -> UserError:
    headline = QCoreApplication.translate("SceneCommands", "“{name}” is no figure of CamScope's.")
    hint = QCoreApplication.translate(
        "SceneCommands", "Another program may have saved it again without its recipe."
    )
    return UserError(headline.format(name=shown_path(path.name)), hint=hint)

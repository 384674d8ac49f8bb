"""The commands for session files, and the questions of reopening: where is it, and shall it be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from viewer import paths
from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.foreign_text import shown_path
from viewer.core.scene import Scene
from viewer.features.feature import Feature, Features
from viewer.features.folders import FoldersFeature
from viewer.features.notes import NotesFeature
from viewer.features.opening import KEPT_SUFFIXES
from viewer.features.reopening import Reopener
from viewer.features.setups import SetupsFeature
from viewer.features.trust import TrustFeature
from viewer.house import House
from viewer.session.autosave import Autosave, Lost
from viewer.session.kept_reading import FIGURE_SUFFIXES
from viewer.session.scene_keeping import scene_of
from viewer.session.session_file import SUFFIX, write_session
from viewer.ui.looks.plain_text import question_box, row_text, title_text
from viewer.work.loader import LoadedPicture


class ScenesFeature(Feature):
    """Saves and opens session files, and takes what is dropped on the window."""

    needs = (FoldersFeature, SetupsFeature, NotesFeature, TrustFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._opener, panes = self.of(FoldersFeature).opener, house.window.pane_row
        self.reopener = Reopener(house.session, self._opener, panes, self.ask_where, self.ask_which)
        self.autosave = Autosave(paths.user_data(), self.scene)

    @property
    def commands(self) -> Functions:
        """Open and save session files."""
        return {"open_session": self._choose_session, "save_session": self._save_session}

    def introduce(self) -> None:
        """Keep what is shown; session files and exported figures bring it back."""
        self._introduce_autosave()
        self._introduce_reopener()
        self.wire(self._opener, "kept_chosen", self.open_kept)
        self.wire(self._opener, "wished", self.reopener.stop)

    def take_over(self, before: Self) -> None:
        """Go on keeping what is shown, and show the same part of the picture."""
        self.offer_lost(wanted=False)
        self.autosave.note_change()
        self.reopener.keep_view(before.scene())

    def put_away(self) -> None:
        """Let nothing more be read; there is no crash to tell of."""
        self.reopener.shut_down()
        self.autosave.end()

    def stop(self) -> bool:
        """Let go of the session or figure that is being read; return whether there was one."""
        return self.reopener.stop()

    def scene(self) -> Scene:
        """Return what the window shows now."""
        scene = scene_of(self._session, self._window.pane_row.view.chosen)
        notes = self.of(NotesFeature).notes
        told = notes.of_folder(scene.folder) if scene.folder else ()
        return replace(scene, notes=told, trust=self.of(TrustFeature).watch.kept())

    def _introduce_autosave(self) -> None:
        session, note = self._session, self.autosave.note_change
        self.wire(self.autosave, "failed", self._window.notices.show_loss)
        for change in ("image_changed", "target_changed", "layer_changed", "option_changed"):
            self.wire(session, change, note)
        self.wire(session, "model_changed", note)
        self.wire(session.pane_list, "changed", note)
        self.wire(self.of(NotesFeature).notes, "changed", note)
        self.wire(self._window.pane_row.view, "changed", note)
        self.wire(self.of(TrustFeature).watch, "card_changed", note)

    def _introduce_reopener(self) -> None:
        session, reopener, window = self._session, self.reopener, self._window
        self.wire(reopener, "failed", window.notices.show_error)
        self.wire(reopener, "setup_lent", self.of(SetupsFeature).setups.borrow)
        self.wire(reopener, "notes_lent", self.of(NotesFeature).notes.add_missing)
        self.wire(reopener, "trust_lent", self.of(TrustFeature).watch.bring_back)
        self.wire(reopener, "noted", window.notices.show_warning)
        self.wire(session, "model_changed", reopener.note_model)
        self.wire(session, "model_failed", reopener.note_model_failed)
        self.wire(self.house.loader, "picture_loaded", self._note_picture)

    def _note_picture(self, loaded: LoadedPicture) -> None:
        self.reopener.note_picture(loaded.ref.path)

    def _choose_session(self) -> None:
        """Ask for a session file and open it."""
        title, kinds = self.tr("Open session"), self.tr("Session") + f" (*{SUFFIX})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder()), kinds)
        if chosen:
            self.open_kept(Path(chosen))

    def _save_session(self) -> None:
        """Ask where, then save what the window shows."""
        from viewer.ui.dialogs.save_file import ask_where

        title, kinds = self.tr("Save session"), self.tr("Session") + f" (*{SUFFIX})"
        suggested = self._folder() / f"{self._folder().name or 'session'}{SUFFIX}"
        path = ask_where(self._window, title, suggested, kinds, complete=_with_suffix)
        if path is not None:
            write_session(self.scene(), path)
            headline = self.tr("Session saved as “{name}”.").format(name=shown_path(path.name))
            self._window.toast.tell_of(path, headline)

    def open_kept(self, path: Path) -> None:
        """Open a session file, or reopen an exported figure."""
        self.reopener.open_file(path, lambda: self._window.notices.show_error(_no_figure(path)))

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Reopen one session file, exported figure or report; open everything else."""
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

    def ask_which(self, figures: tuple[str, ...]) -> int | None:
        """Ask which figure of a report is to be opened."""
        names = [f"{number}. {row_text(name)}" for number, name in enumerate(figures, start=1)]
        chosen, agreed = QInputDialog.getItem(
            self._window,
            self.tr("Open a figure of the report"),
            self.tr("The report holds several figures. Which one?"),
            names,
            0,
            False,
        )
        return names.index(chosen) if agreed and chosen in names else None

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
    headline = QCoreApplication.translate("ScenesFeature", "“{name}” is no figure of CamScope's.")
    hint = QCoreApplication.translate(
        "ScenesFeature", "Another program may have saved it again without its recipe."
    )
    return UserError(headline.format(name=shown_path(path.name)), hint=hint)

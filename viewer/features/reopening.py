"""Open again what a figure or a session file shows: its picture, folder, model and choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.kept_trust import found_again
from viewer.core.scene import Scene
from viewer.features.opening import Opener
from viewer.session.kept_reading import (
    REPORT_SUFFIXES,
    KeptScene,
    figures_in,
    find_files,
    has_hash,
    read_kept,
)
from viewer.session.scene_keeping import apply_choices
from viewer.session.session import Session
from viewer.ui.panes.pane_row import PaneRow
from viewer.work.errands import Errands, Work

Ask = Callable[[str, str], Path | None]  # what is missing, the name to look for
Choose = Callable[[tuple[str, ...]], int | None]  # one of a report's figures


class Reopener(QObject):
    """Puts the window back to what a scene says; what cannot be found is asked for by name.

    Everything that touches a disk is done beside the window. What the user opens meanwhile
    outdates it.
    """

    failed = Signal(object)  # UserError
    noted = Signal(str, str)  # a sentence, and what it means
    notes_lent = Signal(object, object)  # the scene's folder, and what is noted in it
    trust_lent = Signal(object)  # tuple[KeptCard, …] that come with a scene, of what opens now
    setup_lent = Signal(object, str)  # ModelSetup that comes with a scene, the file's name
    reading_changed = Signal(object)  # Path of the file that is read, or words; None: no longer

    def __init__(
        self, session: Session, opener: Opener, panes: PaneRow, ask: Ask, choose: Choose
    ) -> None:
        super().__init__()
        self._choose = choose
        self._session, self._opener, self._panes, self._ask = session, opener, panes, ask
        self._waiting: Scene | None = None  # what waits for its model
        self._view: Scene | None = None  # whose view waits for its picture
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)
        self._errands.late.connect(self._tell_read)

    def open_file(self, path: Path, otherwise: Callable[[], object]) -> None:
        """Reopen what a session file, a figure or one of a report's figures shows.

        Args:
            path: the file.
            otherwise: what to do if it is no figure of ours, perhaps just a picture.
        """
        if path.suffix.lower() not in REPORT_SUFFIXES:
            self._open_figure(path, 0, otherwise)
            return

        def choose(figures: tuple[str, ...]) -> None:
            chosen = self._choose(figures) if len(figures) > 1 else 0
            if chosen is not None:
                self._open_figure(path, chosen, otherwise)

        self._start(path, lambda _cancelled: figures_in(path), choose)

    def _open_figure(self, path: Path, figure: int, otherwise: Callable[[], object]) -> None:
        folder = self._folder()
        self._start(
            path,
            lambda cancelled: read_kept(path, folder, cancelled, figure=figure),
            lambda kept: otherwise() if kept is None else self._ask_for_missing(kept),
        )

    def open_scene(self, scene: Scene, base: Path) -> None:
        """Reopen a scene.

        Args:
            scene: its paths are relative to ``base`` or absolute.
            base: the folder of the file that told of it.
        """
        folder = self._folder()
        self._start(
            self.tr("the last session"),
            lambda cancelled: find_files(scene, base, folder, cancelled),
            self._ask_for_missing,
        )

    def stop(self) -> bool:
        """Let go of what is being read or waits for its model; return whether anything was read."""
        self._waiting = None
        return self._errands.stop()

    def shut_down(self) -> None:
        """Let go of everything; nothing is waited for."""
        self._waiting = self._view = None
        self._errands.shut_down()

    def note_model(self, model: ModelInfo) -> None:
        """The model of the scene is open: now come its choices and its picture."""
        scene, self._waiting = self._waiting, None
        if scene is None or replace(model.ref, code=None) != replace(scene.model, code=None):
            return  # which code built the model is remembered for its weights, not in the scene
        if scene.weights_sha256 and scene.weights_sha256 != model.weights_sha256:
            headline = self.tr("The model's weights differ from those the figure was made with.")
            self.noted.emit(headline, self.tr("The maps may differ, too."))
        elif scene.trust and scene.image is not None:
            self.trust_lent.emit(found_again(scene.trust, scene.image, model.ref))
        apply_choices(self._session, scene)
        present = self._session.image
        if scene.image is not None:
            self._view = scene
            same = present is not None and present.path == scene.image
            if same or scene.page > 0 or scene.levels:
                self._session.set_image(scene.image, scene.page)
                self._session.set_levels(scene.levels)
            if not same:
                # Not open(): a scene may name a session, itself for one, or a model.
                self._opener.open_folder(scene.image.parent, select=scene.image)
            elif present == self._session.image:
                self.note_picture(scene.image)
        elif scene.folder is not None:
            self._opener.open_folder(scene.folder)

    def note_model_failed(self, _failed: object) -> None:
        """Forget a scene whose model cannot be opened; the window says why."""
        self._waiting = None

    def keep_view(self, scene: Scene) -> None:
        """Show a scene's part of its picture as soon as that is painted."""
        self._view = scene

    def note_picture(self, image: Path) -> None:
        """The picture is painted: show the part of it that was seen."""
        scene, self._view = self._view, None
        if scene is None or scene.image != image:
            return
        if scene.view is None:
            self._panes.view.fit()
        else:
            self._panes.view.set_view(scene.view.centre, scene.view.scale)

    def _start(self, what: Path | str, work: Work, deliver: Callable[[Any], object]) -> None:
        """Read or look for something beside the window, instead of what was wished before."""
        self._waiting = None
        self._errands.start(work, deliver)
        self.reading_changed.emit(what)

    def _tell_read(self, late: bool) -> None:
        if not late:
            self.reading_changed.emit(None)

    def _folder(self) -> Path | None:
        return self._session.listing.path if self._session.listing else None

    def _ask_for_missing(self, kept: KeptScene) -> None:
        """Ask for what was not found; a picture that was pointed to is held against its hash."""
        scene, chosen = kept.scene, None
        try:
            if scene.image is not None and kept.image is None:
                chosen = self._asked(self.tr("picture"), scene.image)
                kept = replace(kept, image=chosen)
            if scene.model.path is not None and kept.model is None:
                kept = replace(kept, model=self._asked(self.tr("model file"), scene.model.path))
        except UserError as error:
            self.failed.emit(error)
            return
        if chosen is None or not scene.image_sha256:
            self._show(kept)
            return
        self._start(
            chosen,
            lambda cancelled: has_hash(chosen, scene.image_sha256, cancelled),
            lambda same: self._show(kept, other=None if same else chosen),
        )

    def _asked(self, what: str, told: Path) -> Path:
        name = shown_path(told.name)
        chosen = self._ask(what, name)
        if chosen is None:
            raise UserError(
                self.tr("The {what} “{name}” was not found.").format(what=what, name=name),
                hint=self.tr("Open it by hand, or drop the figure again and point to it."),
            )
        return chosen

    def _show(self, kept: KeptScene, other: Path | None = None) -> None:
        """Open the model of a scene; with it come the rest.

        Args:
            kept: the scene, with all its files found.
            other: the picture, where it is not the one that was told.
        """
        if other is not None:
            headline = self.tr("“{name}” is not the very file the figure was made from.")
            self.noted.emit(headline.format(name=shown_path(other.name)), "")
        model = replace(kept.scene.model, path=kept.model)
        self._waiting = replace(kept.scene, image=kept.image, model=model)
        if kept.scene.folder is not None and kept.scene.notes:
            self.notes_lent.emit(kept.scene.folder, kept.scene.notes)
        if model.setup is not None:
            self.setup_lent.emit(model.setup, kept.name)
        if self._session.model is not None and self._session.model.ref == model:
            self.note_model(self._session.model)
        else:
            self._session.open_model(model)

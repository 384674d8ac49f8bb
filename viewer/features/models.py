"""Where the model comes from: a file, a recent one, the one open last, or the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.files.disk_questions import answering_folder
from viewer.core.models.model_formats import model_patterns
from viewer.core.models.model_text import model_from_text
from viewer.features.feature import Feature, Features
from viewer.features.model_questions import ModelQuestions
from viewer.house import House
from viewer.session.model_history import ModelHistory
from viewer.ui.looks.language import spoken


class ModelsFeature(Feature):
    """Wishes for models; the session opens them, and the present one stays until then."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.history = ModelHistory(house.settings, self)
        self.questions = ModelQuestions(house.window, house.session)
        self._chosen: ModelRef | None = None  # before the engine was started
        self._fell_back = False  # the default opens in the place of another, which is told

    @property
    def commands(self) -> Functions:
        """Open a model's file, or the default one."""
        return {
            "open_model": self._choose_file,
            "model_default": lambda: self._session.open_model(ModelRef.default()),
        }

    def introduce(self) -> None:
        """Show the model that is open, and remember it."""
        session, store, recent = self._session, self.house.store, self._window.recent_models
        self.wire(session, "model_changed", self._show, self.history.note, store.check_soon)
        self.wire(session, "model_failed", self._show_failure, self._fall_back)
        self.wire(self.history, "changed", recent.set_models)
        self.wire(recent, "model_chosen", session.open_model)
        # Queued: the reply is not yet done with when it is told.
        self.wire(session, "architecture_needed", self.questions.ask, queued=True)
        self.wire(self.questions, "declined", self._fall_back)

    def show_state(self) -> None:
        """List what was opened last."""
        self._window.recent_models.set_models(self.history.models())

    def open_first(self, asked: ModelRef | None, *, avoided: ModelRef | None = None) -> None:
        """Open the model asked for at the start, else the one open last, else the default.

        Args:
            asked: for this start.
            avoided: not opened because it was the last one.
        """
        last = self.history.last() if self._session.options["reopen_model"] else None
        last = None if last == avoided else last
        self._session.open_model(asked or self._chosen or last or ModelRef.default())

    def open_file(self, path: Path) -> None:
        """Open a model's file; the engine tells whether the architecture must be asked for."""
        self._chosen = ModelRef.parse(str(path))
        self._session.open_model(self._chosen)

    def receive(self, line: str) -> None:
        """Open the model that a later start of the program was given."""
        ref = model_from_text(line)
        if ref is not None:
            self._session.open_model(ref)

    def take_over(self, before: Self) -> None:
        """Use the same model; the engine's process has it open."""
        if before._session.model is not None:
            self._session.accept_model(before._session.model)

    def put_away(self) -> None:
        """Leave nothing at work: models are remembered as they open."""

    def _show(self, model: ModelInfo) -> None:
        """Show another model's classes, layers and name."""
        self._window.controls.set_model(model)
        self._window.commands.set_available("model", available=True)
        self._window.status.set_model(spoken(model.title))
        self._window.status.set_device(model.device)
        if not self._fell_back:  # else it stays told why
            self._window.notices.clear_error()
        self._fell_back = False
        if model.notes:
            self._window.notices.show_notice(" ".join(model.notes), "", "info")

    def _show_failure(self, failure: OpenFailed) -> None:
        """Say why a model did not open; the one before stays in use."""
        kind = "info" if failure.stopped else "error"
        self._window.notices.show_notice(failure.headline, failure.hint, kind)

    def _fall_back(self, failure: OpenFailed) -> None:
        """Open the default model when none is open, and the one that was wished for could not be.

        Such as the last one at the start, if its file is gone: the engine has looked, not we, for
        a network folder that does not answer would hold the window up.
        """
        if self._session.model is None and failure.ref.source != "default":
            instead = self.tr("The default model is opened instead.")
            told = f"{failure.hint} {instead}".strip()
            self._show_failure(replace(failure, hint=told))
            self._fell_back = True
            self._session.open_model(ModelRef.default())

    def _choose_file(self) -> None:
        kinds = self.tr("Models") + f" ({model_patterns()});;" + self.tr("All files") + " (*)"
        title = self.tr("Open model file")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        if chosen:
            self.open_file(Path(chosen))

    def _folder(self) -> str:
        """Return the folder of the model's file that was opened last, if it is still there."""
        paths = (past.ref.path for past in self.history.models())
        folders: Sequence[Path] = [path.parent for path in paths if path is not None]
        home = Path.home()
        found = (answering_folder(folder) for folder in folders)
        return str(next((folder for folder in found if folder != home), home))

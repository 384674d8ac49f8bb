"""Where the model comes from: a file, a recent one, the one open last, or the default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.records import ModelRef
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.models.model_formats import model_suffixes
from viewer.display import Display
from viewer.model_questions import ModelQuestions
from viewer.session.model_history import ModelHistory
from viewer.session.session import Session
from viewer.ui.window.window import MainWindow


class ModelCommands(QObject):
    """Wishes for models; the session opens them, and the present one stays until then."""

    def __init__(
        self, window: MainWindow, session: Session, display: Display, history: ModelHistory
    ) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._display = display
        self._history = history
        self.questions = ModelQuestions(window, session, display)
        self._chosen: ModelRef | None = None  # before the engine was started

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """What each command of the table does."""
        return {
            "open_model": self._choose_file,
            "model_default": lambda: self._session.open_model(ModelRef.default()),
        }

    def open_first(self, asked: ModelRef | None, *, avoided: ModelRef | None = None) -> None:
        """Open the model asked for at the start, else the one open last, else the default.

        Args:
            asked: for this start.
            avoided: not opened because it was the last one.
        """
        last = self._history.last() if self._session.options["reopen_model"] else None
        last = None if last == avoided else last
        self._session.open_model(asked or self._chosen or last or ModelRef.default())

    def open_file(self, path: Path) -> None:
        """Open a model's file; the engine tells whether the architecture must be asked for."""
        self._chosen = ModelRef.parse(str(path))
        self._session.open_model(self._chosen)

    def fall_back(self, failure: OpenFailed) -> None:
        """Open the default model when none is open, and the one that was wished for could not be.

        Such as the last one at the start, if its file is gone: the engine has looked, not we, for
        a network folder that does not answer would hold the window up.
        """
        if self._session.model is None and failure.ref.source != "default":
            instead = self.tr("The default model is opened instead.")
            told = f"{failure.hint} {instead}".strip()
            self._display.show_error(UserError(failure.headline, hint=told))
            self._session.open_model(ModelRef.default())

    def _choose_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(model_suffixes()))
        kinds = self.tr("Models") + f" ({patterns});;" + self.tr("All files") + " (*)"
        title = self.tr("Open model file")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        if chosen:
            self.open_file(Path(chosen))

    def _folder(self) -> str:
        """Return the folder of the model's file that was opened last, if it is still there."""
        paths = (past.ref.path for past in self._history.models())
        folders: Sequence[Path] = [path.parent for path in paths if path is not None]
        home = Path.home()
        found = (answering_folder(folder) for folder in folders)
        return str(next((folder for folder in found if folder != home), home))

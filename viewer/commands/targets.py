"""What is asked of a class: what speaks for it or against it, and against which other class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt

from viewer.session.session import Session
from viewer.ui.dialogs.against import AgainstDialog
from viewer.ui.window.window import MainWindow


class TargetCommands:
    """Changes the direction and the scale of the session's target, and asks for pairs."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window = window
        self._session = session

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """What each command of the table does."""
        return {
            "class_against": self._ask_pair,
            "target_raise": lambda: self._change(direction="raise"),
            "target_lower": lambda: self._change(direction="lower"),
            "target_logit": lambda: self._change(scale="logit"),
            "target_probability": lambda: self._change(scale="probability"),
        }

    def _change(self, **words: str) -> None:
        self._session.set_target(replace(self._session.target, **words))

    def _ask_pair(self) -> None:
        """Ask for two classes; the two likeliest of the picture are offered first."""
        model, explanation = self._session.model, self._session.explanation
        if model is None or explanation is None:
            return
        likeliest = [score.index for score in explanation.prediction.top]
        dialog = AgainstDialog(model.class_titles, likeliest[:2], self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.target_chosen.connect(
            lambda target: self._session.set_target(target.asked_like(self._session.target))
        )
        dialog.open()

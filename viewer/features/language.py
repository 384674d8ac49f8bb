"""Another language: the event loop ends, and the window is made anew with all that it knew."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from viewer.features.feature import Feature, Features
from viewer.features.help import HelpFeature
from viewer.house import House

REMAKE = 75  # what the event loop ends with when the window is to be made anew


class LanguageFeature(Feature):
    """Wishes for another window; the options are shown again if the language was chosen there."""

    needs = (HelpFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._chosen_in_options = False

    def introduce(self) -> None:
        """Heed the option."""
        self.wire(self._session, "option_changed", self._heed)

    def take_over(self, before: Self) -> None:
        """Show the options again."""
        if before._chosen_in_options:
            QTimer.singleShot(0, lambda: self.of(HelpFeature).show_options("window"))

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _heed(self, key: str) -> None:
        if key == "language":
            from viewer.ui.dialogs.options import OptionsDialog

            dialog = QApplication.activeModalWidget()  # the end of the event loop closes it
            self._chosen_in_options = isinstance(dialog, OptionsDialog)
            self.house.application.exit(REMAKE)

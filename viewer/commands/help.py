"""The commands that help: options, keyboard, the tour, the log, a report of a problem, about."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from viewer import paths
from viewer.core.tables.option import Group
from viewer.session.session import Session
from viewer.ui.window.tour import Tour
from viewer.ui.window.window import MainWindow


class HelpCommands(QObject):
    """Opens the windows that tell about the program; each is imported when it is asked for."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self.functions: dict[str, Callable[[], object]] = {
            "options": self.show_options,
            "keyboard": self._show_keyboard,
            "tour": self.start_tour,
            "show_log": self._show_log,
            "report": self._report,
            "about": self._show_about,
        }

    def show_options(self, page: Group = "view") -> None:
        """Open the options; they follow what else is changed meanwhile."""
        from viewer.ui.dialogs.desktop import DesktopBox
        from viewer.ui.dialogs.options import OptionsDialog

        session = self._session
        dialog = OptionsDialog(session.options, self._window, page=page)
        dialog.option_chosen.connect(session.set_option)
        if sys.platform.startswith("linux"):
            dialog.add_to_page("window", DesktopBox())
        session.option_changed.connect(dialog.set_value)
        run(dialog)

    def start_tour(self) -> None:
        """Walk through the window; it is not offered again."""
        if self._window.findChild(Tour) is None:
            self._session.set_option("tour_offered", True)
            self._window.show_panes()
            Tour(self._window, self._window.tour_stops()).begin()

    def offer_tour(self) -> None:
        """Walk through the window when the first picture of all has been explained."""
        if not self._session.options["tour_offered"]:
            self._session.explained.connect(self._start_offered_tour)

    def _start_offered_tour(self) -> None:
        self._session.explained.disconnect(self._start_offered_tour)
        if not self._session.options["tour_offered"]:
            self.start_tour()

    def _show_keyboard(self) -> None:
        from viewer.ui.dialogs.keyboard import KeyboardDialog

        run(KeyboardDialog(self._window))

    def _show_log(self) -> None:
        from viewer.ui.dialogs.log import LogDialog

        run(LogDialog(paths.log_file(), self._window))

    def _report(self) -> None:
        from viewer.report import make_report
        from viewer.ui.dialogs.report import ReportDialog

        model = self._session.model
        text = make_report(self._session.options, model.title if model else "")
        run(ReportDialog(text, self._window))

    def _show_about(self) -> None:
        from viewer.ui.dialogs.about import AboutDialog

        versions = self._session.ready.versions if self._session.ready else ()
        run(AboutDialog(versions, self._window))


def run(dialog: QDialog) -> None:
    """Show a dialog until it is closed; nothing of it is left."""
    dialog.exec()
    dialog.deleteLater()

"""What helps: options, keyboard, the tour, the log, a report of a problem, about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from PySide6.QtWidgets import QDialog, QWidget

from viewer import paths
from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.tables.options import Group, OptionValue
from viewer.features.feature import Feature, Features
from viewer.house import House

if TYPE_CHECKING:
    from viewer.ui.dialogs.options import OptionsDialog


class HelpFeature(Feature):
    """Opens the windows that tell about the program; each is imported when it is asked for."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._options: OptionsDialog | None = None  # while it is open
        self._offered = False  # the tour, which begins by itself

    @property
    def commands(self) -> Functions:
        """Open one of these windows."""
        return {
            "options": self.show_options,
            "keyboard": self._show_keyboard,
            "tour": self.start_tour,
            "show_log": self._show_log,
            "report": self._report,
            "about": self._show_about,
        }

    def introduce(self) -> None:
        """Let open options follow what is changed elsewhere; wait for the tour's moment."""
        self.wire(self._session, "option_changed", self._follow_option)
        self.wire(self._session, "explained", self._start_offered_tour)
        self.wire(self._window.naming, "closed", self._go_on_to_the_tour)

    def show_state(self) -> None:
        """Let commands have the user's own keys."""
        commands = self._window.commands
        commands.set_keys(self.house.store.own_keys(commands.rows))

    def take_over(self, before: Self) -> None:
        """Know nothing more: whether the tour was offered is an option."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def show_options(self, page: Group = "view") -> None:
        """Open the options; they follow what else is changed meanwhile."""
        from viewer.ui.dialogs.desktop import DesktopBox
        from viewer.ui.dialogs.options import OptionsDialog

        session = self._session
        self._options = dialog = OptionsDialog(session.options, self._window, page=page)
        dialog.option_chosen.connect(session.set_option)
        if sys.platform.startswith("linux"):
            dialog.add_to_page("window", DesktopBox())
        dialog.add_to_page("window", self._allowed_packages())
        run(dialog)
        self._options = None

    def _allowed_packages(self) -> QWidget:
        """Return what lists the packages that models may use, and takes that word back."""
        from viewer.core.stores.allowed_packages import allowed_packages
        from viewer.ui.dialogs.packages import AllowedPackagesBox

        box = AllowedPackagesBox(allowed_packages())
        box.withdrawn.connect(self._withdraw)
        return box

    def _withdraw(self, name: str) -> None:
        from viewer.core.stores.allowed_packages import withdraw_package

        try:
            withdraw_package(name)
        except UserError as error:
            self._window.notices.show_error(error)

    def start_tour(self) -> None:
        """Walk through the window; it is not offered again."""
        from viewer.ui.window.tour import Tour

        if self._window.findChild(Tour) is None:
            self._session.set_option("tour_offered", True)
            self._window.show_panes()
            if self._window.grid_page.isVisible():
                self.house.commands.run("grid_view")  # the tour shows the panes
            Tour(self._window, self._window.tour_stops()).begin()

    def offer_tour(self) -> None:
        """Walk through the window when the first picture of all has been explained."""
        self._offered = True

    def _start_offered_tour(self) -> None:
        """Begin, unless a question in the window waits for its answer."""
        offered = self._offered and not self._session.options["tour_offered"]
        if offered and self._window.naming.isHidden():
            self.start_tour()

    def _go_on_to_the_tour(self) -> None:
        if self._session.explanation is not None:
            self._start_offered_tour()

    def _follow_option(self, key: str, value: OptionValue) -> None:
        if self._options is not None:
            self._options.set_value(key, value)

    def _show_keyboard(self) -> None:
        from viewer.ui.dialogs.keyboard import KeyboardDialog

        rows, store = self._window.commands.rows, self.house.store
        dialog = KeyboardDialog(self._window, rows, store.own_keys(rows))
        dialog.own_changed.connect(store.set_own_keys)
        dialog.own_changed.connect(self._window.commands.set_keys)
        run(dialog)

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

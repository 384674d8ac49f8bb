"""What is said of a model: its dialogs, the strip for names, and the bar of a lent setup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.models.model_setup import ModelSetup
from viewer.core.models.name_guesses import guess_names
from viewer.features.feature import Feature, Features
from viewer.features.pictures import PicturesFeature
from viewer.house import House
from viewer.session.setups import Setups
from viewer.ui.window.naming_strip import MOST_CLASSES

if TYPE_CHECKING:
    from viewer.ui.dialogs.model_setup import ModelSetupDialog, Page


class SetupsFeature(Feature):
    """Asks once for names that a model lacks, in a strip or a dialog, and shows the dialog."""

    needs = (PicturesFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.setups = Setups(self)
        self._asked: ModelInfo | None = None  # whose names the strip asks for

    @property
    def commands(self) -> Functions:
        """Open the dialog on one of its pages."""
        return {
            "model_setup": lambda: self._show("input"),
            "class_names": lambda: self._show("classes"),
        }

    def introduce(self) -> None:
        """Follow the open model."""
        setups, session, bar = self.setups, self._session, self._window.lent_bar
        self.wire(session, "model_changed", setups.set_model)
        self.wire(self._window.predictions, "class_renamed", setups.rename)
        self.wire(setups, "model_wished", session.open_model)
        self.wire(setups, "lent_changed", bar.set_lender)
        self.wire(bar, "keep_wished", setups.keep)
        self.wire(bar, "own_wished", setups.give_back)
        self.wire(setups, "failed", self._window.notices.show_loss)
        # Queued: the model is shown everywhere before anything is asked about it.
        self.wire(setups, "names_needed", self._ask_names, queued=True)
        self._introduce_strip()

    def _introduce_strip(self) -> None:
        strip = self._window.naming
        self.wire(self._session, "model_changed", self._drop_question)
        self.wire(strip, "named", self._take_names)
        self.wire(strip, "declined", self._decline)
        self.wire(strip, "dialog_wished", self._show_names)
        self.wire(strip, "closed", self._window.homecoming.come)

    def take_over(self, before: Self) -> None:
        """Ask for nothing that was asked for in the window before."""
        self.setups.take_over(before.setups)

    def put_away(self) -> None:
        """Leave nothing at work: the user's word is kept as it is said."""

    def _ask_names(self, model: ModelInfo) -> None:
        """Ask for the names of a model that has none: few in the window, many in the dialog."""
        if model != self.setups.model:
            return
        classes = len(model.class_titles)
        if classes > MOST_CLASSES:
            self._ask_in_dialog(model)
        else:
            guessed = guess_names(classes, self._session.listing, model.ref.path)
            self._asked = model
            self._window.naming.ask(classes, guessed)

    def _ask_in_dialog(self, model: ModelInfo) -> None:
        """Ask for many names; to decline is remembered too.

        One question at a time: where another one is open, its answer comes first.
        """
        before = QApplication.activeModalWidget()
        if isinstance(before, QDialog):
            again = Qt.ConnectionType.QueuedConnection
            before.finished.connect(lambda _result: self._ask_names(model), again)
            return
        dialog = self._show("classes")
        if dialog is not None:
            dialog.rejected.connect(lambda: self.setups.decline(model))

    def _take_names(self, names: tuple[str, ...]) -> None:
        """Take the names that were typed in the strip."""
        model = self.setups.model
        if model is not None:
            from viewer.core.models.labels import filled_names

            setup = replace(model.setup or ModelSetup(), class_names=filled_names(names))
            self.setups.apply(setup)

    def _decline(self) -> None:
        if self.setups.model is not None:
            self.setups.decline(self.setups.model)

    def _show_names(self) -> None:
        if self.setups.model is not None:
            self._ask_in_dialog(self.setups.model)

    def _drop_question(self, model: ModelInfo) -> None:
        """Ask no more where another model has opened, or this one has got its names."""
        if self._asked is None or model.ref != self._asked.ref:
            self._window.naming.close_quietly()

    def _show(self, page: Page) -> ModelSetupDialog | None:
        """Show the dialog on the open model; what is said there is applied when it closes."""
        from viewer.ui.dialogs.model_setup import ModelSetupDialog

        model, picture = self.setups.model, self.of(PicturesFeature).picture
        if model is None:
            return None
        rgb = picture.rgb if picture is not None else None
        dialog = ModelSetupDialog(model, rgb, self._window, page=page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._apply(model, dialog))
        dialog.open()
        return dialog

    def _apply(self, model: ModelInfo, dialog: ModelSetupDialog) -> None:
        """Apply what was said, unless another model has been opened meanwhile."""
        present = self.setups.model
        if present is not None and present.ref.same_network(model.ref):
            self.setups.apply(dialog.setup())

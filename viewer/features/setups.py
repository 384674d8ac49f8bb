"""What is said of a model: its dialogs, and the bar that tells of a setup that a file lent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.features.feature import Feature, Features
from viewer.features.pictures import PicturesFeature
from viewer.house import House
from viewer.session.setups import Setups

if TYPE_CHECKING:
    from viewer.ui.dialogs.model_setup import ModelSetupDialog, Page


class SetupsFeature(Feature):
    """Shows the setup dialog over the window: when asked to, or once for a model without names."""

    needs = (PicturesFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.setups = Setups(self)

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
        # Queued: the dialog waits in an event loop of its own.
        self.wire(setups, "names_needed", self._ask_names, queued=True)

    def take_over(self, before: Self) -> None:
        """Ask for nothing that was asked for in the window before."""
        self.setups.take_over(before.setups)

    def put_away(self) -> None:
        """Leave nothing at work: the user's word is kept as it is said."""

    def _ask_names(self, model: ModelInfo) -> None:
        """Ask for the names of a model that has none; to decline is remembered too.

        One question at a time: where another one is open, its answer comes first.
        """
        before = QApplication.activeModalWidget()
        if isinstance(before, QDialog):
            again = Qt.ConnectionType.QueuedConnection
            before.finished.connect(lambda _result: self._ask_names(model), again)
        elif model == self.setups.model:
            dialog = self._show("classes")
            if dialog is not None:
                dialog.rejected.connect(lambda: self.setups.decline(model))

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

"""The dialogs on a model's setup: opened by the user, or once when a model has no class names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from viewer.core.asks.records import ModelInfo
from viewer.display import Display
from viewer.session.setups import Setups
from viewer.ui.window.window import MainWindow

if TYPE_CHECKING:
    from viewer.ui.dialogs.model_setup import ModelSetupDialog, Page


class SetupCommands(QObject):
    """Shows the setup dialog over the window and hands on what was said."""

    def __init__(self, window: MainWindow, setups: Setups, display: Display) -> None:
        super().__init__()
        self._window = window
        self._setups = setups
        self._display = display

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """What each command of the table does."""
        return {
            "model_setup": lambda: self._show("input"),
            "class_names": lambda: self._show("classes"),
        }

    def ask_names(self, model: ModelInfo) -> None:
        """Ask for the names of a model that has none; to decline is remembered too.

        One question at a time: where another one is open, its answer comes first.
        """
        before = QApplication.activeModalWidget()
        if isinstance(before, QDialog):
            again = Qt.ConnectionType.QueuedConnection
            before.finished.connect(lambda _result: self.ask_names(model), again)
        elif model == self._setups.model:
            dialog = self._show("classes")
            if dialog is not None:
                dialog.rejected.connect(lambda: self._setups.decline(model))

    def _show(self, page: Page) -> ModelSetupDialog | None:
        """Show the dialog on the open model; what is said there is applied when it closes."""
        from viewer.ui.dialogs.model_setup import ModelSetupDialog

        model = self._setups.model
        if model is None:
            return None
        rgb = self._display.picture.rgb if self._display.picture is not None else None
        dialog = ModelSetupDialog(model, rgb, self._window, page=page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._apply(model, dialog))
        dialog.open()
        return dialog

    def _apply(self, model: ModelInfo, dialog: ModelSetupDialog) -> None:
        """Apply what was said, unless another model has been opened meanwhile."""
        present = self._setups.model
        if present is not None and present.ref.same_network(model.ref):
            self._setups.apply(dialog.setup())

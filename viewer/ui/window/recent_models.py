"""File > Recent models: the models opened last, each with its title and where it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.model_text import PastModel
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import menu_row, tip
from viewer.ui.looks.theme import icon


class RecentModels(QMenu):
    """A menu of models; a click wishes for one of them."""

    model_chosen = Signal(object)  # ModelRef

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Recent models"))
        self.setToolTipsVisible(True)
        self.setEnabled(False)
        self.triggered.connect(lambda action: self.model_chosen.emit(action.data()))

    def set_models(self, models: Sequence[PastModel]) -> None:
        """Show other models, the one opened last first."""
        self.clear()
        for model in models:
            ref = model.ref
            name = shown_path(ref.path) if ref.path is not None else f"{ref.source}:{ref.name}"
            action = menu_row(self, name, icon("weights" if ref.path else "model"))
            action.setToolTip(tip(shown(spoken(model.title))))
            action.setData(ref)
        self.setEnabled(bool(models))


def insert_after(menu: QMenu, action: QAction, inner: QMenu) -> None:
    """Put a menu into another one, behind an action."""
    actions = menu.actions()
    index = actions.index(action) + 1
    menu.insertMenu(actions[index] if index < len(actions) else None, inner)  # type: ignore[arg-type]

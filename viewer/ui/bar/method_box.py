"""The box of methods in the bar: it names those that are shown, and opens the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewer.core.asks.requests import PaneSpec
from viewer.core.maps.methods import MethodTable, base_of
from viewer.ui.bar.method_panel import MethodPanel
from viewer.ui.bar.quiet_box import QuietBox
from viewer.ui.looks.plain_text import tip


class MethodBox(QuietBox):
    """Looks like the boxes beside it; what it opens is `MethodPanel`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Methods"))
        self.addItem("")
        self.panel = MethodPanel(self)

    def set_panes(self, panes: Sequence[PaneSpec], methods: MethodTable) -> None:
        """Name the methods that are shown, each once."""
        titles = dict.fromkeys(methods.find(pane.method).title for pane in panes)
        words = ", ".join(titles)
        self.setItemText(0, words)
        self.setToolTip(tip(self.tr("Methods: {0}").format(words)))
        self.panel.set_methods(methods, {base_of(pane.method) for pane in panes})

    def showPopup(self) -> None:
        """Open the list of methods."""
        self.panel.open_below(self)

"""Where the folder lies, as a line of names: a click on one goes there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import ElidedLabel, menu_row, row_text, tip

BETWEEN = "›"
LEAST_PX = 90  # of the folder's own name
MOST_SHOWN = 4  # folders above


class Breadcrumb(QWidget):
    """The folder that is open and those above it, the nearest first to find room.

    Attributes:
        folder_chosen: the user wishes for a folder above.
    """

    folder_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._above: list[Path] = []  # the nearest first
        self.buttons: list[QToolButton] = []  # of folders above that are shown, the highest first
        self.more = QToolButton(self, autoRaise=True)
        self.more.setText("…")
        self.more.setAccessibleName(self.tr("Folders above"))
        self.more.setToolTip(self.tr("Folders above"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setProperty("role", "crumb")
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._list_above)
        self.more.setMenu(self.menu)
        self.here = ElidedLabel("", self)
        self.here.setProperty("role", "heading")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.more)
        self._row.addWidget(self.here, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_folder(self, folder: Path | None) -> None:
        """Show where a folder lies; None: nothing is open."""
        self.setVisible(folder is not None)
        if folder is not None:
            self._above = list(folder.parents)
            self.here.setText(_name_of(folder))
            self.here.setToolTip(tip(shown_path(folder)))
            self._show_fitting()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: names give way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more folders above, or fewer."""
        super().resizeEvent(event)
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Show as many of the folders above as there is room for; the rest stands in the menu."""
        shown = self._above[: self._count_fitting()]
        if [button.property("folder") for button in self.buttons] != shown[::-1]:
            for button in self.buttons:
                self._row.removeWidget(button)
                button.deleteLater()
            self.buttons = [self._make(folder) for folder in shown[::-1]]
            for place, button in enumerate(self.buttons):
                self._row.insertWidget(1 + place, button)
        self.more.setVisible(len(shown) < len(self._above))

    def _count_fitting(self) -> int:
        letters, dots = self.fontMetrics().horizontalAdvance, self.more.sizeHint().width()
        own = min(LEAST_PX, self.here.sizeHint().width())
        left, padding = self.width() - own - dots, dots - letters("…")
        for count, folder in enumerate(self._above[:MOST_SHOWN]):
            left -= letters(f"{_name_of(folder)} {BETWEEN}") + padding
            if left < 0:
                return count
        return min(MOST_SHOWN, len(self._above))

    def _make(self, folder: Path) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setText(f"{_name_of(folder)} {BETWEEN}".replace("&", "&&"))
        button.setProperty("role", "crumb")
        button.setProperty("folder", folder)
        button.setToolTip(tip(shown_path(folder)))
        button.setAccessibleName(self.tr("Go to {0}").format(shown_path(folder)))
        button.clicked.connect(partial(self.folder_chosen.emit, folder))
        return button

    def _list_above(self) -> None:
        """List every folder above, the nearest first."""
        self.menu.clear()
        for folder in self._above:
            action = menu_row(self.menu, shown_path(folder))
            action.triggered.connect(partial(self.folder_chosen.emit, folder))


def _name_of(folder: Path) -> str:
    return row_text(shown_path(folder.name or folder))

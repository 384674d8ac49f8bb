"""Two buttons for Linux desktops: stand in the menu, and be what a double-click starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.core.errors import UserError
from viewer.desktop.defaults import can_make_default, make_default
from viewer.desktop.install import install, installed, starting_command, uninstall
from viewer.paths import user_share
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel


class DesktopBox(QGroupBox):
    """Changes this user's menu and defaults, and only when a button is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Menu and file manager"))
        self.words = PlainLabel("", self, wordWrap=True)
        self.words.setProperty("role", "quiet")
        self.menu = QPushButton(self, autoDefault=False)
        self.default = QPushButton(
            self.tr("Open pictures with CamScope by default"), self, autoDefault=False
        )
        self.default.setEnabled(can_make_default())
        self.menu.clicked.connect(lambda: self._try(self._change_menu))
        self.default.clicked.connect(lambda: self._try(self._make_default))
        row = QHBoxLayout()
        row.addWidget(self.menu)
        row.addWidget(self.default)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addLayout(row)
        self._show(
            self.tr(
                "Once in the menu, “Open with” in the file manager offers CamScope for pictures, "
                "sessions and folders."
            )
        )

    def _change_menu(self) -> None:
        if installed():
            uninstall(user_share())
            self._show(self.tr("CamScope is no longer in the menu."))
        else:
            install(user_share(), starting_command())
            self._show(self.tr("CamScope is in the menu now."))

    def _make_default(self) -> None:
        make_default()
        self._show(self.tr("A double-click on a picture now opens it in CamScope."))

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except UserError as error:
            self._show(f"{spoken(error.headline)} {spoken(error.hint)}")
        except OSError as error:
            self._show(self.tr("This did not work: {reason}").format(reason=error))

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self.menu.setText(
            self.tr("Take out of the menu") if installed() else self.tr("Put into the menu")
        )

"""A field for a file or a folder that may be named, with a button that lets go of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import menu_text, tip

Ask = Callable[[QWidget, Path], Path | None]  # over a widget, beginning in a folder


class ChosenPath(QWidget):
    """Shows the name of what is chosen, or offers to choose.

    Args:
        name: of the field.
        hint: what is wanted.
        ways: how it may be asked for, by what a menu says; of a single one there is no menu.
        parent: the widget that it stands in.
    """

    changed = Signal()

    def __init__(
        self, name: str, hint: str, ways: Mapping[str, Ask], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._hint = hint
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setAccessibleName(name)
        self.button.setToolTip(tip(hint))
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clear = QToolButton(self)
        self.clear.setText("×")
        words = self.tr("Take none")
        self.clear.setAccessibleName(f"{name}: {words}")
        self.clear.setToolTip(tip(words))
        self.clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button, 1)
        row.addWidget(self.clear)
        self.clear.clicked.connect(lambda: self.set_path(None))
        self._offer(ways)

    def set_path(self, path: Path | None) -> None:
        """Choose a file or a folder; None: none."""
        if path == self.path:
            return
        self.path = path
        words = self.tr("Choose…") if path is None else menu_text(shown_path(path.name))
        self.button.setText(words)
        self.button.setToolTip(tip(self._hint if path is None else shown_path(path)))
        self.clear.setVisible(path is not None)
        self.changed.emit()

    def _offer(self, ways: Mapping[str, Ask]) -> None:
        if len(ways) == 1:
            self.button.clicked.connect(lambda: self._ask(*ways.values()))
            return
        menu = QMenu(self)
        for words, ask in ways.items():
            menu.addAction(words).triggered.connect(lambda _on=False, ask=ask: self._ask(ask))
        self.button.setMenu(menu)

    def _ask(self, ask: Ask) -> None:
        start = Path.home() if self.path is None else self.path.parent
        chosen = ask(self, start)
        if chosen is not None:
            self.set_path(chosen)


def ask_file(parent: QWidget, title: str, start: Path, kinds: str = "") -> Path | None:
    """Ask for a file; None: the user has thought better of it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Ask for a folder; None: the user has thought better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None

"""What a dialog says of a file it has saved, with a button that shows the file's folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import ElidedLabel, tip


class SavedLine(QWidget):
    """Nothing until a file is saved; then its name, until the next one."""

    shown_wished = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.text = ElidedLabel("", self)
        self.button = QPushButton(self.tr("Show in folder"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(lambda: self.shown_wished.emit(self._path))
        self.hide()

    def tell(self, path: Path) -> None:
        """Say where a file went."""
        self._path = path
        self.text.setText(self.tr("Saved as “{name}”.").format(name=shown_path(path.name)))
        self.text.setToolTip(tip(shown_path(path)))
        self.show()

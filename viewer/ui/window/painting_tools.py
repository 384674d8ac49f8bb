"""The brush's own tools in the drawing bar: what it paints, putting the picture back, saving."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from viewer.core.pictures.strokes import FILLINGS, Filling
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import tip


class PaintingTools(QWidget):
    """Emits what the user wants painted, and what becomes of the painted picture.

    Attributes:
        filling_chosen: grey, blur or patch; also when the same is chosen again.
        back_wished: the picture shall be as its file is.
        save_wished: the painted picture shall become a file.
    """

    filling_chosen = Signal(str)
    back_wished = Signal()
    save_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fillings = QComboBox(self)
        words = {
            "grey": self.tr("Grey"),
            "blur": self.tr("Blur"),
            "patch": self.tr("Another picture…"),
        }
        for filling in FILLINGS:
            self.fillings.addItem(words[filling], filling)
        self.fillings.setToolTip(tip(self.tr("What stands where the picture is taken away")))
        self.fillings.setAccessibleName(self.tr("What is painted"))
        self.back = QPushButton(self.tr("Put the picture back"), self)
        self.save = QPushButton(self.tr("Save as picture…"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_PX)
        for part in (self.fillings, self.back, self.save):
            row.addWidget(part)
        self.fillings.activated.connect(lambda place: self.filling_chosen.emit(FILLINGS[place]))
        self.back.clicked.connect(self.back_wished)
        self.save.clicked.connect(self.save_wished)

    def show_filling(self, filling: Filling, name: str = "") -> None:
        """Show what is painted, and the name of the picture that patches are of."""
        self.fillings.setCurrentIndex(FILLINGS.index(filling))
        what = name or self.tr("What stands where the picture is taken away")
        self.fillings.setToolTip(tip(what))

    def show_painted(self, *, painted: bool) -> None:
        """Offer to put back and to save only what is painted over."""
        self.back.setEnabled(painted)
        self.save.setEnabled(painted)

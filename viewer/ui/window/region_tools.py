"""The tools for drawing a region in the drawing bar: whether the next shape is one more part."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from viewer.ui.looks.plain_text import tip


class RegionTools(QWidget):
    """One choice: what is drawn next is added to the region, or is the region."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.adds = QCheckBox(self.tr("Add to the region"), self)
        self.adds.setToolTip(tip(self.tr("Explain all that is drawn together")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.adds)

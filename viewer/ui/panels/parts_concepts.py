"""A layer's concepts as coloured regions, and what the model says to each of them alone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.concepts import LayerConcept
from viewer.core.asks.parts import MOST_CONCEPTS, LayerConcepts
from viewer.core.maps.part_colours import CONCEPTS, concept_inks
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import class_word
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, row_text, tip
from viewer.ui.panels.parts_view import PartsView

PAINTED_PX = 224
CHIP_PX = 14
SHOWN = 2  # classes in a row; its tip names all


class ConceptsPart(QWidget):
    """One colour a concept, a row for each below the picture."""

    count_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.list = PartsView(self), QListWidget(self)
        self.count, self.told = QSpinBox(self), ElidedLabel("", self)
        self.count.setRange(2, MOST_CONCEPTS)
        self.count.setValue(4)
        self.count.setKeyboardTracking(False)
        self.count.setAccessibleName(self.tr("How many concepts"))
        self.list.setAccessibleName(self.tr("Concepts"))
        self.list.setIconSize(QSize(CHIP_PX, CHIP_PX))
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(self.tr("Concepts:"), self))
        line.addWidget(self.count)
        line.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_PX, 0, 0)
        column.setSpacing(GAP_PX)
        column.addLayout(line)
        column.addWidget(self.view)
        column.addWidget(self.list, 1)
        self.count.valueChanged.connect(self.count_chosen)

    def show_concepts(self, found: LayerConcepts | None) -> None:
        """Show what was found; None: nothing is known."""
        self.list.clear()
        self.told.setText("")
        if found is None:
            self.view.set_inks(None)
            return
        inks = concept_inks(found.strengths, (PAINTED_PX, PAINTED_PX))
        self.view.set_inks(inks, found.geometry.box)
        self.told.setText(
            self.tr("{layer} · {rest} unexplained").format(
                layer=found.layer, rest=f"{found.error:.0%}"
            )
        )
        for number, concept in enumerate(found.concepts):
            self._add(number, concept)

    def _add(self, number: int, concept: LayerConcept) -> None:
        said = [
            self.tr("{name} {share}").format(
                name=class_word(one.name), share=f"{one.probability:.0%}"
            )
            for one in concept.alone
        ]
        names = [class_word(one.name) for one in concept.alone[:SHOWN]]
        item = QListWidgetItem(row_text(f"{concept.share:.0%} · " + ", ".join(names)))
        item.setIcon(_chip(number))
        alone = self.tr("Where this concept alone is passed on, the model says: {classes}")
        item.setToolTip(tip(alone.format(classes=", ".join(said))))
        self.list.addItem(item)


def _chip(number: int) -> QIcon:
    pixmap = QPixmap(CHIP_PX, CHIP_PX)
    pixmap.fill(QColor(*CONCEPTS[number % len(CONCEPTS)]))
    return QIcon(pixmap)

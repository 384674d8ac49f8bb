"""Where the score comes from: what each cell adds, and how much of it lies in a drawn region."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.core.asks.parts import ScoreShares
from viewer.core.maps.part_colours import signed_inks
from viewer.core.maps.region_share import share_within
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import class_word
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.panels.parts_view import PartsView

PAINTED_PX = 224


class SharesPart(QWidget):
    """Cells for in one colour and against in another; a region is drawn with the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: ScoreShares | None = None
        self.view = PartsView(self)
        self.region = PlainLabel("", self)
        self.region.setProperty("role", "heading")
        self.sums = PlainLabel("", self)
        for label in (self.region, self.sums):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_PX, 0, 0)
        column.setSpacing(GAP_PX)
        column.addWidget(self.view)
        column.addWidget(self.region)
        column.addWidget(self.sums)
        column.addStretch(1)
        self.view.region_drawn.connect(self.show_region)

    def show_shares(self, found: ScoreShares | None) -> None:
        """Show what was found; None: nothing is known."""
        self._shares = found
        self.region.setText("")
        self.sums.setText("")
        if found is None:
            self.view.set_inks(None)
            return
        inks = signed_inks(found.cells, (PAINTED_PX, PAINTED_PX))
        self.view.set_mark(None)
        self.view.set_inks(inks, found.geometry.box)
        self.region.setText(self.tr("Draw a rectangle on the picture: how much comes from there?"))
        self.sums.setText(self._sums(found))

    def show_region(self, region: QRectF) -> None:
        """Tell how much of the score lies in a rectangle of the picture."""
        found = self._shares
        if found is None:
            return
        self.view.set_mark(region)
        edges = (region.left(), region.top(), region.right(), region.bottom())
        part = share_within(found.cells, found.geometry.box, edges)
        told = self.tr("{percent} of {title} from here: {part} of {score}")
        self.region.setText(
            told.format(
                percent=f"{part / found.score:.0%}" if found.score else "–",
                title=class_word(found.title),
                part=f"{part:.3g}",
                score=f"{found.score:.3g}",
            )
        )

    def _sums(self, found: ScoreShares) -> str:
        cells = float(found.cells.sum(dtype="float64"))
        numbers = {"cells": f"{cells:.4g}", "base": f"{found.base:.4g}"}
        score = f"{found.score:.4g}"
        if found.is_exact:
            told = self.tr("Cells {cells} + bias {base} = {score}, exactly.")
            return told.format(**numbers, score=score)
        told = self.tr(
            "Cells {cells} + without the layer {base} + unexplained {rest} = {score}."
            " The shares are exact only at a last layer that is averaged and read linearly."
        )
        return told.format(**numbers, rest=f"{found.rest:.4g}", score=score)

"""The mean of a class's maps and how far they spread: over the picture, and over its object."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from viewer.core.maps.arrays import Floats
from viewer.core.maps.colour_maps import Pixels, colourise
from viewer.core.maps.heat import upsample
from viewer.results.whole import ClassOfMaps
from viewer.ui.looks.design import GAP_PX, TIGHT_PX
from viewer.ui.looks.plain_text import PlainLabel, tip

MAP_PX = 96


class MeanMaps(QWidget):
    """The mean of a class's maps above, how far they spread below; each on a scale of its own.

    Beside them stand those over the object's box, where the results tell where that is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(GAP_PX)
        self.grid.setVerticalSpacing(TIGHT_PX)
        self.mean, self.spread = self._pair(0, self.tr("Mean"), self.tr("Spread"))
        self.in_object, self.spread_in_object = self._pair(
            1, self.tr("In the object's box"), self.tr("Spread there")
        )
        self.grid.setRowStretch(4, 1)
        self._show_object(None)

    def set_maps(self, group: ClassOfMaps | None, table: Pixels) -> None:
        """Show those of a class in the colours of a table; None: nothing."""
        for label in (self.mean, self.spread):
            label.clear()
        if group is not None:
            self.mean.setPixmap(_painted(group.on_picture.mean, table))
            self.spread.setPixmap(_painted(group.on_picture.deviation, table))
        self._show_object(group)
        if group is not None and group.in_object.count:
            self.in_object.setPixmap(_painted(group.in_object.mean, table))
            self.spread_in_object.setPixmap(_painted(group.in_object.deviation, table))

    def _pair(self, column: int, *names: str) -> tuple[PlainLabel, ...]:
        """Place two maps below one another, each with its name above."""
        labels = tuple(PlainLabel("", self) for _ in names)
        for row, (name, label) in enumerate(zip(names, labels, strict=True)):
            label.setFixedSize(MAP_PX, MAP_PX)
            label.setAccessibleName(name)
            self.grid.addWidget(PlainLabel(name, self), 2 * row, column)
            self.grid.addWidget(label, 2 * row + 1, column)
        return labels

    def _show_object(self, group: ClassOfMaps | None) -> None:
        """Show the second column only where there is something in it, and say of how many maps."""
        count = 0 if group is None else group.in_object.count
        words = self.tr(
            "The maps of {count} pictures whose object is known, each cut out by the object's box "
            "and drawn to the same size"
        )
        for row in range(4):
            item = self.grid.itemAtPosition(row, 1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.setVisible(count > 0)
                widget.setToolTip(tip(words.format(count=f"{count:,}")))


def _painted(values: Floats, table: Pixels) -> QPixmap:
    """Return a map of a class as colours, from nothing to its greatest value."""
    large = upsample(values, (MAP_PX, MAP_PX), (0.0, 0.0, float(MAP_PX), float(MAP_PX)))
    return pixmap_of(colourise(large / max(float(large.max()), 1e-12), table))


def pixmap_of(pixels: Pixels) -> QPixmap:
    """Return pixels, (H, W, 3) uint8, as Qt draws them."""
    height, width, _ = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())

"""Our map and the grad-cam library's side by side, their difference, and what it means."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from viewer.core.asks.trust import LibraryMap
from viewer.core.maps.arrays import Floats
from viewer.core.maps.colour_maps import colour_table, colourise
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel

SIDE_PX = 208
ALIKE = 1e-4  # of the scale 0..1: below this it is rounding


class LibraryCheck(QDialog):
    """Tells what came of “Check with grad-cam”."""

    def __init__(self, told: LibraryMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check with grad-cam"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = PlainLabel(self._words(told), self)
        self.words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if told.ours.size:
            column.addLayout(self._pictures(told))
        column.addWidget(self.words)
        column.addWidget(buttons)
        self.setMinimumWidth(3 * SIDE_PX + 60)

    def _pictures(self, told: LibraryMap) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        apart = np.abs(told.ours - told.theirs)
        shown = (
            (self.tr("CamScope"), told.ours),
            (self.tr("grad-cam library"), told.theirs),
            (self.tr("Difference"), apart),
        )
        for column, (name, values) in enumerate(shown):
            picture = PlainLabel("", self)
            picture.setPixmap(_pixmap(values))
            picture.setAccessibleName(name)
            grid.addWidget(picture, 0, column, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(PlainLabel(name, self), 1, column, Qt.AlignmentFlag.AlignHCenter)
        return grid

    def _words(self, told: LibraryMap) -> str:
        if told.headline:
            return " ".join(filter(None, (spoken(told.headline), spoken(told.hint))))
        largest, kept = f"{told.largest:.2g}", f"{told.kept:.2g}"
        if told.largest <= ALIKE:
            text = self.tr(
                "The library's {method} gives the same map. The largest difference is {largest}, "
                "of a scale from 0 to 1."
            )
        elif told.kept <= ALIKE:
            text = self.tr(
                "The library's {method} differs by up to {largest}, of a scale from 0 to 1: what "
                "stands behind this layer overwrites what the library keeps. Where that is "
                "prevented the largest difference is {kept}."
            )
        else:
            text = self.tr(
                "The library's {method} differs by up to {largest}, of a scale from 0 to 1."
            )
        return text.format(method=told.method, largest=largest, kept=kept)


def _pixmap(values: Floats) -> QPixmap:
    """Return a map 0..1 in colours."""
    rgb = np.ascontiguousarray(colourise(values, colour_table("inferno")))
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image).scaled(SIDE_PX, SIDE_PX, fit, smooth)

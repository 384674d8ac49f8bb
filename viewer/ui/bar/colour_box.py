"""The box of colour maps: each as a gradient, its name, and what it is good for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QStyleOptionComboBox, QWidget

from viewer.core.maps.colour_maps import COLOUR_MAPS, SHADES, ColourMap, table_bytes
from viewer.ui.bar.quiet_box import QuietBox
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import tip

SWATCH = QSize(48, 14)
LEAST_WORD_PX = 44  # less room shows the gradient alone


class ColourBox(QuietBox):
    """Shows the gradient alone where there is no room for its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Colour map"))
        self.setToolTip(self.tr("Colour map"))
        self.setMinimumContentsLength(0)
        self.setIconSize(SWATCH)
        for row in COLOUR_MAPS:
            mark = "  ✓" if row.safe else ""
            self.addItem(_swatch(row.key), spoken(row.title) + mark, row.key)
            last = self.count() - 1
            self.setItemData(last, tip(self._advice(row)), Qt.ItemDataRole.ToolTipRole)
        self.widen_list()

    def shown_text(self, option: QStyleOptionComboBox) -> str:
        """Return the name as far as it fits; no single letters."""
        text = super().shown_text(option)
        whole = text == option.currentText
        return text if whole or self.fontMetrics().horizontalAdvance(text) > LEAST_WORD_PX else ""

    def _advice(self, row: ColourMap) -> str:
        """Say what a colour map is good for."""
        said = [self.tr("Made for signed values; its middle is zero.")] if row.diverging else []
        even = self.tr("Equal steps of value look equal.")
        said.append(even if row.perceptual else self.tr("Some steps look larger than they are."))
        if row.safe:
            said.append(self.tr("✓ Can be read with a colour vision deficiency."))
        return "\n".join(said)


def _swatch(key: str) -> QIcon:
    """Return a colour map as a small horizontal gradient."""
    table, width = table_bytes(key), SWATCH.width()
    places = [3 * ((SHADES - 1) * column // (width - 1)) for column in range(width)]
    line = b"".join(table[place : place + 3] for place in places)
    image = QImage(line, width, 1, len(line), QImage.Format.Format_RGB888)
    return QIcon(QPixmap.fromImage(image.scaled(SWATCH)))

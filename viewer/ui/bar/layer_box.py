"""The box of layers: the model's own, the suggested one starred, and a merge while one is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStyleOptionComboBox, QWidget

from viewer.core.asks.model_info import ModelInfo
from viewer.core.maps.merging import Merge, parse_layers
from viewer.ui.bar.quiet_box import QuietBox
from viewer.ui.looks.plain_text import row_text, tip

PART = "   "  # between name, shape and kind of a layer


class LayerBox(QuietBox):
    """Shows the layer that is explained; several merged ones stand as one row above the others."""

    layer_chosen = Signal(object)  # str | None, None is the model's default

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Layer to explain"))
        self.setToolTip(self.tr("Layer to explain"))
        self._layer: str | None = None
        self._default = ""
        self.activated.connect(self._choose)

    def set_model(self, model: ModelInfo | None) -> None:
        """Offer another model's layers."""
        self.clear()
        self._default = model.default_layer if model is not None else ""
        for layer in model.layers if model is not None else ():
            star = "★ " if layer.name == self._default else ""
            rows, columns = layer.grid
            shape = f"{layer.channels} × {rows} × {columns}"
            said = self.tr("recommended")
            kind = f"{row_text(layer.type)} · {said}" if star else row_text(layer.type)
            text = PART.join((f"{star}{row_text(layer.name)}", shape, kind))
            self.addItem(text, layer.name)
            told = f"{layer.name}: {layer.type}, {' × '.join(map(str, layer.shape))}"
            self.setItemData(self.count() - 1, tip(told), Qt.ItemDataRole.ToolTipRole)
        self._show()

    def set_layer(self, layer: str | None) -> None:
        """Show the layer, or several joined by a sign; None stands for the model's default."""
        self._layer = layer
        self._show()

    def shown_text(self, option: QStyleOptionComboBox) -> str:
        """Return the name, and of what follows it the parts that fit in whole."""
        name, *parts = option.currentText.split(PART)
        for count in range(len(parts), 0, -1):
            option.currentText = PART.join((name, *parts[:count]))
            if (whole := super().shown_text(option)) == option.currentText:
                return whole
        option.currentText = name
        return super().shown_text(option)

    def _choose(self, _row: int) -> None:
        layer = self.currentData()
        self.layer_chosen.emit(None if layer == self._default else layer)

    def _show(self) -> None:
        name = self._layer or self._default
        if self.count() and len(parse_layers(self.itemData(0)).names) > 1:
            self.removeItem(0)
        merge = parse_layers(name) if name and self.count() else Merge(())
        if len(merge.names) > 1:
            self.insertItem(0, row_text(self._words(merge)), name)
        self.setCurrentIndex(self.findData(name))
        self.widen_list()

    def _words(self, merge: Merge) -> str:
        """Say how layers are merged: “Mean of layer3, layer4”."""
        said = {
            "mean": self.tr("Mean of {layers}"),
            "max": self.tr("Maximum of {layers}"),
            "product": self.tr("Product of {layers}"),
        }
        return said[merge.operation].format(layers=", ".join(merge.names))

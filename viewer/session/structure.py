"""Which structure the model panel shows: asked for while somebody looks, kept per input size."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.structure import DescribeModules, Structure
from viewer.core.maps.geometry import Size


class ModelStructure(QObject):
    """The modules of the open model, with their outputs on the present picture.

    The model's usual size costs nothing; another one costs the engine a dry run, after the maps.
    """

    structure_changed = Signal(object)  # Structure | None
    structure_wished = Signal(object)  # DescribeModules

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model: ModelInfo | None = None
        self._size: Size | None = None  # of the present picture's input
        self._known: dict[Size, Structure] = {}
        self._watched = False

    def set_watched(self, watched: bool) -> None:
        """Tell whether the panel is shown; nothing is asked for while it is not."""
        self._watched = watched
        self._show()

    def set_model(self, model: ModelInfo) -> None:
        """Forget what belonged to the model before."""
        self._model, self._size = model, None
        self._known.clear()
        self.structure_changed.emit(None)
        self._show()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Look at the input that the present picture was made into."""
        if prediction is not None:
            self._size = prediction.geometry.input
            self._show()

    def accept(self, structure: Structure) -> None:
        """Take what the engine says of the open model; another one's structure is late."""
        if self._model is not None and structure.ref == self._model.ref:
            self._known[structure.size] = structure
            self._show()

    def _show(self) -> None:
        if not self._watched or self._model is None:
            return
        size = self._size or self._model.rule.size
        if size in self._known:
            self.structure_changed.emit(self._known[size])
        else:
            self.structure_wished.emit(DescribeModules(ref=self._model.ref, size=size))

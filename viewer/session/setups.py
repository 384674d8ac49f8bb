"""What the user says of a model: handed to the engine, and remembered once the model took it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.model_setup import ModelSetup
from viewer.core.records import ModelInfo, ModelRef
from viewer.core.setup_memory import remember_setup


class Setups(QObject):
    """Knows the open model, what it was told, and whether its names must still be asked for."""

    names_needed = Signal(object)  # ModelInfo: its classes have numbers, and nobody was asked yet
    model_wished = Signal(object)  # ModelRef: the open model, with another setup
    failed = Signal(object)  # UserError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model: ModelInfo | None = None
        self._asked: set[str] = set()  # the weights whose names were asked for in this run

    def set_model(self, model: ModelInfo) -> None:
        """Take the model that is open now; a setup that it has taken is remembered."""
        self.model = model
        if model.ref.setup is not None:
            self._remember(model.ref.setup)
        elif self._is_unnamed(model):
            self._asked.add(model.weights_sha256)
            self.names_needed.emit(model)

    def take_over(self, other: Setups) -> None:
        """Ask for nothing that another window has asked for in this run."""
        self._asked |= other._asked

    def apply(self, setup: ModelSetup) -> None:
        """Wish for the open model with another setup."""
        if self.model is not None and setup != self.model.setup:
            self.model_wished.emit(replace(self.model.ref, setup=setup))

    def rename(self, index: int, name: str) -> None:
        """Wish for another name of one class; the others keep theirs."""
        if self.model is None or not 0 <= index < len(self.model.class_titles):
            return
        names = list(self.model.class_titles)
        names[index] = name
        self.apply(replace(self.model.setup or ModelSetup(), class_names=tuple(names)))

    def decline(self) -> None:
        """Remember that the user was asked for names and gave none."""
        self._remember(ModelSetup())

    def _is_unnamed(self, model: ModelInfo) -> bool:
        own = model.ref.source == "file" and not model.named and model.setup is None
        return own and model.weights_sha256 not in self._asked

    def _remember(self, setup: ModelSetup) -> None:
        if self.model is None or not self.model.weights_sha256:
            return
        try:
            remember_setup(self.model.weights_sha256, setup)
        except UserError as error:
            self.failed.emit(error)


def is_same_network(first: ModelRef, second: ModelRef) -> bool:
    """Tell whether two references differ in nothing but what the user says of the model."""
    return replace(first, setup=None) == replace(second, setup=None)

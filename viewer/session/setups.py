"""What is said of a model: by the user, which is remembered, or by a file, for a view alone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.core.stores.setup_memory import remember_setup, remembered_setup


class Setups(QObject):
    """Knows the open model, what it was told and by whom, and whether its names must be asked for.

    Only what the user says is remembered for a model's weights. A setup that came with a session
    or a figure is lent: it holds until the model is opened otherwise, or the user keeps it.
    """

    names_needed = Signal(object)  # ModelInfo: its classes have numbers, and nobody was asked yet
    model_wished = Signal(object)  # ModelRef: the open model, with another setup
    lent_changed = Signal(object)  # the name of the file that the setup in force came with, or None
    failed = Signal(object)  # UserError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model: ModelInfo | None = None
        self.lent: str | None = None  # the name of a file, may be empty; None: nothing is lent
        self._said: ModelRef | None = None  # the model with the setup that the user gave it last
        self._lender: tuple[ModelSetup, str] | None = None  # what a file has said, and its name
        self._asked: set[str] = set()  # the weights whose names were asked for in this run

    def set_model(self, model: ModelInfo) -> None:
        """Take the model that is open now; a setup of the user's that it took is remembered."""
        self.model = model
        setup = model.ref.setup
        if setup is not None and model.ref == self._said:
            self._remember(setup)
        self._set_lent(self._lender_of(model))
        if setup is None and self._is_unnamed(model):
            self._asked.add(model.weights_sha256)
            self.names_needed.emit(model)

    def take_over(self, other: Setups) -> None:
        """Know what another window knew in this run, and ask for nothing that it asked for."""
        self._asked |= other._asked
        self._said, self._lender = other._said, other._lender

    def borrow(self, setup: ModelSetup, name: str) -> None:
        """Hear that a file comes with a setup; it will be wished for, and is not the user's."""
        self._lender, self._said = (setup, name), None

    def keep(self) -> None:
        """Remember the setup that is lent as the user's own."""
        setup = self.model.ref.setup if self.model is not None else None
        if self.lent is not None and setup is not None and self._remember(setup):
            self._set_lent(None)

    def give_back(self) -> None:
        """Wish for the open model as the user has set it up, or as its file says."""
        if self.lent is not None and self.model is not None:
            self.model_wished.emit(replace(self.model.ref, setup=None))

    def apply(self, setup: ModelSetup) -> None:
        """Wish for the open model with another setup, which the user has said."""
        if self.model is None:
            return
        if setup == self.model.setup:
            self.keep()
            return
        self._said = replace(self.model.ref, setup=setup)
        self.model_wished.emit(self._said)

    def rename(self, index: int, name: str) -> None:
        """Wish for another name of one class; the others keep theirs.

        While a setup is lent, the name belongs to it: the other names are not the user's word.
        """
        if self.model is None or not 0 <= index < len(self.model.class_titles):
            return
        names = list(self.model.class_titles)
        names[index] = name
        setup = replace(self.model.setup or ModelSetup(), class_names=tuple(names))
        if self.lent is None:
            self.apply(setup)
        else:
            self.borrow(setup, self.lent)
            self.model_wished.emit(replace(self.model.ref, setup=setup))

    def decline(self, model: ModelInfo) -> None:
        """Remember that the user was asked for a model's names and gave none."""
        self._remember(ModelSetup(), model)

    def _lender_of(self, model: ModelInfo) -> str | None:
        setup = model.ref.setup
        if setup is None or model.ref == self._said or not model.weights_sha256:
            return None
        own = replace(setup, task="") if setup.task == LIKENESS else setup  # while it compares
        if own == (remembered_setup(model.weights_sha256) or ModelSetup()):
            return None
        return self._lender[1] if self._lender is not None and self._lender[0] == setup else ""

    def _set_lent(self, lent: str | None) -> None:
        if lent != self.lent:
            self.lent = lent
            self.lent_changed.emit(lent)

    def _is_unnamed(self, model: ModelInfo) -> bool:
        own = model.ref.source == "file" and not model.named and model.setup is None
        return own and model.weights_sha256 not in self._asked

    def _remember(self, setup: ModelSetup, model: ModelInfo | None = None) -> bool:
        model = model or self.model
        if model is None or not model.weights_sha256:
            return False
        try:
            remember_setup(model.weights_sha256, setup)
        except UserError as error:
            self.failed.emit(error)
            return False
        return True

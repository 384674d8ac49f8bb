"""Regions of a segmenter from files: what a mask marks, and where the model is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.models.model_setup import REGIONS
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.ui.panes.outline_layer import OutlineLayer

MASKS = "*.png *.tif *.tiff *.bmp *.gif"


class RegionsFeature(Feature):
    """Asks about the places that a file tells of, or that are drawn around."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.outline = OutlineLayer(house.window.pane_row.panes[0])

    @property
    def commands(self) -> Functions:
        """Choose a mask of a region, or one of true classes."""
        return {
            "region_file": lambda: self._choose("region"),
            "wrong_file": lambda: self._choose("wrong"),
        }

    def introduce(self) -> None:
        """Let a region be drawn around where the model is a segmenter."""
        session = self._session
        self.wire(session, "model_changed", self._set_model)
        self.wire(session, "target_changed", self.outline.set_target)
        self.wire(self.outline, "target_chosen", self._ask)

    def show_state(self) -> None:
        """Show the outline that is explained."""
        self._set_model(self._session.model)
        self.outline.set_target(self._session.target)

    def take_over(self, before: Self) -> None:
        """Know nothing: what is asked about is the session's target."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _choose(self, word: Literal["region", "wrong"]) -> None:
        session = self._session
        if session.model is None or session.model.task != REGIONS or session.image is None:
            headline = self.tr("This model does not answer with regions.")
            hint = self.tr("Open a segmenter: a model that finds a class for every place.")
            self._window.notices.show_error(UserError(headline, hint=hint))
            return
        start = str(answering_folder(session.image.path.parent))
        titles = {"region": self.tr("Mask of a region"), "wrong": self.tr("Mask of true classes")}
        kinds = self.tr("Masks") + f" ({MASKS})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, titles[word], start, kinds)
        if chosen:
            self._ask(Target(kind="name", name=f"{word} {Path(chosen).absolute()}"))

    def _set_model(self, model: ModelInfo | None) -> None:
        self.outline.setVisible(model is not None and model.task == REGIONS)

    def _ask(self, target: Target) -> None:
        """Explain places in the way the present target is asked for."""
        self._session.set_target(target.asked_like(self._session.target))

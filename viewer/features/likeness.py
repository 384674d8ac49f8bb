"""Why two pictures are alike to the model: another is chosen, and the two are seen in turn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.files.disk_questions import answering_folder
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.tasks.likeness_asking import asked_likeness, likeness_name


class LikenessFeature(Feature):
    """Reads the model before its last layer while pictures are compared."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._waiting: Target | None = None  # until the model is read before its last layer

    @property
    def commands(self) -> Functions:
        """Compare with another picture, look at that one, and end it."""
        return {"why_alike": self._choose, "alike_swap": self._swap, "alike_end": self._end}

    def introduce(self) -> None:
        """Ask for the comparison once the model is ready for it."""
        # Queued: the session explains the model's own answer first.
        self.wire(self._session, "model_changed", self._ask, queued=True)
        self.wire(self._session, "model_failed", self._give_up)

    def take_over(self, before: Self) -> None:
        """Know nothing: what is compared is the session's target."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def compare(self, path: Path, against: Path | None = None) -> None:
        """Explain what makes the present picture like another one, or rather than a third."""
        model = self._session.model
        if model is None:
            return
        target = Target(kind="name", name=likeness_name(path.absolute(), against))
        if model.task == LIKENESS:
            self._session.set_target(target.asked_like(self._session.target))
            return
        self._waiting = target
        setup = replace(model.setup or ModelSetup(), task=LIKENESS)
        self._session.open_model(replace(model.ref, setup=setup))

    def _choose(self) -> None:
        image = self._session.image
        start = str(answering_folder(image.path.parent)) if image is not None else ""
        title = self.tr("Picture to compare with")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, start)
        if chosen:
            self.compare(Path(chosen))

    def _ask(self, model: ModelInfo) -> None:
        if self._waiting is not None and model.task == LIKENESS:
            target, self._waiting = self._waiting, None
            self._session.set_target(target)

    def _give_up(self) -> None:
        self._waiting = None

    def _swap(self) -> None:
        """Look at the picture that is compared with, and compare it with this one."""
        image, others = self._session.image, asked_likeness(self._session.target.name)
        if image is None or not others:
            return
        self._session.set_image(others[0])
        self.compare(image.path)

    def _end(self) -> None:
        model = self._session.model
        if model is not None and model.task == LIKENESS:
            setup = replace(model.setup or ModelSetup(), task="")
            self._session.open_model(replace(model.ref, setup=setup))

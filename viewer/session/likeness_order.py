"""How alike the folder's pictures are to the one compared with: asked for some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from viewer.core.asks.messages import Ready
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.routes import Receives
from viewer.core.asks.target import Target
from viewer.core.files.disk_questions import image_ref
from viewer.core.judging.picture_scores import PictureScores, ScorePictures
from viewer.core.maps.geometry import InputMode

CHUNK = 8  # pictures asked for at a time: so much is lost when something more urgent comes


class LikenessOrder(QObject):
    """Asks the engine for the cosines of one folder's pictures with one target, until stopped."""

    scores_wished = Signal(object)  # ScorePictures
    scored = Signal(object)  # dict[Path, float]: the cosines of some pictures more
    progress_changed = Signal(int, int, bool)  # scored, of how many, running

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._waiting: list[Path] = []
        self._count = self._serial = 0
        self._model: ModelInfo | None = None
        self._target = Target()
        self._input_mode: InputMode = "default"
        self._asked: ScorePictures | None = None

    def start(
        self, pictures: Sequence[Path], model: ModelInfo, target: Target, input_mode: InputMode
    ) -> None:
        """Score these pictures in their order; what was scored before is done with."""
        self._waiting, self._count = list(pictures), len(pictures)
        self._model, self._target, self._input_mode = model, target, input_mode
        self._asked, self.running = None, True
        self._ask()

    def stop(self) -> None:
        """Ask for no more; a reply that is under way is late."""
        if self.running:
            self.running, self._asked = False, None
            self._tell()

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes."""
        return {Ready: self._survive, PictureScores: self._accept}

    def _accept(self, reply: PictureScores) -> None:
        asked = self._asked
        if asked is None or reply.serial != asked.serial:
            return
        self._asked = None
        each = zip(asked.images, reply.scores.tolist(), strict=True)
        self.scored.emit({image.path: score for image, score in each if not np.isnan(score)})
        self._ask()

    def _survive(self, _ready: Ready) -> None:
        """Go on after the engine has died, without the pictures that it may have died over."""
        if self._asked is not None:
            self._asked = None
            self._ask()

    def _ask(self) -> None:
        if self._model is None or not self._waiting:
            self.running = False
            self._tell()
            return
        self._tell()
        chosen, self._waiting = self._waiting[:CHUNK], self._waiting[CHUNK:]
        self._serial += 1
        self._asked = ScorePictures(
            model=self._model.ref,
            target=self._target,
            images=tuple(map(image_ref, chosen)),
            input_mode=self._input_mode,
            serial=self._serial,
        )
        self.scores_wished.emit(self._asked)

    def _tell(self) -> None:
        self.progress_changed.emit(self._count - len(self._waiting), self._count, self.running)

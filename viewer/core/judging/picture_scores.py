"""What the engine is asked of many pictures and answers: how large one score is in each."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.target import Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import InputMode


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePictures:
    """To the engine: say what a target is worth in these pictures when nothing else is to do."""

    model: ModelRef
    target: Target
    images: tuple[ImageRef, ...]
    input_mode: InputMode = "default"
    serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureScores:
    """From the engine: a ``ScorePictures`` is answered."""

    serial: int
    scores: Floats  # (pictures,) float32, in order; NaN where a picture has none

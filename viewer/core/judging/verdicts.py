"""What the engine is asked of many pictures in idle time, and what it answers: the top class."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.maps.geometry import InputMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """To the engine: say the top class of these pictures when nothing else is to be done."""

    model: ModelRef
    images: tuple[ImageRef, ...]
    input_mode: InputMode = "default"
    serial: int = 0
    left: int = 0  # pictures that are still to be judged, these among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The model's first choice for one picture, or why there is none."""

    image: ImageRef
    index: int = -1  # the class; -1 where the picture could not be read
    probability: float = 0.0  # 0..1
    problem: str = ""  # a sentence, for the index -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """From the engine: a ``Judge`` is answered; one verdict for each of its pictures, in order."""

    serial: int
    verdicts: tuple[Verdict, ...]

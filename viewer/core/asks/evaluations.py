"""An evaluation as records: what its process is asked, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate:
    """To its process: measure these methods, at these layers, on these pictures."""

    pictures: tuple[Path, ...]
    out: Path  # the folder to write to
    model: ModelRef = field(default_factory=ModelRef)
    methods: tuple[str, ...]
    layers: tuple[str, ...] = ()  # empty: the model's default layer
    measures: tuple[str, ...]
    classes: tuple[str, ...] = ("top",)  # as they are typed
    truth: Path | None = None  # a file, or a folder, that says where the objects are
    input_mode: InputMode = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMeasured:
    """From it: so many pictures are done; those that were measured before do not count."""

    done: int
    total: int
    left_s: float = 0.0  # about how long the others take; 0: nobody knows, or there are none
    problem: str = ""  # why the last picture is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedWay:
    """From it: one method at one layer, over all measures."""

    method: str
    layer: str  # empty: it looks at none
    place: float  # mean over the measures; 1 is best
    best: int  # by so many measures it is the best, or cannot be told from it
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """From it: all is written."""

    out: Path
    ways: tuple[RankedWay, ...]  # the best first
    failed: int = 0  # pictures that are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFailed:
    """From it: why there is no ranking; what was measured stays on the disk."""

    headline: str
    hint: str = ""
    detail: str = ""

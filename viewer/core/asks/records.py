"""What the engine answers: a picture's prediction, its maps, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field

from viewer.core.asks.concepts import MapConcepts
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, Target
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, InputMode
from viewer.core.maps.methods import MethodRow
from viewer.core.maps.shapes import Shape
from viewer.core.models.model_setup import Varies


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the model says of one picture."""

    serial: int
    image: ImageRef
    answer: Floats = field(compare=False)  # as the task reads it: a logit for each class
    probabilities: Floats = field(compare=False)  # (classes,) float32; empty: there are none
    top: tuple[ClassScore, ...]  # rows to click, best first, at most five
    groups: tuple[ClassScore, ...]  # in the order of ModelInfo.groups
    geometry: Geometry
    notes: tuple[str, ...] = ()  # what was done to the picture while decoding
    elapsed_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """One raw activation map, and everything it depends on."""

    serial: int
    pane: int  # index into the request's panes
    image: ImageRef
    row: MethodRow  # of the method that gave it, smoothed where the map is
    layer: str
    target: Target
    resolved: Resolved
    score: float  # what was explained: of a class its logit
    probability: float | None = None  # of the class, or of the group's members together
    shapes: tuple[Shape, ...] = ()  # what it stands for on the picture, where that has a place
    raw: Floats = field(compare=False)  # (h, w) float32, not normalised
    signed: Floats | None = field(default=None, compare=False)  # before the ReLU, where it exists
    concepts: MapConcepts | None = None  # what is painted of a map of concepts
    geometry: Geometry
    input_mode: InputMode = "default"  # what was asked for; geometry.mode is what was done
    precision: str = "float32"  # of the passes; the values here are float32 in any case
    varies: Varies = ""  # what the model's answer hangs on beside the picture
    note: tuple[str, str] = ("", "")  # what the method says of it: a sentence, and a hint
    trust: tuple[TrustReading, ...] = field(default=(), compare=False)  # what was measured of it
    truth: tuple[Shape, ...] = field(default=(), compare=False)  # the picture's true objects
    elapsed_ms: float = field(default=0.0, compare=False)

    @property
    def method(self) -> str:
        """The method's key."""
        return self.row.key

    def worth(self, form: str = ".2f") -> str:
        """Say its probability in a form, or its score where the task knows no probabilities."""
        if self.probability is None:
            return f"{self.score:.3g}"
        return format(self.probability, form)

    @property
    def peak(self) -> float:
        """The largest raw value."""
        return float(self.raw.max())

    @property
    def low(self) -> float:
        """The smallest raw value."""
        return float(self.raw.min())


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something went wrong with one request, or with the engine (serial 0), told in words."""

    serial: int
    headline: str
    hint: str = ""
    detail: str = ""
    pane: int = -1  # the pane it concerns, or -1 for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One request is answered in full."""

    serial: int
    elapsed_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPicture:
    """One picture, its prediction and its maps: what figures, clipboard and batch work from."""

    model: ModelInfo
    prediction: Prediction
    maps: tuple[HeatMap, ...]

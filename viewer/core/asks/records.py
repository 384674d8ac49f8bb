"""Frozen records: everything that crosses a thread, a process or a layer of the house."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, Resolved, Target
from viewer.core.files.own_code import OwnCode
from viewer.core.maps.geometry import Geometry, InputMode, InputRule
from viewer.core.maps.method import MethodRow
from viewer.core.maps.shapes import Shape
from viewer.core.models.model_setup import CLASSES, Answer, FurtherInput, ModelSetup, Varies

# Long, because whatever is asked and answered stands in one place.
Floats = NDArray[np.float32]
LAST_PAGE = 9_999  # counted from 0; no more pages of a file are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRef:
    """One picture file, with the stamp that tells a changed file from the one seen before."""

    path: Path
    mtime_ns: int = 0
    size_bytes: int = 0
    page: int = 0  # of a file with several, counted from 0
    levels: tuple[float, float] | None = None  # values shown black and white; None: as found

    @classmethod
    def of(cls, path: Path, page: int = 0, levels: tuple[float, float] | None = None) -> ImageRef:
        """Return the reference of a file; a missing file gets a stamp of zeros."""
        ref = cls(path=path.absolute(), page=page, levels=levels)
        try:
            status = ref.path.stat()
        except OSError:
            return ref
        return replace(ref, mtime_ns=status.st_mtime_ns, size_bytes=status.st_size)

    def checked(self) -> ImageRef:
        """Return the reference, if it can be one.

        Raises:
            ValueError: its page is none, or its levels do not rise.
        """
        if not 0 <= self.page <= LAST_PAGE or (self.levels and self.levels[0] >= self.levels[1]):
            raise ValueError("Pages are counted from 0, and white lies above black.")
        return self

    @property
    def page_mark(self) -> str:
        """What follows the file's name in figures and tables where it is not the first page."""
        return f", p. {self.page + 1}" if self.page else ""

    @property
    def stem(self) -> str:
        """The file's name without its suffix, and the page where it is not the first."""
        return f"{self.path.stem}_page{self.page + 1}" if self.page else self.path.stem


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRef:
    """Which model to open: the embedded default, a zoo name, or a file with weights."""

    source: Literal["default", "zoo", "timm", "file", "memory"] = "default"
    name: str = ""  # of the architecture, for the sources "zoo" and "timm"; "memory": a title
    path: Path | None = None  # for the source "file"
    arch: str | None = None  # architecture of a bare state dict: "resnet18", "timm:vit_base…"
    code: OwnCode | None = None  # the user's code that builds it; None: as allowed before, if ever
    setup: ModelSetup | None = None  # None: as remembered for its weights, else as detected

    @classmethod
    def default(cls) -> ModelRef:
        """Return the model that ships with CamScope's dependencies."""
        return cls()

    @classmethod
    def parse(cls, text: str, arch: str | None = None, code: OwnCode | None = None) -> ModelRef:
        """Read what a user types: ``default``, ``zoo:NAME``, ``timm:NAME`` or a file's path."""
        if text == "default":
            return cls()
        source, _, name = text.partition(":")
        if name and source in ("zoo", "timm"):
            return cls(source=source, name=name)
        return cls(source="file", path=Path(text).expanduser().absolute(), arch=arch, code=code)

    def same_network(self, other: ModelRef) -> bool:
        """Tell whether two references differ in nothing but what the user says of the model."""
        return replace(self, setup=None) == replace(other, setup=None)

    def checked(self) -> ModelRef:
        """Return the reference, if it says what its source needs and nothing else.

        Raises:
            ValueError: a name or a path is missing, or too much.
        """
        named = self.source in ("zoo", "timm", "memory")
        filed = self.source == "file"
        if bool(self.name) != named or (self.path is not None) != filed:
            raise ValueError("A zoo's model has a name, a file's has a path.")
        return self


@dataclass(frozen=True, slots=True)
class PaneSpec:
    """What one pane shows: a method's key, and what it does not share with the others."""

    method: str
    layer: str | None = field(default=None, kw_only=True)  # module path; None: the default layer
    target: Target | None = field(default=None, kw_only=True)  # None: the request's
    input_mode: InputMode | None = field(default=None, kw_only=True)  # None: the request's


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """Everything one explanation depends on; equal requests give equal maps."""

    image: ImageRef
    model: ModelRef
    target: Target = field(default_factory=Target)
    panes: tuple[PaneSpec, ...] = ()
    input_mode: InputMode = "default"
    serial: int = field(default=0, compare=False)  # which click asked; older replies are dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerInfo:
    """One module whose output can be explained."""

    name: str  # module path, e.g. "features.12"
    type: str  # class name, e.g. "Conv2d"
    shape: tuple[int, ...]  # its output for one picture, without the batch: (K, h, w), (n, K), …
    grid: tuple[int, int]  # rows, columns of the heat map it gives
    channels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What the window, the figures and the command line know of an opened model."""

    ref: ModelRef
    title: str  # "EfficientNet-Lite0 (ImageNet)"
    tree: str  # what print(model) prints
    layers: tuple[LayerInfo, ...]  # in forward order
    default_layer: str
    class_names: tuple[str, ...]  # short: "tabby"
    class_titles: tuple[str, ...]  # full: "tabby, tabby cat"
    groups: tuple[ClassGroup, ...]
    rule: InputRule
    fixed_size: bool  # accepts only rule.size
    parameters: int
    device: str
    architecture: str = ""  # of a file's bare weights: "resnet18", "timm:vit_base…"; else empty
    weights_sha256: str = ""
    named: bool = True  # the classes have names, not just numbers
    setup: ModelSetup | None = None  # what the user has said of it, now or before; None: nothing
    task: str = CLASSES  # which kind of answer it gives
    local: bool = False  # what is explained is a matter of one place, as a box is
    answer: Answer = field(default_factory=Answer)
    inputs: tuple[FurtherInput, ...] = ()  # what it is given beside the picture
    weight_sets: tuple[str, ...] = ()  # of its file, where there are several; the open one first
    notes: tuple[str, ...] = ()  # sentences for the user
    elapsed_ms: float = field(default=0.0, compare=False)


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
    geometry: Geometry
    input_mode: InputMode = "default"  # what was asked for; geometry.mode is what was done
    precision: str = "float32"  # of the passes; the values here are float32 in any case
    varies: Varies = ""  # what the model's answer hangs on beside the picture
    note: tuple[str, str] = ("", "")  # what the method says of it: a sentence, and a hint
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

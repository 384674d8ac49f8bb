"""What the engine tells of an open model and its layers."""

from __future__ import annotations

from dataclasses import dataclass, field

from viewer.core.asks.references import ModelRef
from viewer.core.asks.target import ClassGroup
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import CLASSES, Answer, FurtherInput, ModelSetup


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

"""What an export is asked to do, and the check that its model can do it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.batch.overlays import class_words, overlay_suffix
from viewer.batch.pages import Pages
from viewer.batch.typed_boxes import BoxWish
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import InputMode
from viewer.core.models.model_setup import BOXES, LIKENESS, NUMBERS, REGIONS
from viewer.core.pictures.depth import Levels
from viewer.figure.style import FigureStyle
from viewer.figure.wish import FigureWish, stage_layers
from viewer.tasks.box_asking import asked_box
from viewer.tasks.numbers import asked_baseline
from viewer.tasks.region_asking import asked_region

PRESENT = "present"  # among the classes: each that the model sees, where several may be there
TOGETHER = "figure"  # stem of the one figure of all pictures
USUAL = ("grad_cam", "layer_cam")
LOCAL = ("hires_cam",)  # for scores of one place, where averaged gradients are wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Everything but the pictures; classes are kept as typed, where that means but one thing.

    Boxes by number or place stand among the classes; ``boxes`` says whether all of them are wanted.
    """

    out: Path
    model: ModelRef = field(default_factory=ModelRef)
    classes: tuple[str, ...] = ("top",)
    layer: str | None = None
    boxes: BoxWish = field(default_factory=BoxWish)
    present: float = 0.0  # each class of at least this probability; 0: none for that
    methods: tuple[str, ...] = USUAL
    suited: bool = False  # nobody has named methods: those that suit the model are taken
    input_mode: InputMode = "default"
    figure: bool = True
    maps: bool = False
    overlays: bool = False
    together: bool = False  # one figure of all pictures, besides the files of each
    overwrite: bool = False  # also files that are not ours
    pages: Pages = field(default_factory=Pages)  # of files that have several
    levels: Levels | None = None  # of pictures of more than 8 bits; None: as their files tell
    recursive: bool = False  # look into all folders below, not into one level of them
    style: FigureStyle = field(default_factory=lambda: FigureStyle(kind="table"))

    @property
    def targets(self) -> tuple[tuple[str, Target], ...]:
        """Each class as typed, and what it means; a class typed twice comes once."""
        return tuple((text, Target.parse(text)) for text in dict.fromkeys(self.classes))

    @property
    def panes(self) -> tuple[PaneSpec, ...]:
        """One pane for each method; a method typed twice comes once."""
        return tuple(PaneSpec(key, layer=self.layer) for key in dict.fromkeys(self.methods))

    def asked(self, target: Target) -> str:
        """Return a class as the user typed it."""
        typed = next((text for text, each in self.targets if each == target), None)
        return typed or target.spelled

    def wish(self, images: tuple[ImageRef, ...], info: ModelInfo) -> FigureWish:
        """Return what the figure of some pictures shall show."""
        layers = (self.layer,) if self.layer else stage_layers(info.layers, info.default_layer)
        return FigureWish(
            kind=self.style.kind if self.figure else "row",
            images=images,
            model=self.model,
            targets=tuple(target for _, target in self.targets),
            panes=self.panes,
            layers=layers,
            input_mode=self.input_mode,
            every_box=self.boxes.every,
            present=self.present,
        )

    @property
    def joins(self) -> bool:
        """Whether one figure of all pictures is made."""
        return self.figure and self.together

    @property
    def figure_suffix(self) -> str:
        """Suffix of a figure's file."""
        return f".{self.style.file_format}"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of the files written for each picture."""
        figure = (self.figure_suffix,) if self.figure and not self.joins else ()
        painted = [
            overlay_suffix(word, pane.method)
            for word in class_words([text for text, _ in self.targets])
            for pane in self.panes
        ]
        overlays = painted if self.overlays else []
        return (*figure, ".json", *((".npz",) if self.maps else ()), *overlays)


def names_place(name: str, task: str) -> bool:
    """Tell whether a name means a box, a region or a likeness, for a model that has such."""
    if task == LIKENESS:
        return True
    if task == NUMBERS:
        return asked_baseline(name) is not None
    box = task == BOXES and asked_box(name) is not None
    return box or (task == REGIONS and asked_region(name) is not None)


def on_one_scale(style: FigureStyle) -> FigureStyle:
    """Return a style in which the maps of one method can be compared by colour."""
    if style.heat.scaling != "map":
        return style
    return replace(style, heat=replace(style.heat, scaling="method"))

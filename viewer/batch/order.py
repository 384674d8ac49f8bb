"""What an export is asked to do, and the check that its model can do it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from viewer.batch.overlays import class_words, overlay_suffix
from viewer.batch.pages import Pages
from viewer.batch.typed_boxes import BoxWish
from viewer.batch.typed_regions import check_regions
from viewer.core.asks.records import ImageRef, ModelInfo, ModelRef, PaneSpec, Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.merging import parse_layers
from viewer.core.maps.methods import MethodTable
from viewer.core.models.labels import labels_of
from viewer.core.models.model_setup import BOXES, REGIONS
from viewer.core.models.typed_target import spelled_of, typed_target
from viewer.core.pictures.depth import Levels
from viewer.figure.recipe_reading import read_recipe
from viewer.figure.style import FigureStyle
from viewer.figure.wish import FigureWish, stage_layers
from viewer.tasks.box_asking import asked_box
from viewer.tasks.region_places import asked_region

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


def choose_style(example: Path | None, typed: Mapping[str, Any]) -> FigureStyle:
    """Return a figure's style: that of an example, or the usual one, with what was typed.

    Args:
        example: an exported figure, or the JSON that was written beside one.
        typed: options by name; None: not typed.

    Raises:
        UserError: the example cannot be read, or is no figure of CamScope's.
    """
    style = FigureStyle(kind="table") if example is None else read_recipe(example).style
    names = {"figure": "kind", "format": "file_format"}
    wanted = {names.get(key, key): value for key, value in typed.items() if value is not None}
    if wanted.get("kind") in {"single", "none"}:
        wanted["kind"] = "row"
    style = replace(style, heat=replace(style.heat, **_fields_of(HeatStyle, wanted)))
    return replace(style, **_fields_of(FigureStyle, wanted))


def _fields_of(kind: type, wanted: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(kind)}
    return {key: value for key, value in wanted.items() if key in known}


def check_options(options: ExportOptions, methods: MethodTable) -> None:
    """Find what is wrong before the model is opened.

    Raises:
        UserError: a class, method or colour map is empty or unknown, or a number out of its limits.
    """
    nothing = not options.targets and not options.boxes.every
    if nothing or not options.panes:
        raise UserError("There is nothing to explain.", hint="Name a class and a method.")
    for pane in options.panes:
        methods.find(pane.method)
    options.style.checked()


def names_place(name: str, task: str) -> bool:
    """Tell whether a name means a box or a region, for a model that has such."""
    box = task == BOXES and asked_box(name) is not None
    return box or (task == REGIONS and asked_region(name) is not None)


def settled(options: ExportOptions, info: ModelInfo) -> ExportOptions:
    """Return the options with each class spelled so that it means one class of this model only.

    Raises:
        UserError: a number that was typed means one class, and is the name of another.
    """
    labels = labels_of(info)

    def spell(text: str) -> str:
        target = typed_target(text, labels)
        return text if target == Target.parse(text) else spelled_of(target, info)

    methods = LOCAL if options.suited and info.local else options.methods
    return replace(options, classes=tuple(map(spell, options.classes)), methods=methods)


def check_against_model(options: ExportOptions, info: ModelInfo) -> None:
    """Find what the model does not have before the first picture is read.

    Raises:
        UserError: it has no such class or layer, or gives no boxes.
    """
    labels = labels_of(info)
    options.boxes.check(info)
    check_regions([target.name for _, target in options.targets], info)
    for _, target in options.targets:
        if not names_place(target.name, info.task):
            labels.resolve(target, np.zeros(max(2, len(info.class_names)), np.float32))
    layers = [layer.name for layer in info.layers]
    wished = parse_layers(options.layer).names if options.layer is not None else ()
    for layer in wished:
        if layer in layers:
            continue
        near = difflib.get_close_matches(layer, layers, n=4) or [info.default_layer]
        raise UserError(
            f"“{layer}” is no layer of this model that can be explained.",
            hint=f"Near: {', '.join(near)}. “camscope inspect” lists all.",
        )

"""What an export is asked to do, and the check that its model can do it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from viewer.core.colour_maps import COLOUR_MAPS
from viewer.core.errors import UserError
from viewer.core.geometry import InputMode
from viewer.core.labels import Labels
from viewer.core.methods import find_method
from viewer.core.records import ModelInfo, ModelRef, PaneSpec, Target
from viewer.figure.rows import FigureStyle
from viewer.figure.save import FigureFormat

FigureKind = Literal["table", "single", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Everything but the pictures; the classes are kept as the user typed them."""

    out: Path
    model: ModelRef = field(default_factory=ModelRef)
    classes: tuple[str, ...] = ("top",)
    layer: str | None = None
    methods: tuple[str, ...] = ("grad_cam", "layer_cam")
    input_mode: InputMode = "default"
    figure: FigureKind = "table"
    file_format: FigureFormat = "png"
    maps: bool = False
    style: FigureStyle = field(default_factory=FigureStyle)

    @property
    def targets(self) -> tuple[tuple[str, Target], ...]:
        """Each class as typed, and what it means; a class typed twice comes once."""
        return tuple((text, Target.parse(text)) for text in dict.fromkeys(self.classes))

    @property
    def panes(self) -> tuple[PaneSpec, ...]:
        """One pane for each method; a method typed twice comes once."""
        return tuple(PaneSpec(key, layer=self.layer) for key in dict.fromkeys(self.methods))

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of the files written for each picture."""
        figure = () if self.figure == "none" else (f".{self.file_format}",)
        return (*figure, ".json", *((".npz",) if self.maps else ()))


def check_options(options: ExportOptions) -> None:
    """Find what is wrong before the model is opened.

    Raises:
        UserError: a class, method or colour map is empty or unknown.
    """
    if not options.targets or not options.panes:
        raise UserError("There is nothing to explain.", hint="Name a class and a method.")
    for pane in options.panes:
        find_method(pane.method)
    known = [row.key for row in COLOUR_MAPS]
    if options.style.colour_map not in known:
        raise UserError(
            f"There is no colour map “{options.style.colour_map}”.",
            hint=f"Known: {', '.join(known)}.",
        )


def check_against_model(options: ExportOptions, info: ModelInfo) -> None:
    """Find what the model does not have before the first picture is read.

    Raises:
        UserError: it has no such class or layer.
    """
    labels = Labels(names=info.class_names, titles=info.class_titles, groups=info.groups)
    for _, target in options.targets:
        labels.resolve(target, np.zeros(len(info.class_names), np.float32))
    layers = [layer.name for layer in info.layers]
    if options.layer is not None and options.layer not in layers:
        near = difflib.get_close_matches(options.layer, layers, n=4) or [info.default_layer]
        raise UserError(
            f"“{options.layer}” is no layer of this model that can be explained.",
            hint=f"Near: {', '.join(near)}. “camscope inspect” lists all.",
        )

"""What comes of one explanation: the maps as arrays, the predictions, and figures of both."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, fields
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from viewer.batch.example_style import choose_style
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import HeatMap
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box
from viewer.core.maps.heat import upsample
from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.encoding import SUFFIXES, find_format
from viewer.figure.making import FigureParts, make, make_json
from viewer.figure.raw_data import pack_npz
from viewer.figure.style import FigureStyle
from viewer.library.targets import AnyClass, called

NOTEBOOK: dict[str, Any] = {"panel_width_in": 2.0, "dpi": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGuess:
    """What the model says of one class.

    Args:
        name: the class's short name.
        index: its number, counted from 0; -1 of a group of classes.
        probability: 0..1.
        score: its logit.
    """

    name: str
    index: int
    probability: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Map:
    """One heat map.

    Args:
        method: the method's key, such as ``grad_cam``.
        target: what was asked for, as it was asked: a name, a number or a function.
        title: what that means for this picture, such as the name of the likeliest class.
        layer: the layer's path in the model, such as ``features.12``.
        raw: (h, w) float32, >= 0, on the layer's grid, not normalised, read-only.
        signed: the same before the last ReLU, where the method has negative evidence; else None.
        score: the number that was explained: of a class its logit.
        probability: of the class, 0..1; None where there is none.
        box: left, top, right, bottom of what the model saw, in the picture's pixels.
        size: width and height of the picture in pixels.
        note: what the method says of this map; mostly empty.
    """

    method: str
    target: AnyClass
    title: str
    layer: str
    raw: Floats
    signed: Floats | None
    score: float
    probability: float | None
    box: Box
    size: tuple[int, int]
    note: str = ""

    def on_picture(self) -> Floats:
        """Return the map enlarged onto the whole picture.

        Returns:
            (H, W) float32 in the picture's own pixels, in the map's own unit; 0 outside the box.
        """
        return upsample(self.raw, self.size, self.box)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """What a model says of one picture, and why.

    Args:
        maps: class by class as they were asked for, and within each method by method.
        predictions: the likeliest classes, best first, at most five.
        groups: groups of classes that the model's names form, such as "dog".
        picture: (H, W, 3) uint8 RGB, upright, read-only.
        info: what is known of the model.
    """

    maps: tuple[Map, ...]
    predictions: tuple[ClassGuess, ...]
    groups: tuple[ClassGuess, ...]
    picture: NDArray[np.uint8]
    info: ModelInfo
    parts: FigureParts = field(repr=False)

    def figure(self, kind: str = "table", **style: Any) -> Image.Image:
        """Return a figure.

        Args:
            kind: what stands in rows and columns: ``table``, ``row``, ``layers``, ``classes`` or
                ``map``.
            **style: as “camscope export” has it: ``title``, ``lang``, ``width``, ``dpi``,
                ``heads``, ``captions``, ``bars``, ``numbering``, ``mark``, ``ground``, ``opacity``,
                ``colour_map``, …

        Raises:
            UserError: there is no such style, or the figure cannot be laid out.
        """
        wanted = style_of({"kind": kind, **style, "file_format": "png"})
        with Image.open(BytesIO(make(self.parts, wanted))) as image:
            image.load()
            return image

    def save(self, path: str | Path, kind: str = "table", **style: Any) -> Path:
        """Write a file, by its ending; a file that is there is replaced.

        Args:
            path: ``.png``, ``.tiff``, ``.pdf`` or ``.svg``: a figure, which the window opens again
                as it was made; ``.npz``: the raw maps, each under CLASS/METHOD; ``.json``: the
                recipe of it all.
            kind: as ``figure`` has it.
            **style: as ``figure`` has it.

        Returns:
            the path, absolute.

        Raises:
            UserError: the ending is unknown, or the file cannot be written.
        """
        place = Path(path).expanduser().absolute()
        write_whole(place, self._bytes(place, {"kind": kind, **style}))
        return place

    def _bytes(self, place: Path, style: dict[str, Any]) -> bytes:
        if place.suffix == ".npz":
            return pack_npz(self._keyed())
        if place.suffix == ".json":
            return make_json(self.parts, style_of(style), base=place.parent)
        if place.suffix.lower() not in SUFFIXES:
            raise UserError(
                f"“{shown(place.suffix)}” is no ending that an explanation is saved with.",
                hint=f"Known: {', '.join((*SUFFIXES, '.npz', '.json'))}.",
            )
        wanted = style_of({**style, "file_format": find_format(place.suffix)})
        return make(self.parts, wanted, base=place.parent)

    def _keyed(self) -> list[tuple[str, HeatMap]]:
        heats = [heat for each in self.parts.explanations for heat in each.maps]
        names = [_text(one.target) for one in self.maps]
        pairs = zip(names, heats, strict=True)
        return [(f"{name}/{heat.method}", heat) for name, heat in pairs]

    def _repr_png_(self) -> bytes:
        return make(self.parts, style_of({"kind": "table", "file_format": "png", **NOTEBOOK}))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(one.name)}</td><td>{one.probability:.1%}</td></tr>"
            for one in self.predictions
        )
        style = style_of({"kind": "table", "file_format": "svg", **NOTEBOOK, "captions": False})
        drawing = make(self.parts, style).decode("utf-8")
        svg = drawing[drawing.index("<svg") :]
        return f"<div><div>{svg}</div><table>{rows}</table></div>"

    def __repr__(self) -> str:
        best = f"{self.predictions[0].name} {self.predictions[0].probability:.1%}, " * bool(
            self.predictions
        )
        return f"<Explanation: {best}{len(self.maps)} maps, {self.info.title}>"


def style_of(wanted: dict[str, Any]) -> FigureStyle:
    """Return a figure's style.

    Raises:
        UserError: a name is unknown, or a value is.
    """
    known = {one.name for kind in (FigureStyle, HeatStyle) for one in fields(kind)} - {"heat"}
    if unknown := sorted(wanted.keys() - known - {"figure", "format"}):
        raise UserError(
            f"A figure's style has no “{shown(unknown[0])}”.",
            hint=f"It has {', '.join(sorted(known))}.",
        )
    return choose_style(None, wanted).checked()


def _text(asked: AnyClass) -> str:
    if isinstance(asked, str):
        return asked
    return called(asked) if callable(asked) else str(cast("Literal[0]", asked))

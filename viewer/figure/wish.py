"""Which explanations a figure is made of, and how they become its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import InputMode
from viewer.figure.choices import FigureKind, Language
from viewer.figure.rows import Crop, FigureRow, Picture

MOST_PRESENT = 100  # classes of one picture
MOST_LAYERS = 4  # rows of a figure of layers, when none are chosen
Known = Mapping[ExplainRequest, ExplainedPicture]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWish:
    """What a figure shall show.

    Args:
        kind: its arrangement.
        images: the pictures, in order.
        model: the model that explains them.
        targets: the classes; for ``classes`` the top prediction alone means the best five.
        panes: the methods, each at its layer: the columns.
        layers: the rows of a figure of layers.
        input_mode: what the model sees.
        every_box: each box of a picture is a target, before those that are named.
        present: each class of at least this probability is a target, too; 0: none for that.
    """

    kind: FigureKind
    images: tuple[ImageRef, ...]
    model: ModelRef
    targets: tuple[Target, ...] = (Target(),)
    panes: tuple[PaneSpec, ...] = ()
    layers: tuple[str, ...] = ()
    input_mode: InputMode = "default"
    every_box: bool = False
    present: float = 0.0

    def requests(self, known: Known) -> list[ExplainRequest]:
        """Return every request there is to make, row by row.

        What is still unknown may lead to more: ask again once it is answered.
        """
        return [
            self._request(image, target)
            for image in self.images
            for target in self._targets(image, known)
        ]

    def missing(self, known: Known) -> list[ExplainRequest]:
        """Return the requests that are not answered yet."""
        return [request for request in self.requests(known) if request not in known]

    def _targets(self, image: ImageRef, known: Known) -> Sequence[Target]:
        if self.every_box:
            return self._with_every_box(known.get(self._request(image, Target())))
        if self.present:
            return self._with_present(known.get(self._request(image, Target())))
        best = self.targets[0]
        if self.kind != "classes" or len(self.targets) > 1 or best.kind != "top":
            return self.targets
        answer = known.get(self._request(image, best))
        if answer is None:
            return self.targets
        others = [score.target for score in answer.prediction.top[1:]]
        return [best, *(other.asked_like(best) for other in others)]

    def _with_every_box(self, seen: ExplainedPicture | None) -> Sequence[Target]:
        """Return every box that was seen, then the named targets; the first look tells of boxes."""
        if seen is None:
            return [Target()]
        boxes = [row.target for row in seen.prediction.top if row.asks]
        return list(dict.fromkeys((*boxes, *self.targets)))

    def _with_present(self, seen: ExplainedPicture | None) -> Sequence[Target]:
        """Return every class that is present, the likeliest first, then the named targets."""
        if seen is None:
            return [Target()]
        chances = seen.prediction.probabilities
        order = [int(index) for index in np.argsort(-chances, kind="stable")]
        found = [index for index in order[:MOST_PRESENT] if chances[index] >= self.present]
        classes = [Target(kind="class", index=index) for index in found]
        return list(dict.fromkeys((*classes, *self.targets)))

    def _request(self, image: ImageRef, target: Target) -> ExplainRequest:
        return ExplainRequest(
            image=image,
            model=self.model,
            target=target,
            panes=self._panes(),
            input_mode=self.input_mode,
        )

    def _panes(self) -> tuple[PaneSpec, ...]:
        if self.kind == "map":
            return self.panes[:1]
        if self.kind in {"window", "row"}:
            return self.panes
        shared = [replace(pane, target=None) for pane in self.panes]
        if self.kind != "layers":
            return tuple(dict.fromkeys(shared))
        methods = {pane.method: pane for pane in shared}.values()
        return tuple(replace(pane, layer=layer) for layer in self.layers for pane in methods)


def rows_of(
    kind: FigureKind,
    explanations: Sequence[ExplainedPicture],
    pictures: Mapping[ImageRef, Picture],
    crops: Mapping[ImageRef, Crop] | None = None,
    *,
    lang: Language = "en",
) -> list[FigureRow]:
    """Return the rows of a figure; an explanation of several layers becomes a row for each.

    Args:
        kind: the figure's arrangement.
        explanations: in the order of the wish's requests.
        pictures: (H, W, 3) uint8 RGB of every picture.
        crops: what is shown of a picture; without one, all of it.
        lang: the figure's language.
    """
    rows: list[FigureRow] = []
    for each in explanations:
        image = each.prediction.image
        row = FigureRow.of(each, pictures[image], crop=(crops or {}).get(image), lang=lang)
        rows += _by_layer(row) if kind == "layers" else [row]
    return rows


def stage_layers(layers: Iterable[LayerInfo], default: str) -> tuple[str, ...]:
    """Return a few telling layers, early ones first: the last of each size of map."""
    last: dict[tuple[int, int], str] = {}
    for layer in layers:
        if min(layer.grid) > 1:
            last[layer.grid] = layer.name
    stages = list(last.values())[-MOST_LAYERS:]
    if default not in stages:
        stages = [*stages[:-1], default]
    return tuple(stages)


def _by_layer(row: FigureRow) -> list[FigureRow]:
    """Make a row of each layer; the panes then count its methods."""
    layers = dict.fromkeys(heat.layer for heat in row.maps)
    methods = list(dict.fromkeys(heat.method for heat in row.maps))
    return [
        replace(
            row,
            maps=tuple(
                replace(heat, pane=methods.index(heat.method))
                for heat in row.maps
                if heat.layer == layer
            ),
        )
        for layer in layers
    ]

"""Whether one figure can hold all pictures, and else how many: found before any is explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from viewer.batch.order import ExportOptions, names_place
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Resolved, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, Size, plan_geometry
from viewer.core.maps.methods import MethodTable
from viewer.core.models.labels import labels_of
from viewer.core.models.model_setup import BOXES
from viewer.core.pictures.images import upright_size
from viewer.figure.arrangement import arrange
from viewer.figure.layout import plan
from viewer.figure.rows import Picture
from viewer.figure.style import FigureStyle
from viewer.figure.wish import rows_of

TALL: Size = (300, 400)  # no panel is higher for its width where the figure's style gives that
FEW = 60  # pictures of which it is quicker not to read the sizes
BEST = 5  # classes of a figure of classes, where none are named


def check_fits(
    pictures: Sequence[Path], options: ExportOptions, info: ModelInfo, methods: MethodTable
) -> None:
    """Lay the figure of all pictures out with nothing in it, each class the longest there is.

    Raises:
        UserError: it would be larger than can be drawn; the sentence says how many pictures fit.
    """
    blank, total = _Blank(options, info, methods), len(pictures)
    blank.lay_out(pictures[:1], options.style)
    if total <= FEW and options.style.width != "own":  # then no panel is higher than a tall one's
        tall: dict[Path, Size | None] = dict.fromkeys(pictures, TALL)
        if _Blank(options, info, methods, tall).fits(pictures):
            return
    most = _most_without_captions(pictures, blank)
    while most > 1 and not blank.fits(pictures[:most]):
        most -= 1
    if most == total:
        return
    raise UserError(
        f"One figure holds {most} of these {total} pictures.",
        hint="Give fewer, or make its panels smaller with --dpi or --width.",
    )


def _most_without_captions(pictures: Sequence[Path], blank: _Blank) -> int:
    """Return how many of the pictures fit; to measure long captions each time takes seconds."""
    fitting, above, total = 1, 2, len(pictures)
    while fitting < total and blank.fits(pictures[: min(above, total)], captions=False):
        fitting, above = min(above, total), 2 * above
    above = min(above, total)
    while above - fitting > 1:
        middle = (fitting + above) // 2
        if blank.fits(pictures[:middle], captions=False):
            fitting = middle
        else:
            above = middle
    return fitting


@dataclass(frozen=True, slots=True)
class _Blank:
    """Lays figures out whose pictures and maps are as large as the real ones, but empty."""

    options: ExportOptions
    info: ModelInfo
    methods: MethodTable
    sizes: dict[Path, Size | None] = field(default_factory=dict[Path, Size | None])

    def fits(self, pictures: Sequence[Path], *, captions: bool = True) -> bool:
        """Tell whether one figure can hold these pictures."""
        style = self.options.style
        try:
            self.lay_out(pictures, replace(style, captions=style.captions and captions))
        except UserError:
            return False
        return True

    def lay_out(self, pictures: Sequence[Path], style: FigureStyle) -> None:
        """Plan the figure; a picture that cannot be read takes no room, as it will not be in it.

        Raises:
            UserError: it cannot be drawn.
        """
        shown: dict[ImageRef, Size] = {}
        pages: Counter[Path] = Counter()  # a picture comes once for each of its pages
        for path in pictures:
            if size := self._size(path):
                shown[ImageRef.of(path, pages[path])] = size
                pages[path] += 1
        wish, known = (
            self.options.wish(tuple(shown), self.info),
            dict[ExplainRequest, ExplainedPicture](),
        )
        while missing := wish.missing(known):
            known |= {request: self._answer(request, shown[request.image]) for request in missing}
        explanations = [known[request] for request in wish.requests(known)]
        empty = {image: _empty(size) for image, size in shown.items()}
        if rows := rows_of(style.kind, explanations, empty, lang=style.lang):
            plan(arrange(rows, style), style)

    def _size(self, path: Path) -> Size | None:
        if path not in self.sizes:
            try:
                self.sizes[path] = upright_size(path)
            except UserError:
                self.sizes[path] = None
        return self.sizes[path]

    def _answer(self, request: ExplainRequest, size: Size) -> ExplainedPicture:
        """Answer as the engine would, with the longest of the names that it may choose from."""
        info = self.info
        labels = labels_of(info)
        longest = sorted(range(len(labels.names)), key=lambda index: -len(labels.names[index]))
        logits = np.zeros(len(labels.names), np.float32)
        logits[longest[:1]] = 1.0
        geometry = plan_geometry(size, info.rule, request.input_mode, fixed_size=info.fixed_size)
        maps = tuple(
            HeatMap(
                serial=request.serial,
                pane=number,
                image=request.image,
                row=self.methods.find(pane.method),
                layer=pane.layer or info.default_layer,
                target=request.target,
                resolved=_meant(request.target, info, logits),
                score=0.0,
                probability=0.0,
                raw=np.eye(2, dtype=np.float32),
                geometry=geometry,
            )
            for number, pane in enumerate(request.panes)
        )
        best = tuple(
            ClassScore(
                name=labels.names[index],
                index=index,
                logit=0.0,
                probability=0.0,
                asks=f"box {number}" if info.task == BOXES else "",
            )
            for number, index in enumerate(longest[:BEST], start=1)
        )
        return ExplainedPicture(
            model=info, prediction=_prediction(request, logits, best, geometry), maps=maps
        )


def _meant(target: Target, info: ModelInfo, logits: Floats) -> Resolved:
    """Return what a target may be called; a box or a region has its place and its class."""
    first = info.task == BOXES and target.kind == "top"
    if first or names_place(target.name, info.task):
        name = info.class_names[int(logits.argmax())]
        return Resolved(title=f"{target.name or 'box 1'}: {name}")
    return labels_of(info).resolve(target, logits)


def _prediction(
    request: ExplainRequest, logits: Floats, best: tuple[ClassScore, ...], geometry: Geometry
) -> Prediction:
    return Prediction(
        serial=request.serial,
        image=request.image,
        answer=logits,
        probabilities=logits,
        top=best,
        groups=(),
        geometry=geometry,
    )


def _empty(size: Size) -> Picture:
    """Return black pixels that take no memory."""
    return np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (size[1], size[0], 3))

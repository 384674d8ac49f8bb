"""How much of a box's map lies within the box, and how much of its control does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from viewer.core.asks.target import Resolved, ResolvedBox
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Box, Geometry
from viewer.core.maps.heat import upsample
from viewer.core.maps.shapes import Shape
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.gradients import shares_gradients
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.look.passes import Pass
from viewer.engine.look.sight import Sight
from viewer.engine.look.tokens import to_maps
from viewer.methods.gradient_size import METHOD as CONTROL
from viewer.methods.gradient_size import gradient_size
from viewer.methods.method import MethodResult

SIDE = 128  # of the grid on which shares are counted


def held_against_control(
    answering: Answering, pane: ResolvedPane, resolved: Resolved, result: MethodResult, run: Pass
) -> MethodResult:
    """Return a map with a word on how it stands against its control, where it explains a box.

    The control is the size of the gradient alone at the same layer: where the score looks,
    whatever is there. A method that does worse says less than that.

    Args:
        answering: a request.
        pane: with the layers that it merges.
        resolved: what is explained.
        result: the pane's map.
        run: the pass that it was made of.
    """
    method, layers = pane.method, pane.layers.names
    known = isinstance(resolved, ResolvedBox) and len(layers) == 1
    if not known or not shares_gradients(method) or method.row.base == CONTROL.row.key:
        return result
    seen, sight = answering.predict(pane.mode), answering.look(pane.mode)
    place = _extent(answering.task.shapes(resolved, seen))
    control = gradient_size(result.raw, _gradients(run, sight, resolved, layers[0]))
    shares = [share_within(one, place, seen.geometry) for one in (result.raw, control)]
    own, other = (round(share, 2) for share in shares)
    if not np.isfinite(shares).all():
        return result
    said, _ = answering.task.remark(resolved, seen)  # of a miss it says how near it was
    if own < other:
        told = worse(own, other)
        return replace(result, note=(said, told[0]) if said else told)
    return result if said else replace(result, note=better(own, other))


def worse(own: float, control: float) -> tuple[str, str]:
    """Say that a map does worse than its control."""
    return (
        f"Worse than its control: {own:.2f} in the box, control {control:.2f}.",
        (
            "The control is the size of the gradient alone, whatever is seen there. Choose"
            " HiResCAM, or ODAM."
        ),
    )


def better(own: float, control: float) -> tuple[str, str]:
    """Say how much of a map lies in its box, and how much of its control."""
    return (
        f"{own:.2f} of it in the box, control {control:.2f}.",
        (
            "The control is the size of the gradient alone, whatever is seen there: the method"
            " “Gradient size (control)” shows it."
        ),
    )


def share_within(raw: Floats, box: Box, geometry: Geometry) -> float:
    """Return the share of a map's positive part that lies within a box; nan: there is none.

    Args:
        raw: (h, w), of the model's input.
        box: left, top, right, bottom on the original picture.
        geometry: the way from the picture to the input.
    """
    large = np.clip(upsample(np.asarray(raw, np.float32), (SIDE, SIDE)), 0, None)
    (left, top), (right, bottom) = geometry.to_input(*box[:2]), geometry.to_input(*box[2:])
    width, height = geometry.input
    centres = (np.arange(SIDE) + 0.5) / SIDE
    columns = (centres * width >= left) & (centres * width < right)
    rows = (centres * height >= top) & (centres * height < bottom)
    total = float(large.sum())
    return float(large[np.ix_(rows, columns)].sum()) / total if total > 0 else float("nan")


def _gradients(run: Pass, sight: Sight, resolved: Resolved, layer: str) -> Floats:
    given = run.gradients(resolved, [layer])[layer]
    return to_maps(given, sight.survey.layout(layer)).float().cpu().numpy()


def _extent(shapes: Sequence[Shape]) -> Box:
    """Return the rectangle of the box itself, which is drawn last."""
    across, down = zip(*shapes[-1].points, strict=True)
    return min(across), min(down), max(across), max(down)

"""One picture with what torch has made of it, which a faster way is held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from viewer.core.asks.target import Resolved, Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.engine.look.passes import Pass
from viewer.engine.look.tokens import TokenLayout, to_maps
from viewer.methods import grad_cam, layer_cam
from viewer.methods.method import compute

CLOSEST = 1e-5  # how far answers and maps may be apart, relative to the greatest value
SLOWEST = 1.1  # times as long as torch: what is measured once is not measured well


@dataclass(frozen=True, slots=True)
class Sample:
    """A model's own picture, and what torch says of it.

    Args:
        x: (1, C, H, W).
        target: whose maps are compared.
        layout: of the layer's output.
        answer: of one picture.
        maps: signed, (h, w) each.
        seconds: how long the pass took.
    """

    x: Tensor
    layer: str
    target: Resolved
    layout: TokenLayout
    answer: Floats
    maps: tuple[Floats, ...]
    seconds: float

    def refuses(self, run: Pass, *, timed: bool = True) -> str:
        """Return why another pass of the picture is not as good; empty: it is.

        Args:
            run: of the same picture.
            timed: it must not take longer, either.
        """
        if timed and run.seconds > SLOWEST * self.seconds:
            return f"it takes {run.seconds / self.seconds:.2f} of torch's time"
        pairs = [(answer_of(run), self.answer)]
        pairs += zip(maps_of(run, self.layer, self.target, self.layout), self.maps, strict=True)
        worst = max(_apart(found, known) for found, known in pairs)
        return "" if worst <= CLOSEST else f"it differs from torch by {worst:.1e}"


def sample_of(x: Tensor, run: Pass, layer: str, layout: TokenLayout, geometry: Geometry) -> Sample:
    """Return a picture with what a pass of torch's says of it.

    Raises:
        UserError: the answer names nothing to explain, or holds invalid numbers.
    """
    answer = answer_of(run)
    target = run.task.resolve(Target(), answer, geometry)
    maps = maps_of(run, layer, target, layout)
    return Sample(x.detach().clone(), layer, target, layout, answer, maps, run.seconds)


def answer_of(run: Pass) -> Floats:
    """Return what the model says of one picture."""
    return np.asarray(run.capture.answer.detach().float().numpy(), np.float32)


def maps_of(run: Pass, layer: str, target: Resolved, layout: TokenLayout) -> tuple[Floats, ...]:
    """Return the maps of Grad-CAM and LayerCAM, signed, (h, w) each."""
    tensors = run.capture.activations(layer), run.gradients(target, [layer])[layer]
    activations, gradients = [to_maps(one, layout).float().numpy() for one in tensors]
    methods = (grad_cam.METHOD, layer_cam.METHOD)
    results = [compute(method, activations, gradients) for method in methods]
    return tuple(one.raw if one.signed is None else one.signed for one in results)


def _apart(found: Floats, known: Floats) -> float:
    """Return how far numbers are apart; what is no number is infinitely far."""
    distance = float(np.max(np.abs(found - known)))
    greatest = float(np.max(np.abs(known)))
    if not np.isfinite(distance):
        return np.inf
    return distance / greatest if greatest else (np.inf if distance else 0.0)

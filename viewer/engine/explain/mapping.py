"""One map from a recorded pass: of a single layer, or of several merged as the library does."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from viewer.core.asks.target import Resolved
from viewer.core.maps.arrays import Floats
from viewer.core.maps.merging import Operation
from viewer.engine.explain.gradients import asked_by, gradients_for, shares_gradients
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.look.passes import Pass
from viewer.engine.look.sight import Sight
from viewer.engine.look.tokens import to_maps
from viewer.methods.method import Method, MethodResult, compute


def quick_map(
    pane: ResolvedPane, target: Resolved, sight: Sight, run: Pass, together: Sequence[str]
) -> MethodResult:
    """Compute a map by its formula.

    Args:
        pane: with the layers that it merges.
        target: what is explained.
        sight: the picture as the model sees it.
        run: a pass that recorded the layers.
        together: all layers whose gradients will be wanted; they come in one backward pass.

    Raises:
        UserError: the method cannot be computed.
    """
    merge, method = pane.layers, pane.method
    if shares_gradients(method):
        asked = asked_by(method, run, target)
        run.gradients(asked, sorted({*together, *merge.names}))  # kept for all that follow
    results = [_single(method, name, target, sight, run) for name in merge.names]
    if len(results) == 1:
        return results[0]
    size = (sight.x.shape[-1], sight.x.shape[-2])
    maps = [one.raw for one in results]
    if method.scaled_twice:
        maps = [scaled(one, size) for one in maps]
    return MethodResult(merge_maps(maps, merge.operation, size), None)


def merge_maps(maps: Sequence[Floats], operation: Operation, size: tuple[int, int]) -> Floats:
    """Merge maps of several layers: each is scaled to 0..1 and enlarged, then they are combined.

    Args:
        maps: (h, w) float32 each, >= 0, of any sizes.
        operation: how they are combined.
        size: width, height of the result, the model's input.

    Returns:
        (height, width) float32, 0..1.

    Source: pytorch-grad-cam's aggregate_multi_layers (mean) and RefineCAM (product)
    """
    large = np.stack([scaled(one, size) for one in maps])
    if operation == "max":
        return large.max(axis=0)
    return large.mean(axis=0) if operation == "mean" else large.prod(axis=0)


def scaled(values: Floats, size: tuple[int, int] | None = None) -> Floats:
    """Return a map scaled to 0..1, and enlarged bilinearly, as the grad-cam library does it."""
    values = values - values.min()
    values = (values / (1e-7 + values.max())).astype(np.float32)
    return np.asarray(values if size is None else cv2.resize(values, size), np.float32)


def _single(method: Method, layer: str, target: Resolved, sight: Sight, run: Pass) -> MethodResult:
    layout = sight.survey.layout(layer)
    activations = to_maps(run.capture.activations(layer), layout).float().cpu().numpy()
    if not method.row.gradients:
        return compute(method, activations, None)
    gradients = gradients_for(method, run, target, layer)
    return compute(method, activations, to_maps(gradients, layout).float().cpu().numpy())

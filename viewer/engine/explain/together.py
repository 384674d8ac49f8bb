"""Gradients of several targets of one picture, fetched in one backward pass where that pays."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Resolved
from viewer.core.errors import UserError
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.gradients import shares_gradients
from viewer.engine.explain.resolving import ResolvedPane, understood
from viewer.engine.look.budget import graph_bytes
from viewer.engine.look.passes import GRADIENT_BYTES
from viewer.engine.look.sight import Sight

# Up to this graph, targets share one backward pass; a longer one could not be stopped soon enough,
# but for places: what they depend on is small, and can be stopped in between.
BATCHED_BYTES = 32 << 20
TOGETHER = 32  # panes with targets of their own that are looked at in one go


def fetch_gradients(answering: Answering, sight: Sight, targets: Sequence[Resolved]) -> None:
    """Let the picture's pass know the gradients of targets at the layers of all panes."""
    layers = answering.layers(sight, gradients=True)
    size = graph_bytes(layers, answering.subject.info.layers, scale=sight.scale(answering.subject))
    if layers and (answering.task.local or size <= BATCHED_BYTES):
        answering.check()
        run = answering.run(sight, answering.layers(sight))
        run.gradients_of_each(targets, sorted(layers), answering.check)


def fetch_for_panes(
    answering: Answering, panes: Sequence[ResolvedPane | UserError], seen: Prediction
) -> None:
    """Fetch what panes with targets of their own will take, as many of them as can be kept.

    Args:
        answering: a request.
        panes: some of its panes, whose maps come next.
        seen: what is said of the picture in the request's input mode.
    """
    mode = answering.request.input_mode
    own = [
        pane
        for pane in understood(panes)
        if pane.target is not None
        and pane.mode == mode
        and pane.method.is_quick
        and shares_gradients(pane.method)
    ]
    targets: dict[Resolved, None] = {}
    for pane in own:
        try:
            resolved = answering.resolve(pane, seen)
        except UserError:
            continue  # told by the pane
        if answering.known(pane, resolved) is None:
            targets[resolved] = None
    if len(targets) < 2:
        return
    sight = answering.look(mode)
    try:
        pieces = _kept_bytes(answering, sight) * len(targets)
        if pieces <= GRADIENT_BYTES:
            fetch_gradients(answering, sight, list(targets))
    except UserError:
        pass  # told by the pane


def _kept_bytes(answering: Answering, sight: Sight) -> int:
    """Return how much memory the gradients of one target take."""
    layers = answering.layers(sight, gradients=True)
    run = answering.run(sight, answering.layers(sight))
    tensors = [run.capture.activations(name) for name in layers]
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)

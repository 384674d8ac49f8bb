"""The maps of all heads of a transformer's blocks: what the tokens that are read look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.records import HeatMap
from viewer.core.asks.target import Resolved
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.look.attention import attentions
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.tokens import layout_of, to_maps
from viewer.methods.look import Attention
from viewer.methods.method import MethodResult
from viewer.methods.tokens import apart, read_rows


def explain_heads(answering: Answering, pane: ResolvedPane) -> LayerMaps:
    """Return a map for each head of each block, in forward order; the layer's name is “2.5”.

    Raises:
        UserError: the picture, the model or the target is at fault, or attention cannot be seen.
        Cancelled: something else is wanted.
    """
    sight, task = answering.look(pane.mode), answering.task
    resolved = answering.resolve(pane, answering.predict(answering.request.input_mode))
    with failing_in_words(sight.x):
        model = answering.subject.opened.module
        every = attentions(model, sight.x, lambda a: task.score(a, resolved), answering.check)
    found, _ = apart(every)
    maps = tuple(_maps(answering, pane, resolved, found))
    heads = len(found[0].weights)
    return LayerMaps(serial=answering.request.serial, suggested="", maps=maps, heads=heads)


def _maps(
    answering: Answering, pane: ResolvedPane, resolved: Resolved, found: Sequence[Attention]
) -> Iterator[HeatMap]:
    layouts = list(answering.look(pane.mode).survey.layouts.values())
    for block, one in enumerate(found, 1):
        answering.check()
        layout = layout_of(one.weights.shape[-1], layouts)
        for head, weights in enumerate(one.weights, 1):
            rows = read_rows(weights.float(), found)
            raw = to_maps(rows[:, None], layout)[0].cpu().numpy().astype(np.float32)
            known = answering.told(pane, resolved, MethodResult(raw, None), f"{block}.{head}")
            yield known.addressed(answering.request)

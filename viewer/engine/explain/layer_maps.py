"""The maps of all blocks of a model, from one forward and one backward pass for all of them."""

from __future__ import annotations

from dataclasses import replace

from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.records import HeatMap
from viewer.core.errors import UserError
from viewer.core.maps.merging import Merge
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.head_maps import explain_heads
from viewer.engine.explain.quick import explain
from viewer.engine.look.budget import graph_bytes


def explain_layers(answering: Answering) -> LayerMaps:
    """Compute what the request's only pane would show at every block.

    Of methods by attention it shows what each head of every block looks at. Of others the earliest
    blocks are left out where the graph would take more memory than the budget, and blocks that the
    method cannot explain, such as too many places for KPCA-CAM.

    Raises:
        UserError: the picture, the model, the target or the method is at fault.
        Cancelled: something else is wanted.
    """
    (pane,) = answering.panes
    if isinstance(pane, UserError):
        raise pane
    if pane.method.row.attention:
        return explain_heads(answering, pane)
    subject, sight = answering.subject, answering.look(pane.mode)
    blocks = list(subject.blocks)
    scale, layers = sight.scale(subject), subject.info.layers
    while len(blocks) > 1 and (
        graph_bytes(frozenset(blocks), layers, scale=scale) > answering.budget_bytes
    ):
        blocks.pop(0)
    panes = tuple(replace(pane, layers=Merge((block,))) for block in blocks)
    every = replace(answering, panes=panes)
    resolved = every.resolve(pane, every.predict(answering.request.input_mode))
    maps: list[HeatMap] = []
    for each in panes:
        answering.check()
        try:
            maps.append(explain(every, each, resolved).addressed(answering.request))
        except UserError:
            if each is panes[-1]:
                raise  # not even the suggested layer: then the method is at fault
    return LayerMaps(
        serial=answering.request.serial,
        suggested=subject.info.default_layer,
        maps=tuple(maps),
    )

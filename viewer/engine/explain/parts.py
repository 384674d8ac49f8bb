"""One explanation taken apart: a layer's concepts, the cells' shares of a score, tokens' looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from viewer.core.asks.parts import (
    MOST_CONCEPTS,
    FindParts,
    LayerConcepts,
    ScoreShares,
    TokenLooks,
)
from viewer.core.asks.target import Resolved
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.merging import Merge
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.explain.slow import SlowJob, look
from viewer.engine.look.attention import attentions
from viewer.engine.look.capture import find_module
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.reentry import Reentry
from viewer.engine.look.sight import Sight
from viewer.engine.look.tokens import TokenLayout, layout_of, to_maps
from viewer.methods.dff import concepts_of, filled
from viewer.methods.tokens import apart

Parts = LayerConcepts | ScoreShares | TokenLooks


def find_parts(answering: Answering, wish: FindParts) -> Parts:
    """Take apart what the request's only pane explains.

    Raises:
        UserError: the picture, the model, the target or the layer is at fault.
        Cancelled: something else is wanted.
    """
    (pane,) = answering.panes
    if isinstance(pane, UserError):
        raise pane
    sight = answering.look(pane.mode)
    resolved = answering.resolve(pane, answering.predict(answering.request.input_mode))
    with failing_in_words(sight.x):
        if wish.part == "tokens":
            return _tokens(answering, sight, resolved, wish)
        if wish.part == "shares":
            return _shares(answering, sight, pane, resolved, wish)
        return _concepts(answering, sight, pane, resolved, wish)


def _concepts(
    answering: Answering, sight: Sight, pane: ResolvedPane, resolved: Resolved, wish: FindParts
) -> LayerConcepts:
    layer = pane.layers.names[-1]
    answering.run(sight, frozenset((layer,)))
    job = SlowJob(
        pane=replace(pane, layers=Merge((layer,))),
        subject=answering.subject,
        sight=sight,
        target=resolved,
        check=answering.check,
    )
    found, _ = concepts_of(look(job), max(1, min(wish.count, MOST_CONCEPTS)))
    return LayerConcepts(
        ticket=wish.ticket,
        layer=layer,
        strengths=found.strengths,
        concepts=found.concepts,
        error=found.error,
        geometry=sight.geometry,
    )


def _shares(
    answering: Answering, sight: Sight, pane: ResolvedPane, resolved: Resolved, wish: FindParts
) -> ScoreShares:
    """Weigh every cell by the score's gradient there: cell = sum_k A_k G_k, in double precision."""
    layer = pane.layers.names[-1]
    layout = sight.survey.layout(layer)
    run = answering.run(sight, frozenset((layer,)))
    slopes = run.gradients(resolved, [layer])[layer]
    both = [_doubles(one, layout) for one in (run.capture.activations(layer), slopes)]
    cells = (both[0] * both[1]).sum(axis=0)
    entry, score = _entry(answering, sight, layer), float(run.score(resolved).detach())
    nothing = torch.zeros((layout.channels, *both[0].shape[1:])).to(entry.activations)
    answer = entry.run(filled(entry.activations, nothing, layout))[0].float().cpu()
    base = float(answering.task.score(answer, resolved))
    return ScoreShares(
        ticket=wish.ticket,
        layer=layer,
        title=resolved.title,
        cells=cells.astype(np.float32),
        base=base,
        rest=score - base - float(cells.sum()),
        score=score,
        geometry=sight.geometry,
    )


def _tokens(answering: Answering, sight: Sight, resolved: Resolved, wish: FindParts) -> TokenLooks:
    task, model = answering.task, answering.subject.opened.module
    try:
        every = attentions(model, sight.x, lambda a: task.score(a, resolved), answering.check)
    except UserError as error:
        hint = "Attention can be seen in vision transformers whose tokens all look at one another."
        raise UserError(error.headline, hint=hint) from error
    found, _ = apart(every)
    block = max(-len(found), min(wish.block, len(found) - 1)) % len(found)
    weights = found[block].weights.float().cpu().numpy()
    layout = layout_of(weights.shape[-1], sight.survey.layouts.values())
    return TokenLooks(
        ticket=wish.ticket,
        block=block,
        blocks=len(found),
        weights=weights,
        skip=layout.skip,
        grid=layout.grid,
        geometry=sight.geometry,
    )


def _entry(answering: Answering, sight: Sight, layer: str) -> Reentry:
    model = answering.subject.opened.module
    by_itself = answering.subject.model.answer.by_itself
    return Reentry(model, sight.x, find_module(model, layer), answering.check, by_itself=by_itself)


def _doubles(tensor: Tensor, layout: TokenLayout) -> Floats:
    return to_maps(tensor.detach(), layout).double().cpu().numpy()

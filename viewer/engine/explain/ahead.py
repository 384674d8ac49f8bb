"""What may be asked for next, computed while nothing else waits: targets, layers, neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputMode
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.quick import explain
from viewer.engine.explain.replying import replies
from viewer.engine.explain.resolving import understood
from viewer.engine.explain.together import fetch_gradients
from viewer.engine.fast.terms import USUAL, Terms
from viewer.engine.fast.wanted import is_fit, is_wanted
from viewer.engine.look.probe import batch_of
from viewer.engine.look.sight import keep_graph

BEST = 5  # rows


def prepare(answering: Answering, neighbours: Iterable[ImageRef]) -> None:
    """Compute the maps of the best rows, keep the whole graph, then explain the neighbours.

    At last the fast way is begun that later pictures will take; it is used from the next time on.

    All results go to the memory of results alone; nobody is told of failures.

    Raises:
        Cancelled: something newer waits.
    """
    answering.trunks.settle(answering.check)
    try:
        _explain_best(answering)
        for mode in _modes(answering):
            sight = answering.look(mode)
            keep_graph(
                answering.subject,
                sight,
                budget_bytes=answering.budget_bytes,
                check=answering.check,
            )
    except UserError:
        pass  # what the answer has told already
    for image in neighbours:
        _explain_neighbour(answering, image)
    for mode in _modes(answering):
        _begin_fast(answering, mode, USUAL)


def make_fast(answering: Answering, terms: Terms) -> None:
    """Make what new pictures will go through, and wait for it.

    Args:
        answering: of a picture, which torch passes if it has not; none of its maps is made.
        terms: what is asked of the way.

    Raises:
        UserError: the picture, the model or the target is at fault.
        Cancelled: something newer waits.
    """
    mode = answering.request.input_mode
    if not is_wanted(answering.sights.device) or not is_fit(answering.subject):
        return
    answering.predict(mode)
    _begin_fast(answering, mode, terms)
    answering.trunks.settle(answering.check, wait=True)


def go_faster(answering: Answering) -> None:
    """Take into use what new pictures will go through, or begin to make it; wait for neither.

    Args:
        answering: of a picture that was explained.

    Raises:
        UserError: the picture, the model or the target is at fault.
        Cancelled: something newer waits.
    """
    if is_wanted(answering.sights.device) and is_fit(answering.subject):
        answering.trunks.settle(answering.check)
        for mode in _modes(answering):
            _begin_fast(answering, mode, USUAL)


def make_whole(answering: Answering, terms: Terms) -> bool:
    """Make what the request's methods of many passes will ask; say whether there is any.

    Args:
        answering: of a picture; none of its maps is made.
        terms: what is asked of the network.

    Raises:
        UserError: the picture or the model is at fault.
        Cancelled: something newer waits.
    """
    panes, alone = understood(answering.panes), answering.subject.model.answer.by_itself
    modes: list[InputMode] = [pane.mode for pane in panes if pane.method.fast_form]
    for mode in dict.fromkeys(modes):
        x = answering.look(mode).x
        batch = 1 if alone else batch_of(x)
        answering.wholes.of(answering.subject, x, batch, answering.check, terms)
    return answering.wholes.in_use


def _begin_fast(answering: Answering, mode: InputMode, terms: Terms) -> None:
    """Begin to make what new pictures will go through, for the layers that the panes show."""
    sight = answering.look(mode)
    layers = answering.layers(sight, gradients=True)
    answering.trunks.begin(answering.subject, sight, layers, answering.check, terms)


def _explain_best(answering: Answering) -> None:
    """Compute the panes' maps for the five best rows; one backward pass is enough for all."""
    request = answering.request
    seen = answering.predict(request.input_mode)
    best = [answering.meant(row.target, seen) for row in seen.top[:BEST]]
    every = understood(answering.panes)
    panes = [pane for pane in every if pane.target is None and pane.method.is_quick]
    for mode in _modes(answering):
        mine = [pane for pane in panes if pane.mode == mode]
        missing = [
            target for target in best if any(answering.known(pane, target) is None for pane in mine)
        ]
        if missing and mine:
            fetch_gradients(answering, answering.look(mode), missing)
        for target in missing:
            for pane in mine:
                answering.check()
                explain(answering, pane, target)


def _explain_neighbour(answering: Answering, image: ImageRef) -> None:
    """Explain a picture that the user may look at next, without keeping its graph."""
    panes = tuple(pane for pane in understood(answering.panes) if pane.method.is_quick)
    request = replace(answering.request, image=image)
    sights = answering.sights.of_another_picture()
    try:
        for _ in replies(replace(answering, request=request, panes=panes, sights=sights)):
            pass
    except UserError:
        pass  # told when the user gets there


def _modes(answering: Answering) -> list[InputMode]:
    return list(dict.fromkeys(pane.mode for pane in understood(answering.panes)))

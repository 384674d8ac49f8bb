"""The maps of methods that take one pass, remembered or computed."""

from __future__ import annotations

from viewer.core.asks.target import Resolved
from viewer.core.errors import OutOfMemory, UserError
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.box_control import held_against_control
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.resolving import ResolvedPane, placed
from viewer.engine.look.curvature import NoSecondDerivativesError, twice_differentiable
from viewer.engine.look.forward import failing_in_words
from viewer.methods.method import MethodResult


def explain(answering: Answering, pane: ResolvedPane, resolved: Resolved) -> KnownMap:
    """Return one pane's map, remembered or computed.

    Raises:
        UserError: the layer or the method is at fault.
    """
    known = answering.known(pane, resolved)
    if known is None:
        known = answering.told(pane, resolved, _computed(answering, pane, resolved))
        answering.remember(pane, resolved, known)
    return known


def _computed(answering: Answering, pane: ResolvedPane, resolved: Resolved) -> MethodResult:
    answering.predict(pane.mode)  # what is wrong with the picture is told first
    sight = answering.look(pane.mode)
    pane = placed(pane, answering.subject, sight.survey)
    layers = answering.layers(sight)
    try:
        run = answering.run(sight, layers)
    except OutOfMemory:
        raise
    except UserError:
        layers = frozenset(pane.layers.names)  # another's may be at fault
        run = answering.run(sight, layers)
    together = sorted(layers & answering.layers(sight, gradients=True))
    with failing_in_words(sight.x):
        try:
            result = quick_map(pane, resolved, sight, run, together)
            return held_against_control(answering, pane, resolved, result, run)
        except NoSecondDerivativesError:
            sight.run = None
            with twice_differentiable():
                return quick_map(pane, resolved, sight, answering.run(sight, layers), together)

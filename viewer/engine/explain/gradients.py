"""The gradient that a method asks for: that of the score, of another score, or one of its own."""

from __future__ import annotations

from torch import Tensor

from viewer.core.asks.target import Resolved
from viewer.engine.look.curvature import own_gradient
from viewer.engine.look.passes import Pass
from viewer.methods.method import Method


def gradients_for(method: Method, run: Pass, target: Resolved, layer: str) -> Tensor:
    """Return what takes the place of G in a method's formula, of the activations' shape.

    Args:
        method: it has a formula of gradients.
        run: a pass that recorded the layer.
        target: what is explained.
        layer: its name.

    Raises:
        UserError: the model has no such gradient.
    """
    if method.gradient is not None:
        return own_gradient(method, run, target, layer)
    return run.gradients(asked_by(method, run, target), [layer])[layer]


def asked_by(method: Method, run: Pass, target: Resolved) -> Resolved:
    """Return the score whose gradient a method takes."""
    if method.score is None:
        return target
    return method.score(target, run.capture.answer.detach(), run.task)


def shares_gradients(method: Method) -> bool:
    """Tell whether a method takes gradients that others may take as well."""
    return method.row.gradients and method.gradient is None

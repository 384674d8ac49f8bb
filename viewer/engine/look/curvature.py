"""Gradients of a method's own, which may take second derivatives; not every model has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import Tensor

from viewer.core.asks.target import Resolved
from viewer.core.errors import UserError
from viewer.engine.look.passes import Pass
from viewer.methods.method import Method


class NoSecondDerivativesError(UserError):
    """An operation of the model has a first derivative only, such as fused attention."""


def own_gradient(method: Method, run: Pass, target: Resolved, layer: str) -> Tensor:
    """Return what a method takes in place of the gradient, of the activations' shape.

    Args:
        method: has a gradient of its own.
        run: a pass that recorded the layer.
        target: what is explained.
        layer: its name.

    Raises:
        NoSecondDerivativesError: the model cannot be derived twice after the layer.
    """
    assert method.gradient is not None  # noqa: S101 - said above
    activations = run.capture.recorded[layer][-1]
    try:
        return method.gradient(run.score(target), activations)[run.capture.row]
    except RuntimeError as error:
        if "not implemented" not in str(error):
            raise
        raise NoSecondDerivativesError(
            f"{method.row.title} needs second derivatives, which a part of this model lacks.",
            hint="Choose another method.",
            detail=str(error),
        ) from error


@contextmanager
def twice_differentiable() -> Iterator[None]:
    """Let attention be computed by plain matrix products, which can be derived twice."""
    from torch.nn.attention import SDPBackend, sdpa_kernel  # noqa: PLC0415 - loads torch's compiler

    with sdpa_kernel(SDPBackend.MATH):
        yield

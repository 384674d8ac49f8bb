"""What the input and every bias of a network add to the score, met one after the other."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from viewer.core.maps.arrays import Floats
from viewer.engine.look.still import Check, hooked, undisturbed, watch

Take = Callable[[Tensor, Tensor], None]


def each_share(
    model: nn.Module,
    picture: Tensor,
    score: Callable[[Tensor], Tensor],
    check: Check,
    take: Callable[[Floats], None],
) -> None:
    """Show the share that every bias has in the score, b_lk * G_lk, and at last the input's.

    The biases are those of convolutions and batch norms, whatever module calls the operation.

    Args:
        model: answers with (1, …).
        picture: (1, C, H, W).
        score: what is explained, of the answer.
        check: called before every module and every share; what it raises ends the work.
        take: is given each share, (K, h, w), in the order in which a backward pass meets them.
    """
    x = picture.detach().clone()

    def show(shares: Tensor) -> None:
        check()
        take(shares.detach().float().cpu().numpy())

    def add_bias(output: Tensor, bias: Tensor) -> None:
        output.register_hook(lambda slope: show(bias[:, None, None] * slope[0]))

    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        x.requires_grad_()
        with Biases(add_bias):
            scalar = score(model(x)[0].float())
        (slope,) = torch.autograd.grad(scalar, x)
    show(slope[0] * x.detach()[0])


class Biases(TorchFunctionMode):
    """Meets every convolution and batch norm of one picture that adds a bias to a map.

    Args:
        take: is given the operation's output, (1, K, h, w) on the graph, and its bias (K,).
    """

    def __init__(self, take: Take) -> None:
        super().__init__()
        self._take = take

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call the operation, and show its output and its bias."""
        kwargs = kwargs or {}
        output = func(*args, **kwargs)
        if func in _BIAS_OF:
            bias = _BIAS_OF[func](*args, **kwargs)
            if bias is not None and output.ndim == 4 and output.requires_grad:
                self._take(output, bias)
        return output


def _convolution_bias(
    _input: Tensor, _weight: Tensor, bias: Tensor | None = None, *_: object, **__: object
) -> Tensor | None:
    return bias


def _norm_bias(*args: object, **kwargs: object) -> Tensor | None:
    """Return what a batch norm adds to a map of zeros."""
    given = _BATCH_NORM.bind(*args, **kwargs)
    given.apply_defaults()
    values: dict[str, Any] = given.arguments
    mean, bias, weight = values["running_mean"], values["bias"], values["weight"]
    if values["training"] or mean is None:
        return bias
    shift = mean / torch.sqrt(values["running_var"] + values["eps"])
    shift = shift if weight is None else shift * weight
    return -shift if bias is None else bias - shift


_BATCH_NORM = inspect.signature(functional.batch_norm)
_BIAS_OF: dict[Callable[..., Any], Callable[..., Tensor | None]] = {
    functional.conv2d: _convolution_bias,
    functional.batch_norm: _norm_bias,
}

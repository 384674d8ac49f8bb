"""FullGrad: what the input and every bias of a network add to the score, laid over one another."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from viewer.core.records import Floats
from viewer.engine.probe import Probe, Step
from viewer.engine.still import hooked, undisturbed, watch

Take = Callable[[Tensor, Tensor], None]


def full_grad(probe: Probe) -> Iterator[Step]:
    """Add the input's and every bias's share of the score, each scaled to 0..1.

    f(x) = ∇f(x) · x + sum_l sum_k b_lk sum_yx G_lk(y, x)
    L = sum_c ψ(|∇f(x)_c * x_c|) + sum_l sum_k ψ(|b_lk * G_lk|), ψ scales to 0..1 and enlarges

    The biases are those of convolutions and batch norms; a batch norm's running mean is part of
    its bias. Two things differ from the grad-cam library. It knows modules by their exact type and
    so overlooks batch norms with an activation of their own, which timm's networks have: here each
    operation counts, whatever module calls it. And it puts gradients in the order of calls beside
    biases in the order of definition, which are not the same in every network, and fails where a
    module is called twice. Wherever these make no difference the maps are equal.

    Source: Srinivas and Fleuret, "Full-Gradient Representation for Neural Network Visualization",
        NeurIPS 2019, arXiv:1905.00780
    """
    x = probe.x.detach().clone()
    size = (x.shape[-1], x.shape[-2])
    total = np.zeros(x.shape[-2:], np.float32)

    def add(shares: Tensor) -> None:
        probe.check()
        nonlocal total
        total = total + enlarged_sum(shares, size)

    def add_bias(output: Tensor, bias: Tensor) -> None:
        output.register_hook(lambda slope: add(bias[:, None, None] * slope[0]))

    with undisturbed(probe.model, x), torch.enable_grad(), hooked() as handles:
        handles.extend(watch(probe.model, probe.check))
        x.requires_grad_()
        with Biases(add_bias):
            score = probe.score(probe.model(x)[0].float())
        (slope,) = torch.autograd.grad(score, x)
    add(slope[0] * x.detach()[0])
    yield Step(1, 1, lambda: total)


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


def enlarged_sum(shares: Tensor, size: tuple[int, int]) -> Floats:
    """Return sum_k ψ(|shares_k|): each channel scaled to 0..1, then all of them enlarged.

    Enlarging is linear, so the channels are added first: one resize instead of thousands.

    Args:
        shares: (K, h, w).
        size: width and height of the result.
    """
    values = shares.detach().abs().float().cpu().numpy()
    values = values - values.min(axis=(1, 2), keepdims=True)
    values = values / (1e-7 + values.max(axis=(1, 2), keepdims=True))
    return np.asarray(cv2.resize(values.sum(axis=0), size), np.float32)


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

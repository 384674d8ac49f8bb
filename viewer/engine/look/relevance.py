"""Relevance led back from a score to the picture: through every operation by a rule of its own.

The model itself is left alone: operations are met on their way, whatever module calls them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from viewer.core.errors import UserError
from viewer.engine.look.outputs import read_each
from viewer.engine.look.relevance_rules import (
    Rule,
    Rules,
    epsilon,
    proportional,
    ruled,
    rules_of,
    unchanged,
)
from viewer.engine.look.still import Check, hooked, undisturbed, watch
from viewer.methods.look import Composite, Limits


def relevance(
    model: nn.Module,
    picture: Tensor,
    score: Callable[[Tensor], Tensor],
    check: Check,
    composite: Composite,
    *,
    limits: Limits | None = None,
) -> tuple[float, Tensor]:
    """Return what begins at the answer, and the relevance of the picture's pixels, (C, H, W).

    At the answer z it is z * ds/dz, which for one class is its logit.

    Args:
        model: answers with (1, …); it is left as it was.
        picture: (1, C, H, W).
        score: what is explained, of the answer.
        check: called before every module; what it raises ends the pass.
        composite: which rules are followed.
        limits: what black and white are to the model, (C, 1, 1) each.

    Raises:
        UserError: the model has operations that no rule is known for.
    """
    x = picture.detach().clone()
    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        x.requires_grad_()
        with Led(rules_of(composite, limits)) as led:
            answer = read_each(model(x), 1)[0].float()
        if led.refused:
            raise UserError(
                f"LRP knows no rule for the {led.refused} in this model.",
                hint="It is for networks of convolutions and ReLUs. Choose another method.",
            )
        free = answer.detach().requires_grad_()
        (slope,) = torch.autograd.grad(score(free), free)
        begun = slope * free.detach()
        (found,) = torch.autograd.grad(answer, x, begun)
    return float(begun.sum()), found[0]


class _Weighed(NamedTuple):
    """A convolution or a linear operation that was met."""

    run: Callable[[Tensor, Tensor, Tensor | None], Tensor]
    rule: Rule
    x: Tensor
    weight: Tensor
    bias: Tensor | None
    out: Tensor


class Led(TorchFunctionMode):
    """Gives every operation the way back of its rule; a batch norm is taken into its convolution.

    Args:
        rules: which are followed.
    """

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self.refused = ""  # what no rule is known for
        self._rules = rules
        self._last: _Weighed | None = None

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call the operation; where it has a rule, it goes back by that."""
        kwargs = kwargs or {}
        self.refused = self.refused or _REFUSED.get(func, "")
        if func in _WEIGHED:
            return self._weighed(func, *args, **kwargs)
        if func is functional.batch_norm:
            return self._normed(*args, **kwargs)
        if func in _AVERAGES and _on_graph(*args[:1]):
            return proportional(lambda a: func(a, *args[1:], **kwargs), args[0])
        if func in _SUMS and len(args) == 2 and _on_graph(*args):
            return proportional(torch.add, *args)
        if func in _ELEMENTWISE and _on_graph(*_carrying(*args, **kwargs)):
            return _passed(func, *args, **kwargs)
        return func(*args, **kwargs)

    def _weighed(
        self,
        func: Callable[..., Tensor],
        x: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> Tensor:
        def run(a: Tensor, w: Tensor, b: Tensor | None) -> Tensor:
            return func(a, w, b, *args, **kwargs)

        dense, rules = func is functional.linear, self._rules
        rule = epsilon if dense else rules.convolutions
        if self._last is None and rules.first and (rules.first_may_be_dense or not dense):
            rule = rules.first
        out = ruled(rule, run, x, weight, bias)
        self._last = _Weighed(run, rule, x, weight, bias, out)
        return out

    def _normed(
        self,
        x: Tensor,
        mean: Tensor | None,
        variance: Tensor | None,
        weight: Tensor | None = None,
        bias: Tensor | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> Tensor:
        last = self._last
        if mean is None or variance is None:
            self.refused = self.refused or "norm of each picture by itself"
            return functional.batch_norm(x, mean, variance, weight, bias, *args, **kwargs)
        if last is None or last.out is not x:
            with torch.no_grad():
                out = functional.batch_norm(x, mean, variance, weight, bias, *args, **kwargs)
            return unchanged(out, x)
        scale = torch.rsqrt(variance + (args[2] if len(args) > 2 else kwargs.get("eps", 1e-5)))
        scale = scale if weight is None else scale * weight
        shift = -mean * scale if bias is None else bias - mean * scale
        folded = last.weight * scale.reshape(-1, *[1] * (last.weight.ndim - 1))
        added = shift if last.bias is None else last.bias * scale + shift
        return ruled(last.rule, last.run, last.x, folded, added)


def _on_graph(*given: Any) -> bool:
    return bool(given) and all(isinstance(one, Tensor) and one.requires_grad for one in given)


def _carrying(*given: Any, **named: Any) -> tuple[Any, ...]:
    """Return what carries the relevance: the maps, and neither a number nor a gate beside them."""
    values = [one for one in (*given, *named.values()) if isinstance(one, Tensor)]
    return tuple(sorted(values, key=Tensor.numel, reverse=True)[:1])


def _passed(func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Run an elementwise operation; relevance passes through it unchanged."""

    def apart(value: Any) -> Any:
        return value.detach().clone() if isinstance(value, Tensor) else value

    with torch.no_grad():
        out = func(*map(apart, args), **{key: apart(one) for key, one in kwargs.items()})
    return unchanged(out, *_carrying(*args, **kwargs))


_WEIGHED = {functional.linear, functional.conv1d, functional.conv2d, functional.conv3d}
_AVERAGES: set[Any] = {
    *(functional.avg_pool1d, functional.avg_pool2d, functional.avg_pool3d),
    *(functional.adaptive_avg_pool1d, functional.adaptive_avg_pool2d),
    *(torch.mean, Tensor.mean, torch.sum, Tensor.sum, functional.interpolate),
}
_SUMS: set[Any] = {
    *(torch.add, Tensor.add, Tensor.add_),
    *(Tensor.__add__, Tensor.__radd__, Tensor.__iadd__),
}
_ELEMENTWISE: set[Any] = {
    *(functional.relu, functional.relu_, torch.relu, torch.relu_, Tensor.relu, Tensor.relu_),
    *(functional.relu6, functional.hardtanh, functional.leaky_relu, functional.elu),
    *(functional.silu, functional.gelu, functional.mish, functional.hardswish),
    *(functional.hardsigmoid, functional.sigmoid, torch.sigmoid, Tensor.sigmoid, Tensor.sigmoid_),
    *(torch.tanh, Tensor.tanh, functional.tanh, functional.softplus, functional.prelu),
    *(torch.clamp, Tensor.clamp, Tensor.clamp_),
    *(torch.mul, Tensor.mul, Tensor.mul_),
    *(Tensor.__mul__, Tensor.__rmul__, Tensor.__imul__),
    *(torch.div, Tensor.div, Tensor.div_, Tensor.__truediv__, Tensor.__itruediv__),
}
_REFUSED: dict[Any, str] = {
    functional.layer_norm: "layer norm",
    functional.group_norm: "group norm",
    functional.instance_norm: "instance norm",
    functional.scaled_dot_product_attention: "attention",
    functional.multi_head_attention_forward: "attention",
    functional.softmax: "softmax",
    torch.softmax: "softmax",
    Tensor.softmax: "softmax",
}

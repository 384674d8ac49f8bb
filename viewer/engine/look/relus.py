"""Other ways back through ReLUs, as guided backpropagation and the deconvolution network take them.

The model itself is left alone: operations are met on their way, whatever module calls them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from viewer.methods.look import Backwards


class Relus(TorchFunctionMode):
    """Gives every ReLU another backward pass: only what is positive goes back.

    guided: where the ReLU was open, as well;   deconvolution: everywhere

    Args:
        way: one of the two.
    """

    def __init__(self, way: Backwards) -> None:
        super().__init__()
        self.met = 0  # how many ReLUs
        self._guided = way == "guided"

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call the operation; a ReLU is replaced by one that goes back otherwise."""
        kwargs = kwargs or {}
        top = _top_of(func, *args, **kwargs)
        if top is None:
            return func(*args, **kwargs)
        self.met += 1
        x = args[0] if args else kwargs["input"]
        out = _OtherWay.apply(x, top, self._guided)
        return x.copy_(out) if _in_place(func, *args, **kwargs) else out


class _OtherWay(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, top: float, guided: bool) -> Tensor:
        ctx.guided = guided
        ctx.save_for_backward((x > 0) & (x < top))
        return x.clamp(0, top)

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, None, None]:
        (is_open,) = ctx.saved_tensors
        positive = slopes[0].clamp(min=0)
        return (positive * is_open if ctx.guided else positive), None, None


def _top_of(func: Callable[..., Any], *args: Any, **kwargs: Any) -> float | None:
    """Return where a ReLU is cut off; None: it is none."""
    if func in _TOPS:
        return _TOPS[func]
    if func is functional.hardtanh:
        low, high = _limits(*args, **kwargs)
        return high if low == 0 else None
    return None


def _limits(
    _x: Tensor, min_val: float = -1.0, max_val: float = 1.0, *_: object, **__: object
) -> tuple[float, float]:
    return min_val, max_val


def _in_place(func: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    place = 3 if func is functional.hardtanh else 1
    said = args[place] if len(args) > place else kwargs.get("inplace", False)
    return bool(said) or func in {torch.relu_, Tensor.relu_}


_TOPS: dict[Callable[..., Any], float] = {
    functional.relu: math.inf,
    functional.relu6: 6.0,
    torch.relu: math.inf,
    torch.relu_: math.inf,
    Tensor.relu: math.inf,
    Tensor.relu_: math.inf,
}

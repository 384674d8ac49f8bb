"""Bring a model into the form that is fastest on a CPU while many passes are made.

Convolution weights are laid out with channels last, and a batch norm that reads a convolution is
taken into its weights: y = s * (W * x + b - m) + t = (s W) * x + (s (b - m) + t).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn

from viewer.engine.look.outputs import agree, read_each
from viewer.engine.look.precision import FULL, precision_name
from viewer.engine.look.still import Check, hooked, undisturbed, watch


@contextmanager
def fast_form(
    model: nn.Module,
    x: Tensor,
    normed: Sequence[tuple[str, str]],
    *,
    recorded: Collection[str] = (),
) -> Iterator[None]:
    """Compute with channels last and batch norms taken in; then put all back.

    The answers stay the same up to the rounding of sums, unless a convolution's output is read
    elsewhere, too: hold them against the model's own. It takes a copy of the weights
    of all convolutions. On a GPU, and in half precision, nothing is done.

    Args:
        model: left as it was, also after an exception.
        x: a picture on the model's device.
        normed: convolutions and the batch norm that reads each, by name, as a survey found them.
        recorded: layers whose output is wanted; it stays what it is.
    """
    with ExitStack() as undo:
        if x.device.type == "cpu" and precision_name(x.device) == FULL:
            norms = dict(_foldable(model, normed, recorded))
            for module in model.modules():
                if isinstance(module, nn.Conv2d) and isinstance(module.weight, nn.Parameter):
                    undo.callback(_lay_out(module, norms.get(module)))
        yield


def answers_as(model: nn.Module, x: Tensor, known: Tensor, check: Check) -> bool:
    """Return whether a model, in the form it is in now, gives a picture the known answer.

    Args:
        model: answers with (B, …).
        x: the picture, (1, C, H, W).
        known: its answer.
        check: called before every module; what it raises ends the pass.
    """
    with undisturbed(model, x), torch.no_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        return agree(read_each(model(x), 1)[0].float(), known)


def _foldable(
    model: nn.Module, normed: Sequence[tuple[str, str]], recorded: Collection[str]
) -> Iterator[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Yield what can be taken in without a recorded layer noticing."""
    for convolution, norm in normed:
        between = [name for name in recorded if _has(name, convolution) and not _has(name, norm)]
        one, other = model.get_submodule(convolution), model.get_submodule(norm)
        if between or not isinstance(one, nn.Conv2d) or not isinstance(other, nn.BatchNorm2d):
            continue
        if other.running_mean is not None and _after(other) is not None:
            yield one, other


def _has(name: str, part: str) -> bool:
    return part == name or part.startswith(f"{name}.")


def _after(norm: nn.BatchNorm2d) -> Callable[[Tensor], Tensor] | None:
    """Return what a batch norm does once its values are normalised; None: it is not known."""
    if type(norm) is nn.BatchNorm2d:
        return lambda x: x
    if type(norm).__name__ == "BatchNormAct2d":  # timm's, with its activation
        act, drop = norm.get_submodule("act"), norm.get_submodule("drop")
        return lambda x: act(drop(x))
    return None


def _lay_out(convolution: nn.Conv2d, norm: nn.BatchNorm2d | None) -> Callable[[], None]:
    """Give a convolution other weights; return what puts its own, and its batch norm, back.

    The parameters themselves are exchanged, not their values: a graph that is kept holds the ones
    that it was made with.
    """
    weight, bias = convolution.weight, convolution.bias
    laid_out = torch.empty_like(weight.data, memory_format=torch.channels_last)
    if norm is None:
        laid_out.copy_(weight.data)
    else:
        scale, shift = _line(norm)
        torch.mul(weight.data, scale[:, None, None, None], out=laid_out)
        shift = shift if bias is None else scale * bias.data + shift
        convolution.bias = nn.Parameter(shift, requires_grad=False)
        vars(norm)["forward"] = _after(norm)
    convolution.weight = nn.Parameter(laid_out, requires_grad=False)

    def put_back() -> None:
        convolution.weight, convolution.bias = weight, bias
        if norm is not None:
            vars(norm).pop("forward", None)

    return put_back


def _line(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Return scale and shift, (K,) each, of y = scale * x + shift."""
    assert norm.running_mean is not None  # noqa: S101 - only such are taken in
    assert norm.running_var is not None  # noqa: S101
    scale = torch.rsqrt(norm.running_var + norm.eps)
    if norm.weight is not None:
        scale = scale * norm.weight.data
    shift = -norm.running_mean * scale
    return scale, shift if norm.bias is None else shift + norm.bias.data

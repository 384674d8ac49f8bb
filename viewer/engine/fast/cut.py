"""Where a network is cut in two: what its tail behind a layer reads of all that was before.

Whatever was finished before the layer answers with numbers that are none (NaN) in the tail, but
for what the tail was found to read. If it should read more, its answer is no number either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import find_tensor, read_each, replace_tensor
from viewer.engine.look.still import Check, hooked, undisturbed, watch

_PLAIN = (type(None), bool, int, float, str, torch.Size)


class NoCut(Exception):  # noqa: N818 - nothing went wrong
    """A network cannot be cut behind this layer."""


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """One call of a module that ended before the layer did, and is part of no other such call."""

    module: nn.Module
    call: int  # which one of the module's, in a whole pass
    output: object  # as the module gives it, without numbers


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut behind one layer, which holds for every picture of the size it was made with."""

    layer: str
    ended: tuple[Ended, ...]  # in the order in which they end; the layer's own is the last
    read: tuple[int, ...]  # which of them the tail reads

    @contextmanager
    def entered(self, tensors: Sequence[Tensor]) -> Iterator[None]:
        """Let all that ended before the layer answer at once, so that only the tail is computed.

        Args:
            tensors: what the tail reads of one picture, in the order of `read`.
        """
        known = dict(zip(self.read, tensors, strict=True))
        answers: dict[nn.Module, list[object]] = {}
        for index, one in enumerate(self.ended):
            output = one.output
            if index in known:
                output = replace_tensor(output, known[index])
            answers.setdefault(one.module, []).append(output)
        with _answering(answers):
            yield


def find_cut(model: nn.Module, x: Tensor, layer: str, check: Check) -> Cut:
    """Return the cut behind a layer.

    Args:
        model: answers with (1, …); it is left as it was.
        x: one picture, (1, C, H, W).
        layer: a module's path.
        check: called before every module; what it raises ends the search.

    Raises:
        NoCut: the layer is called several times, or takes no part in the answer, or what is before
            it gives more than numbers of the picture.
    """
    ended = _ended_before(model, x, model.get_submodule(layer), check)
    every = [(index, find_tensor(one.output)) for index, one in enumerate(ended)]
    given = {index: tensor for index, tensor in every if tensor is not None}
    try:
        read = _read(model, x, Cut(layer, ended, tuple(given)), [*given.values()], check)
    except FORWARD_ERRORS as error:
        raise NoCut(f"the part behind it does not run alone: {error!r}") from error
    if not read or read[-1] != len(ended) - 1:
        raise NoCut("the answer does not depend on it")
    return Cut(layer, ended, read)


def _read(
    model: nn.Module, x: Tensor, blank: Cut, tensors: Sequence[Tensor], check: Check
) -> tuple[int, ...]:
    """Return which of the outputs before a layer have a part in the answer."""
    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        leaves = [tensor.clone().requires_grad_() for tensor in tensors]
        handles.extend(watch(model, check))
        with blank.entered([leaf.clone() for leaf in leaves]):
            answer = read_each(model(x), 1).sum()
        if not answer.requires_grad:
            return ()
        found = torch.autograd.grad(answer, leaves, allow_unused=True)
    return tuple(index for index, slope in zip(blank.read, found, strict=True) if slope is not None)


def _ended_before(model: nn.Module, x: Tensor, layer: nn.Module, check: Check) -> tuple[Ended, ...]:
    """Return the calls that end before the layer's, and its own, without the parts of others."""
    begun: list[int] = []  # when each call that goes on has begun
    ended: list[tuple[int, Ended]] = []
    calls: dict[nn.Module, int] = {}
    before: list[tuple[Ended, ...]] = []
    clock = iter(range(10**9))

    def enter(_module: nn.Module, _args: object) -> None:
        begun.append(next(clock))

    def leave(module: nn.Module, _args: object, output: object) -> None:
        start, calls[module] = begun.pop(), calls.get(module, -1) + 1
        if before and module is not layer:
            return
        while ended and ended[-1][0] > start:
            ended.pop()
        ended.append((start, Ended(module, calls[module], _unknown(output))))
        if module is layer:
            before.append(tuple(one for _, one in ended))

    with undisturbed(model, x), torch.no_grad(), hooked() as handles:
        for module in model.modules():
            if module is not model:
                handles.append(module.register_forward_pre_hook(enter))
                handles.append(module.register_forward_hook(leave))
        handles.extend(watch(model, check))
        model(x)
    if len(before) != 1:
        raise NoCut(f"the layer is called {len(before)} times")
    return before[0]


@contextmanager
def _answering(answers: Mapping[nn.Module, list[object]]) -> Iterator[None]:
    """Let modules answer their first calls with what is known, and compute those after."""
    own = {module: vars(module).get("forward") for module in answers}
    try:
        for module, known in answers.items():
            vars(module)["forward"] = _stand_in(module.forward, known)
        yield
    finally:
        for module, forward in own.items():
            if forward is None:
                vars(module).pop("forward", None)
            else:
                vars(module)["forward"] = forward


def _stand_in(original: Callable[..., Any], known: list[object]) -> Callable[..., Any]:
    calls = iter(known)

    def forward(*args: Any, **kwargs: Any) -> Any:
        for output in calls:
            return output
        return original(*args, **kwargs)

    return forward


def _unknown(output: object) -> object:
    """Return an output of the same shape without numbers, which takes no memory.

    Raises:
        NoCut: it holds other things than tensors of floating-point numbers.
    """
    if isinstance(output, Tensor) and torch.is_floating_point(output):
        return torch.full((), torch.nan, dtype=output.dtype).expand(output.shape)
    if isinstance(output, _PLAIN):
        return output
    if isinstance(output, dict):
        return type(output)({key: _unknown(value) for key, value in output.items()})
    if isinstance(output, (tuple, list)):
        kind: Any = type(output)
        values = [_unknown(value) for value in output]
        return kind(*values) if hasattr(output, "_fields") else kind(values)
    raise NoCut(f"a module gives a {type(output).__name__}")

"""Write down what the part of a network before a cut computes, as a graph that others can read."""

from __future__ import annotations

import warnings
from contextlib import suppress
from typing import Any, cast

import torch
from torch import Tensor, nn

from viewer.engine.fast.cut import Cut, NoCut
from viewer.engine.look.outputs import find_tensor
from viewer.engine.look.still import Check, hooked, undisturbed, watch


class _Reached(Exception):  # noqa: N818 - nothing went wrong
    """The layer has given its output; what comes after is not wanted."""


def trace(model: nn.Module, x: Tensor, cut: Cut, check: Check) -> torch.jit.ScriptModule:
    """Return the graph that gives what the tail reads; it holds only the weights it needs.

    Args:
        model: it is left as it was.
        x: one picture, (1, C, H, W).
        cut: of this model.
        check: called before every module; what it raises ends the pass.
    """
    return _traced(_Trunk(model, cut), model, x, check)


def trace_whole(model: nn.Module, x: Tensor, check: Check) -> torch.jit.ScriptModule:
    """Return the graph of a whole network, before anything reads its answer.

    Args:
        model: as in `trace`.
        x: as in `trace`.
        check: as in `trace`.

    Raises:
        NoCut: its answer is more than one tensor.
    """
    return _traced(_Whole(model), model, x, check)


def _traced(part: nn.Module, model: nn.Module, x: Tensor, check: Check) -> torch.jit.ScriptModule:
    with undisturbed(model, x), torch.no_grad(), hooked() as handles, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's, of numbers that are written down as they are
        handles.extend(watch(model, check))
        traced = torch.jit.trace(part.eval(), x.clone(), check_trace=False, strict=False)
        frozen = torch.jit.freeze(cast(Any, traced), optimize_numerics=False)
    return cast(torch.jit.ScriptModule, frozen)


class _Whole(nn.Module):
    """Runs a model without the hooks on its root, which read what comes of it."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        answer = self.model.forward(x)
        if not isinstance(answer, Tensor):
            raise NoCut(f"the network answers with a {type(answer).__name__}")
        return answer


class _Trunk(nn.Module):
    """Runs a model up to a cut, and gives what the tail reads."""

    def __init__(self, model: nn.Module, cut: Cut) -> None:
        super().__init__()
        self.model = model
        wanted = [cut.ended[index] for index in cut.read]
        self._wanted = {(one.module, one.call): at for at, one in enumerate(wanted)}

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        found: dict[int, Tensor] = {}
        calls: dict[nn.Module, int] = {}

        def leave(module: nn.Module, _args: object, output: object) -> None:
            calls[module] = calls.get(module, -1) + 1
            at = self._wanted.get((module, calls[module]))
            tensor = find_tensor(output)
            if at is not None and tensor is not None:
                found[at] = tensor.clone()  # what follows may be computed in its place
                if at == len(self._wanted) - 1:
                    raise _Reached

        with hooked() as handles:
            modules = {module for module, _ in self._wanted}
            handles.extend(module.register_forward_hook(leave) for module in modules)
            with suppress(_Reached):
                self.model(x)
        return tuple(found[at] for at in sorted(found))

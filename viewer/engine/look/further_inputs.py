"""Give a network what it wants beside the picture: constants, in the form that it takes."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.model_setup import FurtherInput

Form = Literal["row", "indices", "number", "index"]  # (B, n) or (B,), of floats or of integers
FORMS: tuple[Form, ...] = ("row", "indices", "number", "index")
MOST_TRIED = 64  # ways to give several inputs
NO_WORD = (0.0,)  # what an input is given while the user has not said it
WIDEST = 4096  # numbers that an input may be guessed to have
# How torch says that rows are too short: numbers given, numbers wanted.
TOO_SHORT = (
    re.compile(r"cannot be multiplied \(\d+x(?P<given>\d+) and (?P<wanted>\d+)x\d+\)"),
    re.compile(r"running_mean should contain (?P<given>\d+) elements not (?P<wanted>\d+)"),
    re.compile(r"normalized_shape=\[(?P<wanted>\d+)\].*size ?\[\d+, (?P<given>\d+)\]"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """One input as a network is given it."""

    told: FurtherInput
    form: Form

    def tensor(self, x: Tensor) -> Tensor:
        """Return it for as many pictures as x holds."""
        whole = self.form in ("indices", "index")
        values = torch.tensor(self.told.values, dtype=torch.int64 if whole else x.dtype)
        row = values.to(x.device).expand(len(x), -1)
        return row[:, 0] if self.form in ("number", "index") else row


def wanted_inputs(module: nn.Module, told: Sequence[FurtherInput]) -> tuple[FurtherInput, ...]:
    """Return all that a network is to be given beside the picture, in its own order.

    What it needs and the user has not said is zero.

    Raises:
        UserError: the user has said one that it does not take.
    """
    said = {one.name: one for one in told}
    taken = _parameters(module)
    unknown = [name for name in said if name not in taken]
    if unknown:
        listed = ", ".join(map(shown, taken))
        raise UserError(
            f"This model takes no input “{shown(unknown[0])}”.",
            hint=f"Beside the picture it takes: {listed}."
            if taken
            else "It takes a picture alone.",
        )
    return tuple(
        said.get(name) or FurtherInput(name=name, values=NO_WORD)
        for name, needed in taken.items()
        if needed or name in said
    )


def ways_to_give(inputs: Sequence[FurtherInput]) -> Iterator[tuple[Given, ...]]:
    """Yield the forms in which inputs may be wanted, the likeliest first."""
    forms = [[Given(one, form) for form in FORMS if _has(one, form)] for one in inputs]
    yield from itertools.islice(itertools.product(*forms), MOST_TRIED)


def widened(
    inputs: Sequence[FurtherInput], told: Sequence[FurtherInput], failure: str
) -> Iterator[tuple[FurtherInput, ...]]:
    """Yield the inputs with one that nobody has said made as wide as a failed run asks for.

    Args:
        inputs: all that the network was given, each a row of its own width.
        told: those that the user has said; they stay as they are.
        failure: what torch said when the network failed.
    """
    found = next(filter(None, (one.search(failure) for one in TOO_SHORT)), None)
    missing = int(found["wanted"]) - int(found["given"]) if found else 0
    said = {one.name for one in told}
    if 0 < missing < WIDEST:
        for place, one in enumerate(inputs):
            if one.name not in said:
                wide = FurtherInput(name=one.name, values=NO_WORD * (len(one.values) + missing))
                yield (*inputs[:place], wide, *inputs[place + 1 :])


@contextmanager
def giving(module: nn.Module, given: Sequence[Given]) -> Iterator[None]:
    """Give a network its further inputs whenever it is run meanwhile."""
    handle = module.register_forward_pre_hook(hook_for(given), with_kwargs=True)
    try:
        yield
    finally:
        handle.remove()


def hook_for(given: Sequence[Given]) -> Any:
    """Return a hook before a network's forward pass that adds its further inputs."""

    def hook(_module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return args, {**{one.told.name: one.tensor(args[0]) for one in given}, **kwargs}

    return hook


def _parameters(module: nn.Module) -> dict[str, bool]:
    """Return what a network takes beside the picture, and whether it needs it."""
    try:
        listed = [*inspect.signature(module.forward).parameters.values()][1:]
    except (TypeError, ValueError):
        return {}
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return {one.name: one.default is one.empty for one in listed if one.kind in kinds}


def _has(one: FurtherInput, form: Form) -> bool:
    """Tell whether a value can have a form."""
    whole = all(value == int(value) for value in one.values)
    return (form in ("row", "number") or whole) and (form in ("row", "indices") or _single(one))


def _single(one: FurtherInput) -> bool:
    return len(one.values) == 1

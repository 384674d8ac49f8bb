"""Run a network a second time, on two pictures of another size: what its answer hangs on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import Varies
from viewer.engine.look.device import wants_memory
from viewer.engine.look.first_look import device_of
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import agree
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.still import undisturbed

ODD = (37, 5)  # added to width and height: many transformers take only the size they were made for
NOWHERE = float("nan")  # the second picture: whatever hangs on it, too, is no number either


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a network's answer hangs on beside the picture's content."""

    fixed_size: bool  # it takes no other size
    varies: Varies


def look_again(module: nn.Module, rule: InputRule, *, draws: bool) -> SecondLook:
    """Run a network on an empty picture beside one of which nothing is known, at an odd size.

    Only where something is odd are there more passes.

    Args:
        module: answers as its task reads it, (B, …).
        rule: how its pictures are prepared.
        draws: its first pass has taken random numbers.
    """
    width, height = rule.size
    other = replace(rule, size=(width + ODD[0], height + ODD[1]))
    x = blank_input(rule, device_of(module))
    with undisturbed(module, x), torch.no_grad():
        pair = _beside_nothing(module, other)
        fixed = pair is None
        if pair is None:
            pair = _beside_nothing(module, rule)
            fixed = pair is not None or not _runs(module, other)
        if draws and _changes(module, x):
            return SecondLook(fixed, "runs")
        if pair is None or len(pair) != 2:
            return SecondLook(fixed, "alone")
        mixed = not bool(pair[0].isfinite().all()) and _mixes(module, x)
        return SecondLook(fixed, "batch" if mixed else "")


def _beside_nothing(module: nn.Module, rule: InputRule) -> Tensor | None:
    """Return the answers to an empty picture and to one without numbers; None: it does not run."""
    x = blank_input(rule, device_of(module))
    return _tried(module, torch.cat((x, torch.full_like(x, NOWHERE))))


def _runs(module: nn.Module, rule: InputRule) -> bool:
    return _tried(module, blank_input(rule, device_of(module))) is not None


def _tried(module: nn.Module, x: Tensor) -> Tensor | None:
    try:
        return module(x)
    except FORWARD_ERRORS as error:
        if wants_memory(error):
            raise
        return None


def _changes(module: nn.Module, x: Tensor) -> bool:
    """Tell whether the same picture is answered otherwise the second time."""
    one = _noise(x, 1)
    return not torch.equal(module(one), module(one.clone()))


def _mixes(module: nn.Module, x: Tensor) -> bool:
    """Tell whether a picture is answered otherwise beside another one."""
    one, other = _noise(x, 1), _noise(x, 2)
    alone, beside = module(one), module(torch.cat((one, other)))
    return bool(alone.isfinite().all()) and not agree(beside[:1], alone)


def _noise(x: Tensor, seed: int) -> Tensor:
    drawn = torch.randn(x.shape, generator=torch.Generator().manual_seed(seed))
    return drawn.to(x.device)

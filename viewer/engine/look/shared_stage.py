"""Find the last stage that all boxes of a detector depend on, by changing what a stage gives."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from viewer.core.maps.geometry import InputRule
from viewer.engine.look.device import wants_memory
from viewer.engine.look.first_look import device_of
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import find_tensor, replace_tensor
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.still import hooked, undisturbed

HEAD = "head"  # of torchvision's detectors: what it says is not yet sorted, nor left out
SEED = 0
MOST_TRIED = 4  # stages, a pass each


def shared_stage(module: nn.Module, stages: Sequence[str], rule: InputRule) -> str:
    """Return the first of the stages that all boxes depend on; where none is, the first of all.

    The early scales of a head like SSD's leave the backbone before its end: at a later stage their
    maps would be empty. A stage's output is drowned in noise; a box whose numbers all stay the same
    to the last bit does not depend on it.

    Args:
        module: answers with rows of boxes (B, N, n), or its head does.
        stages: names of its modules, at least one; those that are wanted most come first.
        rule: how its pictures are prepared.
    """
    if len(stages) == 1:
        return stages[0]
    x = blank_input(rule, device_of(module))
    with undisturbed(module, x), torch.no_grad():
        try:
            usual = _rows(module, x)
            for stage in stages[:MOST_TRIED]:
                if _all_changed(usual, _rows(module, x, drowned=stage)):
                    return stage
        except FORWARD_ERRORS as error:
            if wants_memory(error):
                raise
    return stages[0]


def _rows(module: nn.Module, x: Tensor, *, drowned: str = "") -> Tensor:
    """Return the rows (N, n) that a network, or its head, says of a picture."""
    head, said = getattr(module, HEAD, None), list[Tensor]()

    def keep(_module: nn.Module, _args: object, output: object) -> None:
        parts = output.values() if isinstance(output, dict) else ()
        tables = [one for one in parts if isinstance(one, Tensor) and one.ndim == 3]
        said.extend(one[0] for one in tables if one.shape[1] == tables[0].shape[1])

    with hooked() as handles:
        if isinstance(head, nn.Module):
            handles.append(head.register_forward_hook(keep))
        if drowned:
            handles.append(module.get_submodule(drowned).register_forward_hook(_drown))
        answer = module(x)
    return torch.cat(said, -1) if said else answer[0]


def _drown(_module: nn.Module, _args: object, output: object) -> object:
    """Add noise as large as what a module gives, everywhere."""
    tensor = find_tensor(output)
    if tensor is None:
        return output
    chance = torch.Generator().manual_seed(SEED)
    noise = torch.randn(tensor.shape, generator=chance).to(tensor)
    return replace_tensor(output, tensor + noise * (1 + tensor.abs().max()))


def _all_changed(usual: Tensor, other: Tensor) -> bool:
    return usual.shape != other.shape or bool((usual != other).any(-1).all())

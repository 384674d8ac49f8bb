"""A model whose weights are dealt anew, module by module, for as long as one map takes.

Parameters are exchanged, never their values: the model's own are not touched, and stand in their
places again when the work ends, however it ends.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn

from viewer.engine.look.still import Check, hooked, undisturbed, watch


def modules_from_the_top(model: nn.Module, x: Tensor, check: Check) -> list[str]:
    """Return the modules with weights of their own that a pass uses, the last one first.

    Args:
        model: any network.
        x: its input, (1, C, H, W).
        check: called before every module; what it raises ends the pass.
    """
    names = {module: name for name, module in model.named_modules()}
    used: dict[str, None] = {}

    def note(module: nn.Module, _arguments: object) -> None:
        used.pop(names[module], None)
        used[names[module]] = None

    with undisturbed(model, x), torch.no_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        handles.extend(
            module.register_forward_pre_hook(note) for module in names if _has_weights(module)
        )
        model(x)
    return list(reversed(used))


@contextmanager
def dealt_anew(model: nn.Module, names: Sequence[str]) -> Iterator[None]:
    """Let modules compute with their own weights in another order; then put all back.

    Each parameter's numbers are dealt to its places at random, so that what flows through the
    model keeps its size. A module gets the same ones each time. It takes a copy of their weights.

    Args:
        model: left as it was, also after an exception.
        names: of its modules.
    """
    with ExitStack() as undo:
        for name in names:
            module = model.get_submodule(name)
            generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))
            for key, own in list(module.named_parameters(recurse=False)):
                undo.callback(module.register_parameter, key, own)
                setattr(module, key, nn.Parameter(_dealt(own, generator), requires_grad=False))
        yield


def _has_weights(module: nn.Module) -> bool:
    """Tell whether a module has a matrix or a kernel of its own."""
    return any(own.ndim > 1 for own in module.parameters(recurse=False))


def _dealt(own: nn.Parameter, generator: torch.Generator) -> Tensor:
    values = own.detach()
    order = torch.randperm(values.numel(), generator=generator).to(values.device)
    return values.flatten()[order].view_as(values)

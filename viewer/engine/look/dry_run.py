"""One pass in which every module is watched: what it gives, in which order, and what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from torch import Tensor, nn

from viewer.engine.look.outputs import find_tensor
from viewer.engine.look.still import hooked


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One module's last call in a dry run; steps count the beginnings and ends of modules."""

    name: str
    module: nn.Module
    shape: tuple[int, ...]  # with the batch; empty: its output holds no tensor
    step: int  # when it ended


@dataclass(slots=True)
class DryRun:
    """What is noted while a model runs once."""

    calls: dict[str, Seen] = field(default_factory=dict)  # in the order they ended
    last_weighted: int = 0  # when the last weighted module began
    normed: list[tuple[str, str]] = field(default_factory=list)  # convolution, and its batch norm
    tokens: dict[str, Tensor] = field(default_factory=dict)  # outputs (1, n, K), on their graph

    @property
    def seen(self) -> list[Seen]:
        """Every module's last call, in the order they ended."""
        return list(self.calls.values())


@contextmanager
def noting(model: nn.Module) -> Iterator[DryRun]:
    """Note what the modules of a model do meanwhile; it is to run once."""
    run = DryRun()
    convolved: tuple[str, object] = ("", None)  # the last convolution and its output
    names = {module: name for name, module in model.named_modules()}
    steps = iter(range(1, 10**9))

    def before(module: nn.Module, args: tuple[object, ...]) -> None:
        step = next(steps)
        if isinstance(module, nn.BatchNorm2d) and args and args[0] is convolved[1]:
            run.normed.append((convolved[0], names[module]))
        if names[module] and next(module.parameters(recurse=False), None) is not None:
            run.last_weighted = step

    def after(module: nn.Module, _args: object, output: object) -> None:
        nonlocal convolved
        tensor = find_tensor(output)
        name = names[module]
        if isinstance(module, nn.Conv2d):
            convolved = name, output
        run.calls.pop(name, None)  # a module called again stands where it was called last
        if name:
            shape = () if tensor is None else tuple(tensor.shape)
            run.calls[name] = Seen(name=name, module=module, shape=shape, step=next(steps))
            if tensor is not None and tensor.requires_grad and tensor.ndim == 3:
                run.tokens[name] = tensor

    with hooked() as handles:
        for module in names:
            handles.append(module.register_forward_pre_hook(before))
            handles.append(module.register_forward_hook(after))
        yield run


def last_layer(run: DryRun) -> nn.Module | None:
    """Return the layer that makes the answer of one row of numbers; None: no such layer does."""
    rows = (one for one in reversed(run.seen) if isinstance(one.module, nn.Linear))
    return next((one.module for one in rows if len(one.shape) == 2), None)

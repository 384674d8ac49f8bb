"""What a network from a file computes with, told by shapes alone before it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import nn
from torch.func import functional_call

from viewer.core.bounds import MOST_CLASSES, MOST_NUMBERS
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.engine.look.outputs import find_tensor
from viewer.engine.look.still import hooked

Look = Callable[[InputRule], bool]  # False: the network surely does not take such a picture


def extent_of(module: nn.Module) -> Look:
    """Return a check that passes the shape of an empty picture through a network.

    A file of a few bytes may ask for any size: of an upsampled picture, or of a row of classes. The
    check raises UserError where a layer would answer with more than 1 GB; no number is computed.
    It says whether the layers' shapes fit one another, as far as can be told without numbers.
    """
    run = on_shapes(module)

    def check(rule: InputRule) -> bool:
        with hooked() as handles:
            handles += [layer.register_forward_hook(_look) for layer in module.modules()]
            try:
                run(rule)
            except UserError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever a layer raises on such shapes
                return _wants_numbers(error)
        return True

    return check


def on_shapes(module: nn.Module) -> Callable[[InputRule], object]:
    """Return what passes the shape of an empty picture through a network, which stays as it is."""
    tensors = [*module.named_parameters(), *module.named_buffers()]
    shapes = {name: torch.empty_like(one, device="meta") for name, one in tensors}

    def run(rule: InputRule) -> object:
        width, height = rule.size
        x = torch.empty(1, rule.channels, height, width, device="meta")
        with torch.no_grad(), _unchanged(module):
            return functional_call(module, shapes, (x,))

    return run


def _wants_numbers(error: Exception) -> bool:
    """Tell whether a pass failed for want of numbers: then only a true pass can tell."""
    return isinstance(error, NotImplementedError) or "meta" in str(error)


@contextmanager
def _unchanged(module: nn.Module) -> Iterator[None]:
    """Let a network keep nothing of a pass: some keep what they have computed for a size."""
    own = [vars(layer) for layer in module.modules()]
    boxes = [box for each in own for box in each.values() if isinstance(box, dict)]
    before = [(box, {**box}) for box in (*own, *boxes)]
    try:
        yield
    finally:
        for now, then in before:
            now.clear()
            now.update(then)


def _look(layer: nn.Module, _: object, output: object) -> None:
    tensor = find_tensor(output)
    if tensor is not None and tensor.numel() > MOST_NUMBERS:
        raise UserError(
            f"A {type(layer).__name__} of this model answers with {tensor.numel():,} numbers, so it"
            " was not opened.",
            hint=f"CamScope explains classifiers with up to {MOST_CLASSES:,} classes.",
        )

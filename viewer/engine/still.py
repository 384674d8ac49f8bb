"""Hold a model still while it is looked at: eval mode, frozen weights, and no hook left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from viewer.core.errors import UserError

Check = Callable[[], None]  # called before every module; raises to stop


@contextmanager
def undisturbed(model: nn.Module, x: Tensor) -> Iterator[None]:
    """Hold a model still: eval mode, frozen parameters, own random numbers; then put all back.

    The fused attention of frozen transformers is off meanwhile: it skips the modules inside and
    rounds differently from the plain path that gradients take.

    Raises:
        UserError: the weights were made in inference mode, which never has gradients.
    """
    parameters = list(model.parameters())
    if any(tensor.is_inference() for tensor in (*parameters, *model.buffers())):
        raise UserError(
            "The weights of this model were made in inference mode and cannot be explained.",
            hint="Load the model outside torch.inference_mode().",
        )
    trainable = [parameter for parameter in parameters if parameter.requires_grad]
    training = [module for module in model.modules() if module.training]
    fastpath = torch.backends.mha.get_fastpath_enabled()
    devices = [x.device] if x.device.type == "cuda" else []
    with torch.inference_mode(mode=False), torch.random.fork_rng(devices=devices):
        try:
            torch.backends.mha.set_fastpath_enabled(False)
            for module in training:
                module.training = False
            for parameter in trainable:
                parameter.requires_grad_(False)
            yield
        finally:
            torch.backends.mha.set_fastpath_enabled(fastpath)
            for module in training:
                module.training = True
            for parameter in trainable:
                parameter.requires_grad_(True)


@contextmanager
def hooked() -> Iterator[list[RemovableHandle]]:
    """Give a list for handles of hooks; all of them are removed at the end, also after errors."""
    with ExitStack() as stack:
        handles: list[RemovableHandle] = []
        stack.callback(lambda: [handle.remove() for handle in handles])
        yield handles


def watch(model: nn.Module, check: Check) -> list[RemovableHandle]:
    """Call ``check`` before every module of the model, so that it can stop within one module."""

    def before(_module: nn.Module, _arguments: object) -> None:
        check()

    return [module.register_forward_pre_hook(before) for module in model.modules()]

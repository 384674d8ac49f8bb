"""Hold a model still while it is looked at: eval mode, frozen weights, and no hook left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_pre_hook
from torch.utils.hooks import RemovableHandle

from viewer.core.errors import UserError
from viewer.engine.look.precision import half_where_wanted

Check = Callable[[], None]  # called before every module that works; raises to stop


@contextmanager
def undisturbed(model: nn.Module, x: Tensor) -> Iterator[None]:
    """Hold a model still: eval mode, frozen parameters, own random numbers; then put all back.

    The fused attention of frozen transformers is off meanwhile: it skips the modules inside and
    rounds differently from the plain path that gradients take. Half precision is on if wanted.

    Raises:
        UserError: the weights were made in inference mode, which never has gradients.
    """
    modules = _modules(model)
    training = [module for module in modules if module.training]
    own = [one for module in modules for one in _parameters(module)]
    trainable = [one for one in own if one.requires_grad and not one.is_inference()]
    fastpath = torch.backends.mha.get_fastpath_enabled()
    devices = [x.device] if x.device.type == "cuda" else []
    with torch.inference_mode(mode=False), torch.random.fork_rng(devices=devices):
        try:
            torch.backends.mha.set_fastpath_enabled(False)
            for module in training:
                module.training = False
            for parameter in trainable:
                parameter.requires_grad_(False)
            with _inference_weights_in_words(), half_where_wanted(x.device):
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
    """Call ``check`` before every module that takes time, so that it can stop within one of them.

    These are the modules with a matrix or a kernel of their own; where there are none, all. A hook
    costs as much as a small module: on all 337 modules of EfficientNet-B0 a tenth of the pass.
    """

    def before(_module: nn.Module, _arguments: object) -> None:
        check()

    modules = _modules(model)
    at_work = [
        module for module in modules if any(one.ndim > 1 for one in _parameters(module))
    ] or modules
    return [module.register_forward_pre_hook(before) for module in at_work]


@contextmanager
def watching_every_model(check: Check) -> Iterator[None]:
    """Call ``check`` before each module of whatever model runs meanwhile, also one just read."""
    handle = register_module_forward_pre_hook(lambda _module, _arguments: check())
    try:
        yield
    finally:
        handle.remove()


def _modules(model: nn.Module) -> list[nn.Module]:
    """Return all modules, each once; ``modules()`` takes ten times as long on a deep tree."""
    found: dict[nn.Module, None] = {}
    left = [model]
    while left:
        module = left.pop()
        if module not in found:
            found[module] = None
            left += [part for part in module._modules.values() if part is not None]  # noqa: SLF001
    return list(found)


def _parameters(module: nn.Module) -> list[nn.Parameter]:
    """Return a module's own parameters, without those of its parts."""
    return [one for one in module._parameters.values() if one is not None]  # noqa: SLF001


@contextmanager
def _inference_weights_in_words() -> Iterator[None]:
    """Say what is wrong when torch refuses weights that never have gradients."""
    try:
        yield
    except RuntimeError as error:
        if "nference tensor" not in str(error):
            raise
        raise UserError(
            "The weights of this model were made in inference mode and cannot be explained.",
            hint="Load the model outside torch.inference_mode().",
        ) from error

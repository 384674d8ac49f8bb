"""Open a network that lies in memory, without changing anything of it."""

from __future__ import annotations

import copy
from collections.abc import Callable

import torch
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.pickled.payload import Payload
from viewer.engine.models.ready import make_ready, printed
from viewer.engine.models.users.model_file import Contents
from viewer.engine.models.users.whole import open_whole


def opener(module: nn.Module) -> Callable[[ModelRef, torch.device], OpenedModel]:
    """Return what an engine opens this network with, whatever the reference says.

    The network itself stays as it is: its mode, its gradients, its device.
    """

    def open_network(ref: ModelRef, device: torch.device) -> OpenedModel:
        twin = sharing_copy(module)
        contents = Contents(payload=Payload(module=twin), sha256="")
        tree = printed(module)
        opened = open_whole(twin, contents, device, ref.setup or ModelSetup())
        make_ready(opened.module, device)
        return OpenedModel(
            module=opened.module,
            title=opened.title,
            counted=opened.counted,
            rule=opened.rule,
            weights_sha256="",
            class_names=opened.class_names,
            tree=tree,
            look=opened.look,
            notes=opened.notes,
        )

    return open_network


def sharing_copy(module: nn.Module) -> nn.Module:
    """Return a copy of a network's modules with the same weights, not copies of them.

    Raises:
        UserError: something in it cannot be copied.
    """
    shared: dict[int, object] = {}
    for parameter in module.parameters():
        shared[id(parameter)] = nn.Parameter(parameter.detach(), requires_grad=False)
    for buffer in module.buffers():
        shared[id(buffer)] = buffer.detach()
    try:
        return copy.deepcopy(module, shared)
    except Exception as error:
        raise UserError(
            f"A “{type(module).__name__}” cannot be copied, and is not changed in place.",
            hint="Take out what is no layer and no weight, or save it to a file and open that.",
            detail=repr(error),
        ) from error


def state_of(module: nn.Module) -> tuple[tuple[int, int], ...]:
    """Return what changes when a weight of a network does, cheap enough for every question."""
    tensors: list[Tensor] = [*module.parameters(), *module.buffers()]
    return tuple((tensor.data_ptr(), tensor._version) for tensor in tensors)  # noqa: SLF001 - torch has no other way to ask

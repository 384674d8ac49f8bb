"""Open a model by its reference, and make it ready to be explained."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import nn

from viewer.core.asks.records import ModelRef
from viewer.core.bounds import LONGEST_TREE
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.users.users_file import open_file
from viewer.engine.models.zoo.lite0 import open_lite0
from viewer.engine.models.zoo.zoo import open_zoo


def open_model(ref: ModelRef, device: torch.device) -> OpenedModel:
    """Open a model, frozen and in evaluation mode, on a device.

    Raises:
        UserError: it cannot be opened.
    """
    opened = _read(ref)
    tree = _printed(opened.module)
    if len(tree) > LONGEST_TREE:
        tree = f"{tree[:LONGEST_TREE]}\n…"
    make_ready(opened.module, device)
    return replace(opened, tree=tree)


def _printed(module: nn.Module) -> str:
    """Return what print(model) prints; a layer may lack what it would print of itself."""
    try:
        return str(module)
    except Exception:  # noqa: BLE001 - whatever its own way to print runs into
        return type(module).__name__


def _read(ref: ModelRef) -> OpenedModel:
    if ref.source == "file":
        return open_file(ref)
    if ref.source == "default":
        return open_lite0()
    return open_zoo(f"{ref.source}:{ref.name}")


def make_ready(module: nn.Module, device: torch.device) -> None:
    """Freeze a network in evaluation mode as float32, without in-place activations.

    An in-place ReLU overwrites the activations that were recorded before it. The fused attention
    path of frozen ViTs differs from the plain one by 1e-6, and hides the layers inside.
    """
    torch.backends.mha.set_fastpath_enabled(False)
    module.eval().to(device=device, dtype=torch.float32).requires_grad_(False)
    for part in module.modules():
        if getattr(part, "inplace", False) is True:
            vars(part)["inplace"] = False

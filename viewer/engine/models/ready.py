"""Print a network as its file says it is, then make it ready to be explained."""

from __future__ import annotations

import torch
from torch import nn

from viewer.core.bounds import LONGEST_TREE
from viewer.engine.models.detectors import lets_all_through


def printed(module: nn.Module) -> str:
    """Return what print(model) prints; a layer may lack what it would print of itself."""
    try:
        tree = str(module)
    except Exception:  # noqa: BLE001 - whatever its own way to print runs into
        tree = type(module).__name__
    return tree if len(tree) <= LONGEST_TREE else f"{tree[:LONGEST_TREE]}\n…"


def make_ready(module: nn.Module, device: torch.device) -> None:
    """Freeze a network in evaluation mode as float32, without in-place activations.

    An in-place ReLU overwrites the activations that were recorded before it. The fused attention
    path of frozen ViTs differs from the plain one by 1e-6, and hides the layers inside. A detector
    tells of its unsure boxes, too.
    """
    torch.backends.mha.set_fastpath_enabled(False)
    module.eval().to(device=device, dtype=torch.float32).requires_grad_(False)
    for part in module.modules():
        if getattr(part, "inplace", False) is True:
            vars(part)["inplace"] = False
    lets_all_through(module)

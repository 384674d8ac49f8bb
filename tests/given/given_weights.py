"""Files of small networks with seeded random weights, opened at a small size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torchvision import models

from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup


def random_weights(folder: Path, arch: str, *, classes: int = 4, seed: int = 3) -> ModelRef:
    """Write the weights of a torchvision network, and return how they are opened."""
    path = folder / f"{arch}.pth"
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        torch.save(getattr(models, arch)(num_classes=classes).state_dict(), path)
    return ModelRef.parse(str(path), arch=arch)


def small_model(folder: Path, arch: str) -> ModelRef:
    """Return a network of random weights that is opened at 96 × 96 pixels."""
    setup = ModelSetup(rule=InputRule(size=(96, 96), shorter_side=112))
    return replace(random_weights(folder, arch), setup=setup)

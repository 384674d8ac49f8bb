"""Turn a picture into the tensor its model was trained on, bit for bit as timm and torchvision."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, InputRule
from viewer.core.models.model_input import model_pixels
from viewer.core.pictures.images import Picture


def to_input(picture: Picture, geometry: Geometry, rule: InputRule) -> Tensor:
    """Resize, crop and normalise a picture: (value * white / 255 - mean) / std.

    Returns:
        (1, channels, h, w) float32, in the model's own order of channels, on the CPU.
    """
    pixels = torch.from_numpy(model_pixels(picture.rgb, geometry, rule))
    values = pixels.permute(2, 0, 1).contiguous().to(torch.float32).mul_(rule.white).div_(255)
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in (rule.mean, rule.std))
    return values.sub_(mean).div_(std).unsqueeze(0)


def black_and_white(rule: InputRule) -> tuple[Floats, Floats]:
    """Return what black and white are to a model, (channels,) float32 each."""
    mean, deviation = (np.array(one, np.float32) for one in (rule.mean, rule.std))
    return -mean / deviation, (rule.white - mean) / deviation


def blank_input(rule: InputRule, device: torch.device | str = "cpu") -> Tensor:
    """Return zeros (1, channels, h, w) of the shape that a model takes."""
    width, height = rule.size
    return torch.zeros(1, rule.channels, height, width, device=device)

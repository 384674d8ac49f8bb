"""Turn a picture into the tensor its model was trained on, bit for bit as timm and torchvision."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from viewer.core.geometry import Geometry, InputRule
from viewer.core.images import Picture

RESAMPLING = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}


def to_input(picture: Picture, geometry: Geometry, rule: InputRule) -> Tensor:
    """Resize, crop and normalise a picture: (value / 255 - mean) / std.

    The resampling is Pillow's, on 8-bit values and antialiased when it shrinks: what both
    libraries' evaluation transforms do with a picture file.

    Returns:
        (1, 3, h, w) float32, RGB, on the CPU.
    """
    image = Image.fromarray(picture.rgb)
    if image.size != geometry.resized:
        image = image.resize(geometry.resized, RESAMPLING[rule.interpolation])
    left, top = geometry.offset
    width, height = geometry.input
    if (left, top, width, height) != (0, 0, *image.size):
        image = image.crop((left, top, left + width, top + height))
    pixels = torch.from_numpy(np.array(image)).permute(2, 0, 1).contiguous()
    mean, std = (torch.tensor(values).view(3, 1, 1) for values in (rule.mean, rule.std))
    return pixels.to(torch.float32).div_(255).sub_(mean).div_(std).unsqueeze(0)

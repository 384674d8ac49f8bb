"""The pixels a model sees: a picture resized, cropped and put into the model's own channels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.geometry import Geometry, InputRule
from viewer.core.pictures.pillow import Image

RESAMPLING = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}


def model_pixels(rgb: NDArray[np.uint8], geometry: Geometry, rule: InputRule) -> NDArray[np.uint8]:
    """Resize and crop a picture, in the colours and the order of the model's channels.

    The resampling is Pillow's, on 8-bit values and antialiased when it shrinks: what timm's and
    torchvision's evaluation transforms do with a picture file. Grey is Pillow's luminance (ITU-R
    601), taken before resizing, as by opening a file with ``convert("L")``.

    Args:
        rgb: (H, W, 3) uint8, upright.
        geometry: planned for this picture and rule.
        rule: which channels, in which order.

    Returns:
        (h, w, channels) uint8.
    """
    image = Image.fromarray(rgb)
    if rule.colours in ("grey", "single"):
        image = image.convert("L")
    if image.size != geometry.resized:
        image = image.resize(geometry.resized, RESAMPLING[rule.interpolation])
    left, top = geometry.offset
    width, height = geometry.input
    if (left, top, width, height) != (0, 0, *image.size):
        image = image.crop((left, top, left + width, top + height))
    pixels = np.array(image)
    if rule.colours in ("grey", "single"):
        return np.repeat(pixels[..., None], rule.channels, axis=2)
    return np.ascontiguousarray(pixels[..., ::-1]) if rule.colours == "bgr" else pixels


def seen_picture(pixels: NDArray[np.uint8], rule: InputRule) -> NDArray[np.uint8]:
    """Return the model's pixels as a picture for people, (h, w, 3) uint8 RGB."""
    if rule.colours == "single":
        return np.repeat(pixels, 3, axis=2)
    return np.ascontiguousarray(pixels[..., ::-1]) if rule.colours == "bgr" else pixels

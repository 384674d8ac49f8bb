"""From a decoded picture, in whatever colours it is stored, to RGB uint8 and alpha."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.core.pictures.colour_profile import to_srgb
from viewer.core.pictures.depth import strips
from viewer.core.pictures.pillow import Image

Bytes = NDArray[np.uint8]

CMYK = "Print colours (CMYK) were converted to RGB."
ON_WHITE = "Transparent parts: checkered on the screen, white for the model."


def to_rgb(image: Image.Image, notes: list[str]) -> tuple[Bytes, Bytes | None]:
    """Return a picture's pixels on white, and its alpha where parts of it are transparent.

    Args:
        image: decoded and upright, in any of Pillow's modes of 8 bits.
        notes: sentences on what is done are appended.

    Returns:
        (H, W, 3) uint8 sRGB, and (H, W) uint8 or None; both contiguous and read-only.
    """
    profile = image.info.get("icc_profile")
    if image.mode in {"P", "PA", "1", "La", "RGBa"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if profile:
        image.info["icc_profile"] = profile
        image, note = to_srgb(image)
        notes += [note] if note else []
    if image.mode == "CMYK":
        notes.append(CMYK)
    if image.has_transparency_data:
        rgb, alpha = _on_white(image.convert("RGBA"), notes)
    else:
        rgb, alpha = to_array(image if image.mode == "RGB" else image.convert("RGB")), None
    for pixels in (rgb, alpha):
        if pixels is not None:
            pixels.flags.writeable = False
    return rgb, alpha


def to_array(image: Image.Image) -> Bytes:
    """Return (H, W, 3) or (H, W) uint8, copied in strips: one copy of all would hold Python up."""
    width, height = image.size
    bands = len(image.getbands())
    pixels = np.empty((height, width, bands) if bands > 1 else (height, width), np.uint8)
    for top, bottom in strips(width, height):
        pixels[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return pixels


def _on_white(image: Image.Image, notes: list[str]) -> tuple[Bytes, Bytes | None]:
    """Lay an RGBA picture on white in strips, as Pillow lets no other thread run meanwhile."""
    width, height = image.size
    rgb, alpha = np.empty((height, width, 3), np.uint8), np.empty((height, width), np.uint8)
    for top, bottom in strips(width, height):
        strip = image.crop((0, top, width, bottom))
        alpha[top:bottom] = np.asarray(strip.getchannel("A"))
        if int(alpha[top:bottom].min()) < 255:
            strip = Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip)
        rgb[top:bottom] = np.asarray(strip.convert("RGB"))
    if int(alpha.min()) == 255:
        return rgb, None
    notes.append(ON_WHITE)
    return rgb, alpha

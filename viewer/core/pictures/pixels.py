"""From a decoded picture, in whatever depth and colours it is stored, to RGB uint8 and alpha."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from viewer.core.pictures.colour_profile import to_srgb
from viewer.core.pictures.pillow import Image

Bytes = NDArray[np.uint8]

DEEP = "16-bit values were scaled to 8 bits."
CMYK = "Print colours (CMYK) were converted to RGB."
ON_WHITE = "Transparent parts: checkered on the screen, white for the model."
STRIP_PIXELS = 1_500_000  # handled at a time, so that no other thread waits long


def to_rgb(image: Image.Image, notes: list[str]) -> tuple[Bytes, Bytes | None]:
    """Return a picture's pixels on white, and its alpha where parts of it are transparent.

    Args:
        image: decoded and upright, in any of Pillow's modes.
        notes: sentences on what is done are appended.

    Returns:
        (H, W, 3) uint8 sRGB, and (H, W) uint8 or None; both contiguous and read-only.
    """
    profile = image.info.get("icc_profile")
    image = _to_eight_bits(image, notes)
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
    for top, bottom in _strips(width, height):
        pixels[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return pixels


def _strips(width: int, height: int) -> Iterator[tuple[int, int]]:
    """Yield the first row of each strip and the row after its last."""
    rows = max(1, STRIP_PIXELS // width)
    for top in range(0, height, rows):
        yield top, min(top + rows, height)


def _to_eight_bits(image: Image.Image, notes: list[str]) -> Image.Image:
    if image.mode.startswith("I;16"):
        notes.append(DEEP)
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode == "I" and image.format != "TIFF":  # Pillow's old way to say 16 bits
        notes.append(DEEP)
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in {"F", "I"}:
        return scale_measurements(np.asarray(image), notes)
    return image


def scale_measurements(values: NDArray[np.generic], notes: list[str]) -> Image.Image:
    """Return measurements as 8-bit values, from the smallest to the largest finite one.

    Args:
        values: (H, W), or (H, W, 3) RGB.
        notes: sentences on what is done are appended.
    """
    with np.errstate(invalid="ignore"):  # a file may hold NaNs that signal
        numbers = values.astype(np.float64)
    finite = np.isfinite(numbers)
    low, high = (numbers[finite].min(), numbers[finite].max()) if finite.any() else (0.0, 0.0)
    span = high / 2 - low / 2 if high > low else 1.0  # halves: the largest numbers have no double
    grey = np.where(finite, (np.where(finite, numbers, low) / 2 - low / 2) / span * 255, 0)
    notes[:] = [note for note in notes if note != DEEP]
    notes.append(f"Measurements were scaled: {low:.4g} is black, {high:.4g} is white.")
    if not finite.all():
        notes.append("Values that are no numbers are black.")
    return Image.fromarray(np.rint(grey).astype(np.uint8))


def _on_white(image: Image.Image, notes: list[str]) -> tuple[Bytes, Bytes | None]:
    """Lay an RGBA picture on white in strips, as Pillow lets no other thread run meanwhile."""
    width, height = image.size
    rgb, alpha = np.empty((height, width, 3), np.uint8), np.empty((height, width), np.uint8)
    for top, bottom in _strips(width, height):
        strip = image.crop((0, top, width, bottom))
        alpha[top:bottom] = np.asarray(strip.getchannel("A"))
        if int(alpha[top:bottom].min()) < 255:
            strip = Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip)
        rgb[top:bottom] = np.asarray(strip.convert("RGB"))
    if int(alpha.min()) == 255:
        return rgb, None
    notes.append(ON_WHITE)
    return rgb, alpha

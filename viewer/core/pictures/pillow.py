"""Pillow, held to our limits: whatever decodes or encodes takes it from here, when it must.

The first paint waits for no decoder, so nothing that the window imports at its start imports this.
"""

from __future__ import annotations

from PIL import Image

from viewer.core.pictures.limits import Limits, heed_limits

__all__ = ["Image"]


def _heed(limits: Limits) -> None:
    """Let Pillow measure every header; it raises at twice the number it is given."""
    Image.MAX_IMAGE_PIXELS = limits.pixels


# Pillow's memory comes in blocks of this size from the system, already empty. Smaller blocks, its
# own 16 MB, are used again and emptied first, while no other thread can run.
Image.core.set_block_size(64 << 20)
heed_limits(_heed)

"""Each map over its picture as a plain JPEG in the picture's own size, beside the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from viewer.core.asks.records import Explanation
from viewer.core.maps.colour_maps import Pixels
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.core.pictures.pillow import Image
from viewer.figure.ownership import JPEG_COMMENT

QUALITY = 90


def overlay_suffix(asked: str, method: str) -> str:
    """Return the end of an overlay's name: ``_dog_grad_cam.jpg``; the class as it was typed."""
    name = re.sub(r"[^\w-]+", "-", asked)
    return f"_{name}_{method}.jpg"


def overlays(
    rgb: Pixels, explanations: Sequence[Explanation], asked: Sequence[str], style: HeatStyle
) -> Iterator[tuple[str, bytes]]:
    """Yield the end of the name and the bytes of every map's overlay.

    Args:
        rgb: (H, W, 3) uint8, the upright picture.
        explanations: of this picture.
        asked: the class of each, as the user typed it.
        style: how the maps are shown.
    """
    for explanation, typed in zip(explanations, asked, strict=True):
        for heat in explanation.maps:
            yield overlay_suffix(typed, heat.method), _jpeg(paint_over(rgb, heat, style))


def _jpeg(pixels: Pixels) -> bytes:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "jpeg", quality=QUALITY, comment=JPEG_COMMENT)
    return buffer.getvalue()

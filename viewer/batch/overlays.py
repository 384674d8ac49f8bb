"""Each map over its picture as a plain JPEG in the picture's own size, beside the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, count

from viewer.core.asks.records import ExplainedPicture
from viewer.core.maps.colour_maps import Pixels
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.core.pictures.pillow import Image
from viewer.figure.ownership import JPEG_COMMENT

QUALITY = 90


def overlay_suffix(word: str, method: str) -> str:
    """Return the end of an overlay's name: ``_dog_grad_cam.jpg``; the word is the class's."""
    return f"_{word}_{method}.jpg"


def class_words(asked: Sequence[str]) -> list[str]:
    """Return classes as they were typed, fit for names of files and no two of them alike.

    “a/b” and “a b” are both ``a-b``, so that the second becomes ``a-b-2``; upper and lower case
    count as the same, since they do on many disks.
    """
    words: list[str] = []
    for typed in asked:
        plain = re.sub(r"[^\w-]+", "-", typed)
        numbered = chain((plain,), (f"{plain}-{number}" for number in count(2)))
        taken = {word.casefold() for word in words}
        words.append(next(word for word in numbered if word.casefold() not in taken))
    return words


def overlays(
    rgb: Pixels, explanations: Sequence[ExplainedPicture], asked: Sequence[str], style: HeatStyle
) -> Iterator[tuple[str, bytes]]:
    """Yield the end of the name and the bytes of every map's overlay.

    Args:
        rgb: (H, W, 3) uint8, the upright picture.
        explanations: of this picture.
        asked: the class of each, as the user typed it.
        style: how the maps are shown.
    """
    for explanation, word in zip(explanations, class_words(asked), strict=True):
        for heat in explanation.maps:
            yield overlay_suffix(word, heat.method), _jpeg(paint_over(rgb, heat, style))


def _jpeg(pixels: Pixels) -> bytes:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "jpeg", quality=QUALITY, comment=JPEG_COMMENT)
    return buffer.getvalue()

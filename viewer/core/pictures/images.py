"""Decode any picture upright as RGB uint8, within limits; say what was done, or why not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.core.maps.geometry import Size
from viewer.core.pictures.decoding import (
    FaultsInWords,
    decode,
    fitted,
    open_header,
    stands_upright,
    turn_to,
    turn_upright,
)
from viewer.core.pictures.deep import in_eight_bits, stored_values
from viewer.core.pictures.depth import Levels
from viewer.core.pictures.picture_file import read_bytes, sniff
from viewer.core.pictures.pillow import Image
from viewer.core.pictures.pixels import to_array, to_rgb

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One decoded picture."""

    rgb: Pixels  # (H, W, 3) uint8 sRGB, contiguous, upright, on white, read-only
    notes: tuple[str, ...]  # sentences: what was done to it on the way
    format: str  # "JPEG", "PNG", …
    sha256: str  # of the file's bytes
    alpha: Pixels | None = None  # (H, W) uint8, where parts are transparent
    pages: int = 1
    levels: Levels | None = None  # stored values that are black and white; None: of 8 bits

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.rgb.shape[1], self.rgb.shape[0]


def load_picture(source: Path | bytes, *, page: int = 0, levels: Levels | None = None) -> Picture:
    """Decode a picture file, or its bytes.

    The pixels equal ``cv2.imdecode``'s bit for bit wherever that is right. The first frame of an
    animation is taken; transparent parts stand on white; colour profiles are turned into sRGB; a
    damaged JPEG is shown as far as it goes. Of more than 8 bits, ``levels`` say which stored values
    are black and white; without them the file and its largest value do.

    Raises:
        UserError: it is no picture, has no such page, is too large, damaged, or cannot be read.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    kind = sniff(data)
    notes: list[str] = []
    with FaultsInWords():
        image = open_header(data, kind)
        pages = turn_to(image, kind, page, notes)
        stored = stored_values(image, data, kind)
        image = decode(image, data, kind, 0, notes)
        image, used = in_eight_bits(image, stored, levels, notes, data=data, page=page)
        turn_upright(image)
        rgb, alpha = to_rgb(image, notes)
    return Picture(
        rgb=rgb,
        notes=tuple(dict.fromkeys(notes)),
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        alpha=alpha,
        pages=pages,
        levels=used,
    )


def load_thumbnail(source: Path | bytes, side_px: int) -> Pixels:
    """Decode a picture file, or its bytes, small enough for a square; a smaller one keeps its size.

    Returns:
        (h, w, 3) uint8, upright, contiguous, h and w at most ``side_px``.

    Raises:
        UserError: as ``load_picture``.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    kind = sniff(data)
    with FaultsInWords():
        image = open_header(data, kind)
        stored = stored_values(image, data, kind)
        image = decode(image, data, kind, side_px, [])
        image, _ = in_eight_bits(image, stored, None, [], data=data, page=0)
        if max(image.size) > 4 * side_px and image.mode in {"RGB", "RGBA", "L", "CMYK"}:
            image.thumbnail((2 * side_px, 2 * side_px), Image.Resampling.BOX, reducing_gap=2.0)
        turn_upright(image)
        rgb, _ = to_rgb(image, [])
        if max(rgb.shape[:2]) <= side_px:
            return rgb
        size = fitted((rgb.shape[1], rgb.shape[0]), side_px)
        small = Image.fromarray(rgb).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return to_array(small)


def picture_size(data: bytes) -> Size:
    """Return width and height as a picture's header gives them, before it is turned upright.

    Raises:
        UserError: as ``load_picture``; the rest of the picture is not looked at.
    """
    with FaultsInWords():
        return open_header(data, sniff(data)).size


def count_pages(source: Path | bytes) -> int:
    """Return how many pages a picture file has, from its headers alone.

    Raises:
        UserError: as ``load_picture``.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    kind = sniff(data)
    with FaultsInWords():
        return turn_to(open_header(data, kind), kind, 0, [])


def upright_size(source: Path | bytes) -> Size:
    """Return the width and height that a picture's first page will have, from its header alone.

    Raises:
        UserError: as ``load_picture``; the rest of the picture is not looked at.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    with FaultsInWords():
        image = open_header(data, sniff(data))
        width, height = image.size
        return (width, height) if stands_upright(image) else (height, width)

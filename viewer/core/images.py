"""Decode any picture upright as RGB uint8, within limits; say what was done, or why not."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from viewer.core.errors import UserError
from viewer.core.geometry import Size
from viewer.core.picture_file import read_bytes, sniff

Pixels = NDArray[np.uint8]

# fmt: off
IMAGE_SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".bmp", ".dib", ".gif", ".tif",
    ".tiff", ".ppm", ".pgm", ".pbm", ".pnm", ".avif", ".jp2", ".j2k",
})
# fmt: on
MAX_PIXELS = 120_000_000
MAX_SIDE = 65_500

# Pillow measures every header against this before it decodes, and raises at twice the number.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_JPEG_END = b"\xff\xd9"
_PARTIAL = "Part of this picture is missing: the file is damaged."
_FIRST_FRAME = "This is the first frame of an animation."
_FIRST_PAGE = "This is the first of several pages."
_DEEP = "16-bit values were scaled to 8 bits."
_CMYK = "Print colours (CMYK) were converted to RGB."
_ON_WHITE = "Transparent parts stand on white."
# What Pillow's parsers raise when a file lies; MemoryError is told apart.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One decoded picture."""

    rgb: Pixels  # (H, W, 3) uint8, contiguous, upright, read-only
    notes: tuple[str, ...]  # sentences: what was done to it on the way
    format: str  # "JPEG", "PNG", …
    sha256: str  # of the file's bytes

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.rgb.shape[1], self.rgb.shape[0]


def load_picture(source: Path | bytes) -> Picture:
    """Decode a picture file, or its bytes.

    The pixels equal ``cv2.imdecode``'s bit for bit wherever that is right. The first frame or
    page is taken; transparent parts stand on white; a damaged JPEG is shown as far as it goes.

    Raises:
        UserError: it is no picture, too large, damaged, or cannot be read.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    kind = sniff(data)
    rgb, notes = _decode(data, kind)
    return Picture(rgb=rgb, notes=notes, format=kind, sha256=hashlib.sha256(data).hexdigest())


def load_thumbnail(path: Path, side_px: int) -> Pixels:
    """Decode a picture file small enough for a square; a smaller picture keeps its size.

    Returns:
        (h, w, 3) uint8, upright, contiguous, h and w at most ``side_px``.

    Raises:
        UserError: as ``load_picture``.
    """
    data = read_bytes(path)
    rgb, _ = _decode(data, sniff(data), side_px)
    size = rgb.shape[1], rgb.shape[0]
    if max(size) <= side_px:
        return rgb
    small = Image.fromarray(rgb).resize(
        _fitted(size, side_px), Image.Resampling.BILINEAR, reducing_gap=2.0
    )
    return np.ascontiguousarray(small)


def _fitted(size: Size, side_px: int) -> Size:
    scale = min(1.0, side_px / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _decode(data: bytes, kind: str, side_px: int = 0) -> tuple[Pixels, tuple[str, ...]]:
    """Decode the first frame; a JPEG no larger than ``side_px`` asks for, unless that is 0."""
    try:
        image = _open(data, kind)
        notes = _first_notes(image, kind)
        image, damage = _load(image, data, kind, side_px)
        _turn_upright(image)
        rgb = _to_rgb(image, kind, notes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except MemoryError:
        raise UserError(
            "There is not enough memory for this picture.", hint="Close other programs."
        ) from None
    except _FAULTS as fault:
        raise UserError(
            "The picture is damaged or cut short.",
            hint="Copy or download it again.",
            detail=f"{type(fault).__name__}: {str(fault)[:200]}",
        ) from None
    return rgb, tuple(dict.fromkeys(damage + notes))


def _open(data: bytes, kind: str) -> Image.Image:
    """Read the header only, with the one parser the bytes ask for, and hold it to the limits."""
    image = Image.open(io.BytesIO(data), formats=(kind,))
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise _too_large(f"{image.width} × {image.height} pixels")
    return image


def _first_notes(image: Image.Image, kind: str) -> list[str]:
    notes = []
    if kind not in {"JPEG", "JPEG2000"} and getattr(image, "is_animated", False):
        image.seek(0)
        notes.append(_FIRST_PAGE if kind == "TIFF" else _FIRST_FRAME)
    if ";16" in str(getattr(image, "tile", "")):  # the layout of the stored values: "RGB;16B"
        notes.append(_DEEP)
    return notes


def _load(
    image: Image.Image, data: bytes, kind: str, side_px: int
) -> tuple[Image.Image, list[str]]:
    """Decode strictly; of a damaged JPEG keep the part that is there, and say so."""
    if kind != "JPEG":
        image.load()
        return image, []
    try:
        return _load_jpeg(image, side_px), []
    except _FAULTS:
        # An end marker makes the decoder finish with what it has. Pillow's own way, the switch
        # ImageFile.LOAD_TRUNCATED_IMAGES, does the same for all threads and formats at once.
        image = _load_jpeg(_open(data + _JPEG_END, kind), side_px)
        if all(low == high for low, high in _extrema(image)):
            raise
        return image, [_PARTIAL]


def _load_jpeg(image: Image.Image, side_px: int) -> Image.Image:
    if side_px:
        image.draft(None, _fitted(image.size, side_px))
    image.load()
    return image


def _extrema(image: Image.Image) -> NDArray[np.float64]:
    return np.reshape(image.getextrema(), (-1, 2))


def _turn_upright(image: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except _FAULTS:
        return  # unreadable EXIF says nothing about orientation; the pixels are good


def _to_rgb(image: Image.Image, kind: str, notes: list[str]) -> Pixels:
    if image.mode.startswith("I;16") or (image.mode == "I" and kind != "TIFF"):
        notes.append(_DEEP)
        grey = (np.asarray(image) >> 8).astype(np.uint8)
        image = Image.fromarray(grey)
    if image.mode in {"F", "I"}:
        raise UserError(
            "This picture holds 32-bit measurements, not colours.",
            hint="Convert it to 8 or 16 bits a channel first.",
        )
    if image.mode == "CMYK":
        notes.append(_CMYK)
    if image.has_transparency_data:
        image = _on_white(image, notes)
    rgb = np.ascontiguousarray(image if image.mode == "RGB" else image.convert("RGB"))
    rgb.flags.writeable = False
    return rgb


def _on_white(image: Image.Image, notes: list[str]) -> Image.Image:
    image = image.convert("RGBA")
    if _extrema(image)[3].min() == 255:
        return image
    notes.append(_ON_WHITE)
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)


def _too_large(detail: str = "") -> UserError:
    return UserError(
        "The picture is too large to open safely.",
        hint=f"The limit is {MAX_PIXELS // 10**6} megapixels and {MAX_SIDE:,} pixels a side.",
        detail=detail,
    )

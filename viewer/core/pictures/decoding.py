"""Open a picture's bytes with the one parser they ask for, held to the limits, page by page."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import ExifTags, ImageOps, UnidentifiedImageError

from viewer.core.errors import LimitReached, UserError
from viewer.core.maps.geometry import Size
from viewer.core.pictures.decoding_work import check_bytes, check_work
from viewer.core.pictures.limits import MAX_PAGES, MAX_SIDE, limits
from viewer.core.pictures.measured_tiff import open_measured
from viewer.core.pictures.pillow import Image

PAGED = frozenset({"TIFF", "HEIF"})  # formats whose files are books rather than films

_JPEG_END = b"\xff\xd9"
_ON_ITS_SIDE = (5, 6, 7, 8)  # values of EXIF's orientation
_PARTIAL = "Part of this picture is missing: the file is damaged."
_FIRST_FRAME = "This is the first frame of an animation."
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


class FaultsInWords:
    """Turns what decoding raises into a sentence for the user."""

    def __enter__(self) -> None:
        """Nothing is needed beforehand."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, Image.DecompressionBombError | Image.DecompressionBombWarning):
            raise _too_large() from None
        if isinstance(fault, MemoryError):
            headline = "There is not enough memory for this picture."
            raise LimitReached(headline, hint="Close other programs.") from None
        if isinstance(fault, _FAULTS):
            raise UserError(
                "The picture is damaged or cut short.",
                hint="Copy or download it again.",
                detail=f"{type(fault).__name__}: {str(fault)[:200]}",
            ) from None


def fitted(size: Size, side_px: int) -> Size:
    """Return the largest size of the same shape that a square holds; never larger than before."""
    scale = min(1.0, side_px / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def open_header(data: bytes, kind: str) -> Image.Image:
    """Read the header only, with the one parser the bytes ask for, and hold it to the limits."""
    if kind == "HEIF":
        from viewer.core.pictures.heif import register  # noqa: PLC0415 - few pictures need it

        register()
    check_bytes(data, kind)
    try:
        image = Image.open(io.BytesIO(data), formats=(kind,))
    except UnidentifiedImageError:
        if kind != "TIFF":
            raise
        image = open_measured(data)
    _measure(image)
    check_work(image, data, kind)
    return image


def _measure(image: Image.Image) -> None:
    if image.width * image.height > limits().pixels or max(image.size) > MAX_SIDE:
        raise _too_large(f"{image.width} × {image.height} pixels")


def turn_to(image: Image.Image, kind: str, page: int, notes: list[str]) -> int:
    """Turn to one page, or to the first frame of a film; return the number of pages."""
    pages = 1
    if kind in PAGED:
        pages = _count_pages(image, kind)
        if not 0 <= page < pages:
            raise UserError(f"There is no page {page + 1} in this file; it has {pages}.")
        image.seek(page)
        _measure(image)
        if pages > 1:
            notes.append(f"Page {page + 1} of {pages}.")
    elif kind not in {"JPEG", "JPEG2000"} and getattr(image, "is_animated", False):
        image.seek(0)
        notes.append(_FIRST_FRAME)
    return pages


def _count_pages(image: Image.Image, kind: str) -> int:
    if kind == "HEIF":
        return getattr(image, "n_frames", 1)
    pages = 1
    try:
        while pages < MAX_PAGES:
            image.seek(pages)
            pages += 1
    except _FAULTS:
        pass  # the end, or a page that cannot be read
    return pages


def decode(
    image: Image.Image, data: bytes, kind: str, side_px: int, notes: list[str]
) -> Image.Image:
    """Decode strictly; of a damaged JPEG keep the part that is there, and say so.

    A JPEG is decoded no larger than ``side_px`` asks for, unless that is 0.
    """
    if kind != "JPEG":
        image.load()
        return image
    try:
        return _load_jpeg(image, side_px)
    except _FAULTS:
        # An end marker makes the decoder finish with what it has. Pillow's own way, the switch
        # ImageFile.LOAD_TRUNCATED_IMAGES, does the same for all threads and formats at once.
        image = _load_jpeg(open_header(data + _JPEG_END, kind), side_px)
        if all(low == high for low, high in np.reshape(image.getextrema(), (-1, 2))):
            raise
        notes.append(_PARTIAL)
        return image


def _load_jpeg(image: Image.Image, side_px: int) -> Image.Image:
    if side_px:
        image.draft(None, fitted(image.size, side_px))
    image.load()
    return image


def turn_upright(image: Image.Image) -> None:
    """Turn a decoded picture as its EXIF says."""
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except _FAULTS:
        return  # unreadable EXIF says nothing about orientation; the pixels are good


def stands_upright(image: Image.Image) -> bool:
    """Tell whether width and height stay what they are when a picture is turned upright."""
    if image.format == "TIFF":  # Pillow has exchanged them already
        return True
    try:
        return image.getexif().get(ExifTags.Base.Orientation) not in _ON_ITS_SIDE
    except _FAULTS:
        return True


def _too_large(detail: str = "") -> LimitReached:
    return LimitReached(
        "The picture is too large to open safely.",
        hint=f"The limit is {limits().megapixels} megapixels; it can be changed in the options.",
        detail=detail,
    )

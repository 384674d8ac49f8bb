"""TIFF files whose values Pillow does not know: floats in colours, doubles, LogLuv, odd bits."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import TiffImagePlugin, UnidentifiedImageError

from viewer.core.errors import UserError
from viewer.core.pictures.limits import MAX_SIDE, limits
from viewer.core.pictures.pillow import Image

MEASURED = "measured"  # where the values stand in the picture's info

_WIDTH, _HEIGHT, _BITS, _PACKING, _SAMPLES, _FORMAT = 256, 257, 258, 259, 277, 339  # TIFF 6.0, tags
_WHOLE, _FLOAT = 1, 3
_LOG_LUV = (34676, 34677)  # brightness and colour in few bits; OpenCV gives floats
_ODD_BITS = (10, 12, 14)
_USUAL = {(1, 1), (1, 32), *((samples, bits) for samples in (1, 3, 4) for bits in (8, 16))}
_LARGEST_VALUE = 8  # bytes


@dataclass(frozen=True, slots=True, eq=False)
class TiffPixels:
    """What a file holds: (H, W) or (H, W, 3) RGB, and of whole numbers, how many bits they have."""

    values: NDArray[np.generic]
    bits: int = 0


def open_measured(data: bytes) -> Image.Image:
    """Read the first page of a TIFF file that Pillow does not know.

    Its size is looked at before anything is decoded; OpenCV decodes, and lets other threads run.

    Returns:
        A black picture of the right size, with ``TiffPixels`` in its info.

    Raises:
        UnidentifiedImageError: it is no such file.
        UserError: its values are of a kind that is not read.
        DecompressionBombError: it is too large.
    """
    import cv2  # noqa: PLC0415 - few pictures need it, and it takes its time

    bits = _look_at_header(data)
    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as fault:
        raise UnidentifiedImageError(str(fault)[:100]) from None
    if values is None:
        raise UnidentifiedImageError("the values cannot be read")
    if values.ndim == 3:
        values = np.ascontiguousarray(values[..., 2::-1])  # BGR or BGRA
    if bits:
        values = np.right_shift(values.astype(np.uint16), 16 - bits)  # OpenCV moves them up
    image = Image.new("L", values.shape[1::-1])
    image.info[MEASURED] = TiffPixels(values, bits)
    return image


def _look_at_header(data: bytes) -> int:
    """Return the bits of whole numbers; 0: these are floats."""
    stream = io.BytesIO(data)
    tags = TiffImagePlugin.ImageFileDirectory_v2(stream.read(8))
    stream.seek(tags.next)
    tags.load(stream)
    width, height, samples = (int(tags[_WIDTH]), int(tags[_HEIGHT]), int(tags.get(_SAMPLES, 1)))
    bits, formats = set(tags.get(_BITS, (0,))), set(tags.get(_FORMAT, (_WHOLE,)))
    floats = (formats == {_FLOAT} and bits <= {32, 64}) or tags.get(_PACKING) in _LOG_LUV
    odd = formats == {_WHOLE} and len(bits) == 1 and bits <= set(_ODD_BITS)
    if not floats and formats == {_WHOLE} and (samples, max(bits)) in _USUAL:
        raise UnidentifiedImageError  # Pillow knows such values, so the file is damaged
    if not (floats or odd) or samples not in {1, 3, 4}:
        raise UserError(
            f"CamScope does not read the values of this TIFF file: {samples} of {max(bits)} bits in"
            " each pixel.",
            hint="Save it with whole numbers of 8 or 16 bits or floats of 32, one, three or four in"
            " each pixel, or as PNG.",
        )
    size_bytes = width * height * samples * max(*bits, 32) // 8
    if max(width, height) > MAX_SIDE or size_bytes > limits().pixels * _LARGEST_VALUE:
        raise Image.DecompressionBombError(f"{width} x {height}")
    return max(bits) if odd else 0

"""TIFF files of measurements that Pillow does not know: floats in colours, and double precision."""

from __future__ import annotations

import io

import numpy as np
from PIL import TiffImagePlugin, UnidentifiedImageError

from viewer.core.pictures.limits import MAX_SIDE, limits
from viewer.core.pictures.pillow import Image
from viewer.core.pictures.pixels import scale_measurements

NOTES = "measured"  # where the sentences on what was done stand in the picture's info

_WIDTH, _HEIGHT, _BITS, _SAMPLES, _FORMAT = 256, 257, 258, 277, 339  # TIFF 6.0, tags
_FLOAT = 3
_LARGEST_VALUE = 8  # bytes


def open_measured(data: bytes) -> Image.Image:
    """Read the first page of a TIFF of floats, scaled to 8 bits.

    Its size is looked at before anything is decoded; OpenCV decodes, and lets other threads run.

    Raises:
        UnidentifiedImageError: it is no such file.
        DecompressionBombError: it is too large.
    """
    import cv2  # noqa: PLC0415 - few pictures need it, and it takes its time

    _look_at_header(data)
    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as fault:
        raise UnidentifiedImageError(str(fault)[:100]) from None
    if values is None:
        raise UnidentifiedImageError("the floats cannot be read")
    if values.ndim == 3:
        values = values[..., 2::-1]  # BGR or BGRA
    notes: list[str] = []
    image = scale_measurements(values, notes)
    image.info[NOTES] = tuple(notes)
    return image


def _look_at_header(data: bytes) -> None:
    stream = io.BytesIO(data)
    tags = TiffImagePlugin.ImageFileDirectory_v2(stream.read(8))
    stream.seek(tags.next)
    tags.load(stream)
    width, height, samples = (int(tags[_WIDTH]), int(tags[_HEIGHT]), int(tags.get(_SAMPLES, 1)))
    bits, formats = tags.get(_BITS, (0,)), tags.get(_FORMAT, (0,))
    if set(formats) != {_FLOAT} or not set(bits) <= {32, 64} or samples not in {1, 3, 4}:
        raise UnidentifiedImageError("no floats in one, three or four channels")
    size_bytes = width * height * samples * max(bits) // 8
    if max(width, height) > MAX_SIDE or size_bytes > limits().pixels * _LARGEST_VALUE:
        raise Image.DecompressionBombError(f"{width} x {height}")

"""Pictures of more than 8 bits: what their file tells of the values, and the values themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.pictures.depth import DEPTHS, Levels, to_eight_bits, white_value
from viewer.core.pictures.measured_tiff import MEASURED, TiffPixels
from viewer.core.pictures.pillow import Image

_BITS, _DESCRIPTION, _LARGEST, _PLANES, _SIGNED_LARGEST = 258, 270, 281, 284, 341  # TIFF 6.0, tags
_FORMAT, _WHOLE = 339, 1  # whole numbers without a sign
_SIGNIFICANT = re.compile(r'\bSignificantBits="(\d{1,2})"')  # of OME-TIFF
_APART = 2
_J2K_SIZE, _J2K_DEPTH = b"\xff\x51", 40  # the marker, and where the depth stands behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """How a picture's values lie in its file.

    Args:
        cut: Pillow keeps the high 8 bits of each value, so that others must read them.
        white: the value that the file tells to be white; 0: none.
    """

    cut: bool = False
    white: int = 0


def stored_values(image: Image.Image, data: bytes, kind: str) -> Stored:
    """Tell how the values lie, from the header of a page that is turned to and not yet decoded.

    Raises:
        UserError: they lie in a way that is not read.
    """
    tiles = getattr(image, "tile", ())
    cut = ";16" in str(tiles) and len(image.getbands()) > 1  # “RGB;16B” names such a layout
    if kind == "PNG":
        return Stored(cut=cut, white=_end(_png_bits(data)))
    if kind == "TIFF":
        return Stored(cut=cut, white=_end(_tiff_bits(image)))
    if kind == "PPM" and tiles and isinstance(tiles[0][3], tuple):
        most = int(tiles[0][3][1])
        return Stored(cut=most > 255, white=most if most < 65535 else 0)
    if kind == "JPEG2000":
        bits = _j2k_bits(data)
        return Stored(
            cut=bits == 16 and len(image.getbands()) > 1, white=0 if bits == 16 else 65535
        )
    return Stored()


def _end(bits: int) -> int:
    """Return the largest value of so many bits, or of the next depth that cameras fill."""
    return 2 ** next((depth for depth in DEPTHS if depth >= bits), 0) - 1 if bits else 0


def _png_bits(data: bytes) -> int:
    """Return the significant bits that a PNG tells before its pixels; 0: none."""
    place = data.find(b"sBIT", 8, max(8, data.find(b"IDAT")))
    if place < 8:
        return 0
    length = int.from_bytes(data[place - 4 : place], "big")
    told = data[place + 4 : place + 4 + min(length, 3)]
    return max(told, default=0) if max(told, default=0) <= 16 else 0


def _tiff_bits(image: Image.Image) -> int:
    measured = image.info.get(MEASURED)
    if isinstance(measured, TiffPixels):
        return measured.bits
    tags = getattr(image, "tag_v2", {})
    stored = max(_numbers(tags.get(_BITS, 0)), default=0)
    if stored == 16 and _APART in _numbers(tags.get(_PLANES, 1)) and len(image.getbands()) > 1:
        raise UserError(
            "The colours of this TIFF file lie apart in 16 bits, which CamScope does not read.",
            hint="Save it with the colours of a pixel side by side (chunky), or as PNG.",
        )
    if 8 < stored < 16:
        return stored
    described = _SIGNIFICANT.search(str(tags.get(_DESCRIPTION, "")))
    if described:
        return int(described[1]) if int(described[1]) <= 16 else 0
    told = (*_numbers(tags.get(_LARGEST, 0)), *_numbers(tags.get(_SIGNED_LARGEST, 0)))
    return max((number.bit_length() for number in told if 0 < number < 65536), default=0)


def _numbers(told: object) -> tuple[int, ...]:
    entries = told if isinstance(told, tuple) else (told,)
    return tuple(int(entry) for entry in entries if isinstance(entry, int | float))


def _j2k_bits(data: bytes) -> int:
    place = data.find(_J2K_SIZE)
    depth = data[place + _J2K_DEPTH : place + _J2K_DEPTH + 1] if place >= 0 else b""
    return (depth[0] & 0x7F) + 1 if depth else 0


def in_eight_bits(
    image: Image.Image,
    stored: Stored,
    levels: Levels | None,
    notes: list[str],
    *,
    data: bytes,
    page: int,
) -> tuple[Image.Image, Levels | None]:
    """Return a decoded picture in 8 bits for each value, and the levels that were black and white.

    Args:
        image: decoded; of one that has 8 bits already nothing is changed.
        stored: how its values lie in the file.
        levels: set by hand; None: as the values and the file tell.
        notes: sentences on what is done are appended.
        data: the file's bytes.
        page: which of its pages this is.
    """
    values = _values(image, stored, data, page)
    if values is None:
        notes += [_told(65535)] if stored.cut else []
        return image, None
    if values.dtype == np.uint16:
        done, used = _from_sixteen(values, stored.white, levels, notes)
    else:
        done, used = scale_measurements(values, notes, levels)
    result = Image.fromarray(done)
    # A transparent colour is told in the stored depth, which Pillow does not reckon with.
    result.info = {key: told for key, told in image.info.items() if key != "transparency"}
    result.format = image.format
    return result, used


def _values(
    image: Image.Image, stored: Stored, data: bytes, page: int
) -> NDArray[np.generic] | None:
    """Return the stored values of a deep picture, (H, W) or (H, W, bands); None: it is not deep."""
    measured = image.info.get(MEASURED)
    if isinstance(measured, TiffPixels):
        return measured.values
    values = _read_with_opencv(image, data, page) if stored.cut else None
    if values is not None:
        return values
    if image.mode.startswith("I;16"):
        return np.asarray(image).astype(np.uint16, copy=False)
    if image.mode == "I" and image.format != "TIFF":  # Pillow's old way to say 16 bits
        return np.asarray(image).astype(np.uint16)
    if image.mode == "I" and _WHOLE in _numbers(getattr(image, "tag_v2", {}).get(_FORMAT, _WHOLE)):
        return np.asarray(image).view(np.uint32)  # Pillow takes all of 32 bits for signed ones
    return np.asarray(image) if image.mode in {"F", "I"} else None


def _read_with_opencv(image: Image.Image, data: bytes, page: int) -> NDArray[np.generic] | None:
    """Return values of 16 bits in Pillow's order of bands, or None; a TIFF's come upright."""
    import cv2  # noqa: PLC0415 - few pictures need it, and it takes its time

    buffer = np.frombuffer(data, np.uint8)
    try:
        if page:
            pages = cv2.imdecodemulti(buffer, cv2.IMREAD_UNCHANGED, range=(page, page + 1))[1]
            values = pages[0] if pages else None
        else:
            values = cv2.imdecode(buffer, cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    if values is None or values.dtype != np.uint16 or values.shape[1::-1] != image.size:
        return None
    order = {"RGB": [2, 1, 0], "RGBA": [2, 1, 0, 3], "LA": [2, 1, 0, 3]}.get(image.mode, [])
    if values.ndim == 2:
        return values if len(image.getbands()) == 1 or image.mode == "I" else None
    return values[..., order] if order and len(order) <= values.shape[2] else None


def _from_sixteen(
    values: NDArray[np.generic], told: int, levels: Levels | None, notes: list[str]
) -> tuple[NDArray[np.uint8], Levels]:
    colours = values[..., :3] if values.ndim == 3 else values
    white = white_value(int(colours.max(initial=0)), told)
    used = levels or (0.0, float(white))
    done = to_eight_bits(colours, used)
    if colours.shape != values.shape:  # how opaque is no matter of levels
        opaque = values[..., 3]
        end = max(white_value(int(opaque.max(initial=0)), told), white)
        done = np.dstack([done, to_eight_bits(opaque, (0, end))])
    if levels:
        notes.append(f"Levels set by hand: {levels[0]:.6g} is black, {levels[1]:.6g} is white.")
    else:
        notes.append(_told(white))
    return done, used


def _told(white: int) -> str:
    bits = white.bit_length()
    return f"Values of {bits} bits were scaled to 8 bits: 0 is black, {white} is white."


def scale_measurements(
    values: NDArray[np.generic], notes: list[str], levels: Levels | None = None
) -> tuple[NDArray[np.uint8], Levels]:
    """Return measurements as 8-bit values, from the smallest to the largest finite one.

    Args:
        values: (H, W), or (H, W, 3) RGB.
        notes: sentences on what is done are appended.
        levels: set by hand; None: the smallest and the largest.
    """
    with np.errstate(invalid="ignore"):  # a file may hold NaNs that signal
        numbers = values.astype(np.float64)
    finite = np.isfinite(numbers)
    low, high = (numbers[finite].min(), numbers[finite].max()) if finite.any() else (0.0, 0.0)
    used = levels or (float(low), float(high))
    if levels:
        notes.append(f"Levels set by hand: {levels[0]:.6g} is black, {levels[1]:.6g} is white.")
    else:
        notes.append(f"Measurements were scaled: {low:.4g} is black, {high:.4g} is white.")
    if not finite.all():
        notes.append("Values that are no numbers are black.")
    if used[0] >= used[1]:  # one value everywhere
        return np.zeros(values.shape, np.uint8), used
    return to_eight_bits(np.where(finite, numbers, used[0]), used), used

"""Which stored values are black and white in a picture of more than 8 bits: one rule for all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError

Bytes = NDArray[np.uint8]
Levels = tuple[float, float]  # the stored values that are shown black and white

DEPTHS = (8, 10, 12, 14, 16)  # bits that cameras and scanners fill
STRIP_PIXELS = 1 << 16  # handled at a time: they stay in the cache, and no other thread waits long


def parse_levels(text: str) -> Levels:
    """Read “LOW:HIGH”, such as “0:4095”.

    Raises:
        UserError: these are no two rising numbers.
    """
    low, _, high = text.partition(":")
    try:
        levels = float(low), float(high)
    except ValueError:
        levels = (0.0, 0.0)
    if not (levels[0] < levels[1] and np.isfinite(levels).all()):
        raise UserError(
            f"“{text}” is no range of values.",
            hint="Type the values for black and for white, such as 0:4095.",
        )
    return levels


def white_value(largest: int, told: int) -> int:
    """Return the stored value that means white.

    That is what the file tells, unless a value lies above it. Else it is the end of the fewest
    bits, of those that cameras fill, in which the largest value fits.

    Args:
        largest: of all stored colours.
        told: by the file; 0: nothing.
    """
    if told and largest <= told:
        return told
    return next(end for end in (2**bits - 1 for bits in DEPTHS) if largest <= end)


def to_eight_bits(values: NDArray[np.generic], levels: Levels) -> Bytes:
    """Return stored values as bytes: those outside of the levels become black and white.

    Between 0 and the end of some bits the high eight of them are taken, which is what other
    programs show; between other levels the nearest of 256 is.

    Args:
        values: (H, W) or (H, W, bands), whole or broken numbers; what is no number becomes black.
        levels: black and white.
    """
    low, high = levels
    bits = int(high).bit_length()
    plain = low == 0 and high == 2**bits - 1 and bits in DEPTHS and values.dtype == np.uint16
    if plain and int(values.max(initial=0)) <= high:
        return np.right_shift(values, bits - 8).astype(np.uint8)
    result = np.empty(values.shape, np.uint8)
    for top, bottom in strips(values.shape[1], values.shape[0]):
        with np.errstate(invalid="ignore"):  # a file may hold NaNs that signal
            strip = values[top:bottom].astype(np.float64)
            share = (strip / 2 - low / 2) / (high / 2 - low / 2)  # halves: no double is too large
        result[top:bottom] = np.rint(np.clip(np.nan_to_num(share, nan=0.0), 0, 1) * 255)
    return result


def strips(width: int, height: int) -> Iterator[tuple[int, int]]:
    """Yield the first row of each strip and the row after its last."""
    rows = max(1, STRIP_PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield top, min(top + rows, height)

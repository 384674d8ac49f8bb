"""Masks as files: the number at each place, of a class or of nothing but being marked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.decoding import FaultsInWords, open_header
from viewer.core.pictures.picture_file import read_bytes, sniff

FORMATS = ("PNG", "TIFF", "BMP", "GIF")  # without loss, so that a number stays a number


def read_mask(path: Path) -> NDArray[np.int32]:
    """Read a mask, (H, W) int32: numbers of a palette or of greys; of colours 1 where not black.

    Raises:
        UserError: it cannot be read, or is no mask.
    """
    data = read_bytes(path)
    kind = sniff(data)
    if kind not in FORMATS:
        raise UserError(
            f"“{shown_path(path.name)}” is no mask.", hint="Masks are PNG, TIFF, BMP or GIF files."
        )
    with FaultsInWords():
        image = open_header(data, kind)
        image.load()
        values = np.asarray(image)
    if values.ndim == 3:
        return (values[..., :3] != 0).any(axis=2).astype(np.int32)
    if values.ndim != 2 or values.dtype.kind not in "biu":
        raise UserError(f"“{shown_path(path.name)}” is no mask.", hint="Its values are not whole.")
    return values.astype(np.int32)

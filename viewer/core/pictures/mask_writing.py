"""Write a drawn mask as a picture of black and white, named by what it marks."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.core.files.whole_file import write_whole


def keep_mask(folder: Path, mask: NDArray[np.bool_]) -> Path:
    """Write a mask into a folder, once, and return its file.

    Args:
        folder: made if it is not there.
        mask: (height, width) of the whole picture; what is true becomes white.

    Raises:
        UserError: it cannot be written.
    """
    from PIL import Image  # noqa: PLC0415 - the window's start does without it

    told = f"{mask.shape}".encode() + np.packbits(mask).tobytes()
    path = folder / f"region-{hashlib.sha256(told).hexdigest()[:16]}.png"
    if not path.is_file():
        buffer = io.BytesIO()
        Image.fromarray(mask.astype(np.uint8) * 255).save(buffer, "PNG")
        write_whole(path, buffer.getvalue(), make_folder=True)
    return path

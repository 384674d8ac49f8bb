"""Write pixels as a picture file, whole, and never over the picture that they were made of."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.images import Pixels

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}
JPEG_QUALITY = 95


def write_picture(path: Path, rgb: Pixels, *, original: Path | None = None) -> None:
    """Write a picture as the ending of its name says.

    Args:
        path: ends in one of `FORMATS`.
        rgb: (H, W, 3) uint8 sRGB.
        original: what it was made of, which is not replaced.

    Raises:
        UserError: it would replace the original, the ending is none of ours, or the file cannot be
            written.
    """
    from PIL import Image  # noqa: PLC0415 - the window's start does without it

    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise UserError(f"Pictures are not written as “{shown_path(path.suffix)}”.", hint=known)
    if original is not None and _same(path, original):
        raise UserError(
            "The picture itself is not replaced.", hint="Choose another name or folder."
        )
    buffer = io.BytesIO()
    kind = FORMATS[path.suffix.lower()]
    more = {"quality": JPEG_QUALITY, "subsampling": 0} if kind == "JPEG" else {}
    Image.fromarray(rgb).save(buffer, kind, **more)
    write_whole(path, buffer.getvalue())


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return one.absolute() == other.absolute()

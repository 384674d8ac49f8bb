"""Pictures that came without a file, pasted or downloaded: kept in a folder of ours, named."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

from viewer import paths
from viewer.core.files.whole_file import write_whole
from viewer.core.pictures.picture_file import sniff

_SUFFIXES = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "GIF": ".gif",
    "TIFF": ".tif",
    "JPEG2000": ".jp2",
    "AVIF": ".avif",
    "HEIF": ".heic",
    "BMP": ".bmp",
    "PPM": ".ppm",
}
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_STEM = 60  # characters
NAMELESS = "picture"


def folder() -> Path:
    """Return where they are kept; it may not exist yet."""
    return paths.user_data() / "pictures"


def keep_picture(data: bytes, told_name: str = "") -> Path:
    """Write a picture's bytes into the folder, and return its file.

    The same bytes are kept once; the name tells where they come from, and their hash.

    Args:
        data: of a picture file, of any kind that is opened.
        told_name: what it is called where it comes from.

    Raises:
        UserError: it is no picture, or cannot be written.
    """
    suffix = _SUFFIXES[sniff(data)]
    stem = _UNSAFE.sub("_", PurePosixPath(told_name).stem).strip("._")[:_LONGEST_STEM]
    path = folder() / f"{stem or NAMELESS}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    if not path.is_file():
        write_whole(path, data, make_folder=True)
    return path

"""Whether CamScope wrote a file, told by the mark that it bears: only then may it be replaced.

Figures carry their recipe, the JSON beside them ends with our versions, raw maps and overlays have
a comment. Tables and single arrays bear no mark, since people go on writing in them: like all that
cannot be told for sure, they count as somebody else's.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from viewer.core.errors import UserError
from viewer.core.files.file_reading import open_file, read_head

NPZ_COMMENT = b"CamScope raw maps"  # of the zip archive that a .npz is
JPEG_COMMENT = b"CamScope overlay"
_JPEG_MARK = b"\xff\xfe" + struct.pack(">H", len(JPEG_COMMENT) + 2) + JPEG_COMMENT

_END_BYTES = 4096
_SVG_BYTES = 4 << 20  # the names of all pictures stand before the recipe
_MOST_CHUNKS = 64  # of a PNG, before its pixels
_MOST_TAGS = 512
_TIFF_DESCRIPTION, _TIFF_TEXT = 270, 2
_DESCRIPTIONS = (b'{"kind": "camscope-figure"', b"CamScope ")
_JSON_HEAD = re.compile(rb'\s*\{\s*"(format": \d|kind": "camscope-figure")')
_JSON_END = re.compile(rb'"versions": \{\s*"camscope": "[^"]*"[^{}]*\}\s*\}\s*\Z')


def is_ours(path: Path | str) -> bool:
    """Tell whether a file bears our mark; what is not there, or cannot be read, does not.

    A few thousand bytes of an ordinary file are read, whatever its size; a pipe or a device is
    left alone.
    """
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - of a million texts
    bears_mark = _MARKS.get(ending)
    try:
        if ending == ".jpg":
            return _JPEG_MARK in read_head(path, _END_BYTES)
        if bears_mark is None:
            return False
        if ending == ".png":
            with suppress(struct.error):  # what stands before the pixels goes on behind the head
                return bears_mark(BytesIO(read_head(path, _END_BYTES)))
        with open_file(Path(path)) as file:
            return bears_mark(file)
    except (UserError, OSError, ValueError, struct.error):
        return False


def _png(file: IO[bytes]) -> bool:
    """Look for the recipe among the texts that stand before the pixels."""
    if _read(file, 8) != b"\x89PNG\r\n\x1a\n":
        return False
    for _ in range(_MOST_CHUNKS):
        length, kind = struct.unpack(">I4s", _read(file, 8))
        if kind == b"IDAT":
            break
        here = file.tell()
        if kind == b"iTXt" and _read(file, 9) == b"CamScope\0":
            return True
        file.seek(here + length + 4)
    return False


def _tiff(file: IO[bytes]) -> bool:
    """Read how the description begins."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(_read(file, 4))
    if order is None:
        return False
    file.seek(*struct.unpack(f"{order}I", _read(file, 4)))
    (count,) = struct.unpack(f"{order}H", _read(file, 2))
    tags = _read(file, 12 * min(count, _MOST_TAGS))
    for tag, kind, length, place in struct.iter_unpack(f"{order}HHII", tags):
        if (tag, kind) == (_TIFF_DESCRIPTION, _TIFF_TEXT) and length > 4:
            file.seek(place)
            return _read(file, min(length, 64)).startswith(_DESCRIPTIONS)
    return False


def _svg(file: IO[bytes]) -> bool:
    return b'<camscope:recipe xmlns:camscope="urn:camscope:figure:' in _read(file, _SVG_BYTES)


def _pdf(file: IO[bytes]) -> bool:
    """Look where our addition stands; what another program has added would come after it."""
    return b"</camscope:recipe>" in _end(file)


def _json(file: IO[bytes]) -> bool:
    return bool(_JSON_HEAD.match(_read(file, 64)) and _JSON_END.search(_end(file)))


def _npz(file: IO[bytes]) -> bool:
    return _end(file).endswith(NPZ_COMMENT)


def _read(file: IO[bytes], count: int) -> bytes:
    return file.read(count) or b""


def _end(file: IO[bytes]) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES))
    return _read(file, _END_BYTES)


_MARKS: dict[str, Callable[[IO[bytes]], bool]] = {
    ".png": _png,
    ".tif": _tiff,
    ".tiff": _tiff,
    ".svg": _svg,
    ".pdf": _pdf,
    ".json": _json,
    ".npz": _npz,
}

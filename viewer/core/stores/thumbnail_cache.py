"""Thumbnails kept on disk where file managers keep theirs, by the rule of freedesktop.org.

The rule: the Thumbnail Managing Standard. A thumbnail is a PNG called by the MD5 of the picture's
address, in a folder for its size; it names the picture and when that was last changed, and one
whose two statements do not fit is of no use. A picture that a program could not read gets an empty
PNG in that program's own folder of failures.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

import numpy as np
from numpy.typing import NDArray
from PIL import PngImagePlugin

from viewer import __version__
from viewer.core.errors import UserError
from viewer.core.files.whole_file import NotWritten, sweep, write_whole
from viewer.core.pictures.picture_file import read_bytes
from viewer.core.pictures.pillow import Image

SIZES = {"normal": 128, "large": 256, "x-large": 512}  # folder: the longer side, in pixels
_LARGEST_PX = max(SIZES.values())
_FAULTS = (OSError, SyntaxError, ValueError, UserError, EOFError, Image.DecompressionBombError)
_SAFE = b"/&=:@+$,!~*'()"  # what GLib leaves as it is in a file's address

_OLD_DRAFT = re.compile(r"tmp[a-z0-9_]{8}\.tmp")  # of earlier versions that were killed, or of
_OLD_S = 86_400.0  # other programs: theirs are not so old

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class KeptThumbnail:
    """What the cache knows of one picture: its thumbnail, or that it cannot be read."""

    rgb: Pixels | None  # (h, w, 3) uint8, at most 512 pixels a side; None: it failed before
    sentence: str = ""  # why it failed


class ThumbnailCache:
    """The cache of one user.

    Args:
        folder: where it lies; None stands for the place that all programs share.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or shared_folder()
        self._swept: set[Path] = set()
        self._failures = self.folder / "fail" / f"camscope-{__version__}"

    def find(self, path: Path, mtime_ns: int, side_px: int = 128) -> KeptThumbnail | None:
        """Return what is known of a picture in its present state, or None.

        Args:
            path: of the picture.
            mtime_ns: when it was changed last.
            side_px: for which its thumbnail is wanted; a larger one will do.
        """
        address = address_of(path)
        name = _name_of(address)
        for size, largest_px in SIZES.items():
            if largest_px < side_px:
                continue
            image = self._read(self.folder / size / name, address, mtime_ns)
            if image is not None and max(image.size) <= largest_px:
                rgb = np.asarray(_on_white(image))
                return KeptThumbnail(rgb)
        failed = self._read(self._failures / name, address, mtime_ns)
        if failed is None:
            return None
        return KeptThumbnail(None, str(failed.info.get("CamScope::Reason", ""))[:200])

    def keep(self, path: Path, mtime_ns: int, rgb: Pixels, side_px: int = 128) -> None:
        """Keep a thumbnail made for a square of 128, 256 or 512; a disk that refuses is no harm."""
        size = next(name for name, largest_px in SIZES.items() if largest_px >= side_px)
        self._write(self.folder / size, path, mtime_ns, Image.fromarray(rgb))

    def keep_failure(self, path: Path, mtime_ns: int, sentence: str) -> None:
        """Remember that a picture cannot be read, so that it is not tried again."""
        self._write(self._failures, path, mtime_ns, Image.new("L", (1, 1)), sentence)

    def _read(self, file: Path, address: str, mtime_ns: int) -> Image.Image | None:
        """Return a kept PNG if it is of this picture in this state."""
        try:
            with Image.open(io.BytesIO(read_bytes(file)), formats=("PNG",)) as image:
                if max(image.size) > _LARGEST_PX:
                    return None
                stated = image.info.get("Thumb::URI"), image.info.get("Thumb::MTime")
                if stated != (address, str(mtime_ns // 10**9)):
                    return None
                image.load()
                return image
        except _FAULTS:
            return None

    def _write(
        self, folder: Path, path: Path, mtime_ns: int, image: Image.Image, reason: str = ""
    ) -> None:
        if self.folder in path.parents:
            return  # no thumbnails of thumbnails
        address = address_of(path)
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Thumb::URI", address)
        texts.add_text("Thumb::MTime", str(mtime_ns // 10**9))
        texts.add_text("Software", "CamScope")
        if reason:
            texts.add_itxt("CamScope::Reason", reason)
        content = io.BytesIO()
        image.save(content, "PNG", pnginfo=texts, compress_level=3)
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder, _OLD_DRAFT, older_than_s=_OLD_S)
        with suppress(NotWritten):
            kept = folder / _name_of(address)
            write_whole(kept, content.getvalue(), make_folder=True, cached=True)


def shared_folder() -> Path:
    """Return the folder of thumbnails that this user's programs share."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if home and Path(home).is_absolute():
        return Path(home) / "thumbnails"
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "CamScope" / "thumbnails"
    return Path.home() / ".cache" / "thumbnails"


def address_of(path: Path) -> str:
    """Return a file's address, written as GLib writes it: all programs must agree on it."""
    if sys.platform == "win32":
        return path.as_uri()
    return "file://" + quote_from_bytes(os.fsencode(path), safe=_SAFE)


def _name_of(address: str) -> str:
    return hashlib.md5(address.encode(), usedforsecurity=False).hexdigest() + ".png"


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")

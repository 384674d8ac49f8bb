"""Read the recipe back out of an exported figure, without believing a word it says."""

from __future__ import annotations

import html
import io
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import LimitReached, UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.pillow import Image
from viewer.core.plain import LARGEST_JSON, from_plain, parse_json
from viewer.core.scene import Scene
from viewer.figure.recipe import FORMAT, KIND
from viewer.figure.style import FigureStyle

LARGEST_FILE = 300_000_000  # bytes
PNG_KEY, TIFF_DESCRIPTION = "CamScope", 270
_OPENING, _CLOSING = b"<camscope:recipe", b"</camscope:recipe>"
_PIECE_BYTES = 8 << 20  # searched at once: in between other threads run
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 10_000  # of a PNG, before its pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecipe:
    """What a figure says of itself; its paths are relative to the figure's folder."""

    path: Path
    style: FigureStyle
    requests: tuple[ExplainRequest, ...]
    scene: Scene | None
    sha256: tuple[tuple[str, str], ...]  # name and hash of each picture's file
    data: dict[str, Any]

    @property
    def weights_sha256(self) -> str:
        """The hash of the weights that the figure was made with; empty: it is not told."""
        return _text_in(self.data.get("model"), "weights_sha256")


def read_recipe(path: Path) -> ReadRecipe:
    """Read a figure's recipe, from the figure itself or from the JSON beside it.

    Raises:
        UserError: the file cannot be read, carries no recipe, or one we do not understand.
    """
    text = find_recipe(path)
    if text is None:
        raise UserError(
            f"“{shown_path(path.name)}” is no figure made by CamScope.",
            hint="Another program may have saved it again without what it carried.",
        )
    return understand(text, path)


def find_recipe(path: Path) -> str | None:
    """Return the text of a file's recipe; None when it carries none.

    Raises:
        UserError: the file cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return None
    try:
        return reader(read_file(path, most_bytes=LARGEST_FILE))
    except LimitReached:
        return None
    except UserError as error:
        raise UserError(
            f"“{shown_path(path.name)}” cannot be read.", hint=error.headline, detail=error.detail
        ) from error


def understand(text: str, path: Path) -> ReadRecipe:
    """Return what a recipe says.

    Args:
        text: as ``find_recipe`` has found it.
        path: where it was found.

    Raises:
        UserError: it is damaged, or says what we do not understand.
    """
    name = shown_path(path.name)
    try:
        data = parse_json(text)
    except ValueError as error:
        raise UserError(f"The recipe in “{name}” is damaged.", detail=str(error)) from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise UserError(f"“{name}” is no figure made by CamScope.")
    if type(data.get("format")) is not int or data["format"] > FORMAT:
        raise UserError(
            f"“{name}” was made by a newer CamScope.", hint="Update CamScope to open it."
        )
    told, told_scene = _listed(data.get("requests")), data.get("scene")
    return ReadRecipe(
        path=path,
        style=from_plain(FigureStyle, data.get("figure")),
        requests=from_plain(_REQUESTS, told),
        scene=None if told_scene is None else from_plain(Scene, told_scene),
        sha256=tuple(
            (_text_in(picture, "name"), _text_in(picture, "sha256"))
            for each in _listed(data.get("pictures"))
            if isinstance(each, Mapping) and (picture := each.get("picture"))
        ),
        data=data,
    )


_REQUESTS = tuple[ExplainRequest, ...]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text_in(table: object, key: str) -> str:
    told = table.get(key) if isinstance(table, Mapping) else ""
    return told if isinstance(told, str) else ""


def _from_picture(content: bytes) -> str | None:
    """Read a PNG's text or a TIFF's description; no pixel is decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "TIFF")) as picture:
            tags: Any = getattr(picture, "tag_v2", {})
            found = picture.info.get(PNG_KEY) or tags.get(TIFF_DESCRIPTION)
    except Exception:  # noqa: BLE001 - no damage of a picture is news here: its pixels tell of it
        return None
    return found if isinstance(found, str) and f'"{KIND}"' in found else None


def recipe_of_png(content: bytes) -> str | None:
    """Return the text of a PNG's recipe; its pixels may be missing. None: it carries none."""
    return _from_picture(content) if _has_little_before_pixels(content) else None


def _has_little_before_pixels(content: bytes) -> bool:
    """Tell whether a PNG has no more texts than ours could have; all are copied to be read.

    What bears this name and is no PNG may be a TIFF.
    """
    if not content.startswith(_PNG_HEAD):
        return True
    at = len(_PNG_HEAD)
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(content) or at > 2 * LARGEST_JSON:
            return False
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind == b"IDAT":
            return True
        at += length + 12  # its length, its kind and its check sum
    return False


def _from_markup(content: bytes) -> str | None:
    """Read the element that stands in an SVG's metadata or in a PDF's XMP packet.

    No byte is looked at more than three times, whatever stands there.
    """
    at = _find(content, _OPENING, 0)
    while at >= 0:
        begin = _find(content, b">", at) + 1
        end = _find(content, b"<", begin) if begin else -1
        if end < 0:
            return None
        if content.startswith(_CLOSING, end):
            return _unescaped(content[begin:end])
        at = _find(content, _OPENING, end)
    return None


def _find(content: bytes, what: bytes, start: int) -> int:
    for at in range(start, len(content), _PIECE_BYTES):
        found = content.find(what, at, at + _PIECE_BYTES + len(what) - 1)
        if found >= 0:
            return found
    return -1


def _unescaped(content: bytes) -> str | None:
    try:
        return html.unescape(content[: 2 * LARGEST_JSON].decode("utf-8", "replace"))
    except ValueError:  # a character whose number has thousands of digits
        return None


def _from_json(content: bytes) -> str | None:
    if len(content) > 4 * LARGEST_JSON or f'"{KIND}"'.encode() not in content:
        return None  # perhaps the labels of a whole data set
    return content.decode("utf-8", "replace")


_READERS: dict[str, Callable[[bytes], str | None]] = {
    ".png": recipe_of_png,
    ".tif": _from_picture,
    ".tiff": _from_picture,
    ".pdf": _from_markup,
    ".svg": _from_markup,
    ".json": _from_json,
}

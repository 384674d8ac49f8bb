"""Read the recipe back out of an exported figure, without believing a word it says."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from PIL import Image, UnidentifiedImageError

from viewer.core.errors import UserError
from viewer.core.plain import from_plain
from viewer.core.records import ExplainRequest
from viewer.core.scene import Scene
from viewer.figure.recipe import FORMAT, KIND
from viewer.figure.style import FigureStyle

LARGEST_FILE = 300_000_000  # bytes
PNG_KEY, TIFF_DESCRIPTION = "CamScope", 270
_MARKED = re.compile(rb"<camscope:recipe[^>]*>([^<]*)</camscope:recipe>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecipe:
    """What a figure says of itself; its paths are relative to the figure's folder."""

    path: Path
    style: FigureStyle
    requests: tuple[ExplainRequest, ...]
    scene: Scene | None
    sha256: tuple[tuple[str, str], ...]  # name and hash of each picture's file
    data: dict[str, Any]


def read_recipe(path: Path) -> ReadRecipe:
    """Read a figure's recipe, from the figure itself or from the JSON beside it.

    Raises:
        UserError: the file cannot be read, carries no recipe, or one we do not understand.
    """
    text = find_recipe(path)
    if text is None:
        raise UserError(
            f"“{path.name}” is no figure made by CamScope.",
            hint="Another program may have saved it again without what it carried.",
        )
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UserError(f"The recipe in “{path.name}” is damaged.", detail=str(error)) from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise UserError(f"“{path.name}” is no figure made by CamScope.")
    if not isinstance(data.get("format"), int) or data["format"] > FORMAT:
        raise UserError(
            f"“{path.name}” was made by a newer CamScope.", hint="Update CamScope to open it."
        )
    told = data.get("requests")
    told_scene = data.get("scene")
    return ReadRecipe(
        path=path,
        style=from_plain(FigureStyle, data.get("figure")).checked(),
        requests=tuple(from_plain(ExplainRequest, each) for each in _listed(told)),
        scene=None if told_scene is None else from_plain(Scene, told_scene),
        sha256=tuple(_hashes(data)),
        data=data,
    )


def find_recipe(path: Path) -> str | None:
    """Return the text of a file's recipe; None when it carries none.

    Raises:
        UserError: the file cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return None
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        return reader(path.read_bytes())
    except OSError as error:
        raise UserError(f"“{path.name}” cannot be read.", detail=str(error)) from error


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _hashes(data: dict[str, Any]) -> list[tuple[str, str]]:
    told = [each.get("picture") for each in _listed(data.get("pictures")) if _is_dict(each)]
    return [(str(each.get("name")), str(each.get("sha256"))) for each in told if _is_dict(each)]


def _is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _from_picture(content: bytes) -> str | None:
    """Read a PNG's text or a TIFF's description; no pixel is decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "TIFF")) as picture:
            tags: Any = getattr(picture, "tag_v2", {})
            found = picture.info.get(PNG_KEY) or tags.get(TIFF_DESCRIPTION)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return found if isinstance(found, str) and f'"{KIND}"' in found else None


def _from_markup(content: bytes) -> str | None:
    """Read the element that stands in an SVG's metadata or in a PDF's XMP packet."""
    found = _MARKED.search(content)
    return None if found is None else html.unescape(found[1].decode("utf-8", "replace"))


def _from_json(content: bytes) -> str | None:
    text = content.decode("utf-8", "replace")
    return text if f'"{KIND}"' in text else None


_READERS: dict[str, Callable[[bytes], str | None]] = {
    ".png": _from_picture,
    ".tif": _from_picture,
    ".tiff": _from_picture,
    ".pdf": _from_markup,
    ".svg": _from_markup,
    ".json": _from_json,
}

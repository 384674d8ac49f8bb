"""The recipes of the figures in a report: a Word document, a presentation or a web page."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from viewer.core.errors import LimitReached, UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.zip_reading import member_heads
from viewer.core.foreign_text import shown_path
from viewer.figure.recipe_reading import LARGEST_FILE, ReadRecipe, recipe_of_png, understand

MOST_FIGURES = 500
_HEAD = 4 << 20  # of a PNG: the recipe stands before the pixels
_DATA = b"data:image/png;base64,"
_MEDIA = ("word/media/", "ppt/media/")


def recipes_in(path: Path) -> tuple[ReadRecipe, ...]:
    """Return what the figures of a report say of themselves, each once; none: it is not ours.

    Raises:
        UserError: the file cannot be read, or a recipe is damaged or newer than this program.
    """
    try:
        content = read_file(path, most_bytes=LARGEST_FILE)
    except LimitReached:
        return ()
    except UserError as error:
        raise UserError(
            f"“{shown_path(path.name)}” cannot be read.", hint=error.headline, detail=error.detail
        ) from error
    pictures = _in_page(content) if path.suffix.lower() == ".html" else _in_archive(content)
    found = dict.fromkeys(filter(None, map(recipe_of_png, pictures)))
    return tuple(understand(text, path) for text in list(found)[:MOST_FIGURES])


def figure_name(recipe: ReadRecipe) -> str:
    """Return what a figure is called: its pictures."""
    names = dict.fromkeys(shown_path(request.image.path.name) for request in recipe.requests)
    return ", ".join(names)


def _in_archive(content: bytes) -> Iterator[bytes]:
    def is_picture(name: str) -> bool:
        return name.startswith(_MEDIA) and name.lower().endswith(".png")

    return member_heads(content, is_picture, head=_HEAD)


def _in_page(content: bytes) -> Iterator[bytes]:
    """Yield how the pictures within a page begin."""
    at, seen = content.find(_DATA), 0
    while at >= 0 and seen < MOST_FIGURES:
        start, seen = at + len(_DATA), seen + 1
        end = content.find(b'"', start, start + _HEAD)
        piece = content[start : end if end >= 0 else start + _HEAD]
        with suppress(binascii.Error):
            yield binascii.a2b_base64(piece[: len(piece) // 4 * 4])
        at = content.find(_DATA, start)

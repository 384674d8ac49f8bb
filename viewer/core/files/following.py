"""Which picture and page is looked at next, also after the folder or the file has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from viewer.core.asks.references import ImageRef
from viewer.core.files.disk_questions import image_ref
from viewer.core.files.path_list import PathList

RENAMES_TRIED = 50  # new names whose files are compared with the one that is gone


def stand_in(gone: ImageRef, before: Sequence[Path], now: Sequence[Path]) -> Path | None:
    """Return the same file under its new name, else the picture next to where the old one was.

    Args:
        gone: the picture that was looked at and is no longer listed.
        before: the pictures of the folder as they were.
        now: the pictures as they are.

    Returns:
        None when there are no pictures left.
    """
    if not now:
        return None
    new = _added(before, now)
    for path in new[:RENAMES_TRIED] if gone.size_bytes else ():
        if image_ref(path, gone.page) == ImageRef(
            path=path, mtime_ns=gone.mtime_ns, size_bytes=gone.size_bytes, page=gone.page
        ):
            return path
    if gone.path not in before:
        return now[0]
    place = before.index(gone.path)
    after = before[place + 1 : place + 1 + RENAMES_TRIED]
    left = next((path for path in after if path in now), None)
    return left or now[min(place, len(now) - 1)]


def image_at(path: Path | None, page: int | None, present: ImageRef | None) -> ImageRef | None:
    """Return what is looked at next.

    Args:
        path: of its file.
        page: in that file; None stands for the page looked at now, or the first of another file.
        present: what is looked at now; its levels stay, which pictures of 8 bits do not heed.
    """
    if path is None:
        return None
    if page is None:
        same = present is not None and present.path == path.absolute()
        page = present.page if same and present is not None else 0
    return replace(image_ref(path, page), levels=present.levels if present else None)


def _added(before: Sequence[Path], now: Sequence[Path]) -> list[Path]:
    if isinstance(before, PathList) and isinstance(now, PathList) and before.folder == now.folder:
        known = set(before.names)
        return [now[number] for number, name in enumerate(now.names) if name not in known]
    known = set(before)
    return [path for path in now if path not in known]

"""Notes: what the user writes on a picture, on a class in a picture, or on a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LONGEST_NOTE = 100_000  # signs


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePlace:
    """What a note is on.

    Args:
        path: of a picture or of a folder, absolute.
        target: the title of a class in the picture; empty: the picture or folder as a whole.
    """

    path: Path
    target: str = ""

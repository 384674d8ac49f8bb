"""Notes for a report from a Markdown file: on all of it, on its pictures, on classes in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from viewer.core.files.file_reading import read_file
from viewer.core.notes import LONGEST_NOTE, NotePlace

MOST_BYTES = 4 << 20
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")


def read_notes(
    file: Path, pictures: Sequence[Path], titles: Sequence[str] = ()
) -> dict[NotePlace, str]:
    """Return what a file notes.

    A heading that is the name of a picture begins what is noted on it, and below that a heading
    that is the title of a class what is noted on the class there. What stands before is on the
    whole; other headings stay in their note.

    Args:
        file: Markdown in UTF-8.
        pictures: of the report; the whole is the folder of the first.
        titles: of the classes that are explained.

    Raises:
        UserError: it cannot be read.
    """
    text = read_file(file, most_bytes=MOST_BYTES).decode("utf-8-sig", "replace")
    return notes_in(text, pictures, titles)


def notes_in(
    text: str, pictures: Sequence[Path], titles: Sequence[str] = ()
) -> dict[NotePlace, str]:
    """Return what a text notes, by what it is on."""
    by_name = {path.name: path for path in reversed(pictures)}
    place = NotePlace(path=pictures[0].parent)
    whole, fenced = place, False
    found: dict[NotePlace, list[str]] = {}
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.match(line)
        name = heading[1] if heading else ""
        if name in by_name:
            place = NotePlace(path=by_name[name])
        elif name in titles and place != whole:
            place = NotePlace(path=place.path, target=name)
        else:
            found.setdefault(place, []).append(line)
    said = {where: "\n".join(lines).strip()[:LONGEST_NOTE] for where, lines in found.items()}
    return {where: note for where, note in said.items() if note}

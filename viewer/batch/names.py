"""What the files of an export are called: no two alike, and never the name of a source picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path


def plan_stems(pictures: Sequence[Path], folder: Path, suffixes: Iterable[str]) -> dict[Path, str]:
    """Choose the stem of each picture's files.

    The first picture of a stem keeps it; ``cat.png`` after ``cat.jpg`` becomes ``cat-2``. Upper
    and lower case count as the same, since on many disks they are.

    Args:
        pictures: the source files, each once.
        folder: where the files will be written.
        suffixes: of the files that will be written, such as ``.png``.
    """
    endings = tuple(suffixes)
    sources = {_key(picture) for picture in pictures}
    taken: set[str] = set()
    stems: dict[Path, str] = {}

    def free(stem: str) -> bool:
        own = {_key(folder / f"{stem}{ending}") for ending in endings}
        return stem.casefold() not in taken and not own & sources

    def take(picture: Path, stem: str) -> None:
        taken.add(stem.casefold())
        stems[picture] = stem

    for picture in pictures:
        if free(picture.stem):
            take(picture, picture.stem)
    for picture in pictures:
        if picture not in stems:
            numbered = (f"{picture.stem}-{number}" for number in count(2))
            take(picture, next(stem for stem in numbered if free(stem)))
    return {picture: stems[picture] for picture in pictures}


def _key(path: Path) -> str:
    return str(path.resolve()).casefold()

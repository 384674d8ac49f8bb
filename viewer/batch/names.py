"""What the files of an export are called: no two alike, and no file of others written over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from viewer.figure.ownership import is_ours

LONGEST_NAME = 255  # bytes of a file's name: what most disks take
NUMBER = 8  # of them are left for “-2”, “-3”, …


@dataclass(slots=True)
class Names:
    """The names that are free in a folder; upper and lower case count as the same.

    A file that is there may be replaced if it bears our mark, or if the user said so; a picture
    that is exported never.
    """

    folder: Path
    pictures: Sequence[Path]  # the sources
    places: Mapping[Path, str] = field(default_factory=dict[Path, str])  # folders below, of sources
    overwrite: bool = field(default=False, kw_only=True)
    kept: dict[Path, Path] = field(default_factory=dict[Path, Path])  # file of others: name instead
    shortened: dict[Path, str] = field(default_factory=dict[Path, str])  # picture: its short stem
    _taken: set[str] = field(default_factory=set[str])  # keys of files
    _sources: set[str] = field(default_factory=set[str])
    _real_folders: dict[Path, Path] = field(default_factory=dict[Path, Path])

    def __post_init__(self) -> None:
        folders = {folder: _real(folder) for folder in {each.parent for each in self.pictures}}
        for picture in self.pictures:  # where it lies, and where it leads if it is a link
            places = folders[picture.parent] / picture.name, _real(picture)
            self._sources |= {str(place).casefold() for place in places}

    def stems(self, suffixes: Iterable[str]) -> dict[Path, str]:
        """Choose the stem of each picture's files, which all of them share, after its place.

        The first picture of a stem keeps it; ``cat.png`` after ``cat.jpg`` becomes ``cat-2``.

        Args:
            suffixes: of the files that will be written for each, such as ``.png``.
        """
        endings = tuple(suffixes)
        stems: dict[Path, str] = {}
        used: set[str] = set()

        def take(picture: Path, stem: str) -> bool:
            if stem.casefold() in used or not self._take(stem, endings):
                return False
            used.add(stem.casefold())
            stems[picture] = stem
            return True

        wished = {picture: self._fitting(picture, endings) for picture in self.pictures}
        for picture in self.pictures:
            take(picture, wished[picture])
        for picture in self.pictures:
            if picture not in stems:
                stems_left = self._numbered(picture, wished[picture], endings)
                next(stem for stem in stems_left if take(picture, stem))
                self._note(wished[picture], stems[picture], endings)
        return {picture: stems[picture] for picture in self.pictures}

    def single(self, stem: str, suffix: str) -> Path:
        """Choose the name of one more file."""
        stems = chain((stem,), _numbered(stem))
        chosen = next(each for each in stems if self._take(each, (suffix,)))
        if chosen != stem:
            self._note(stem, chosen, (suffix,))
        return self.folder / f"{chosen}{suffix}"

    def may_replace(self, path: Path) -> bool:
        """Tell whether a file that is there, or that comes, may be replaced."""
        return self.overwrite or is_ours(path)

    def _fitting(self, picture: Path, endings: Sequence[str]) -> str:
        """Return a picture's stem, cut where its longest name would be more than a disk takes."""
        if len(os.fsencode(picture.stem)) <= _room(endings) + NUMBER:
            return self._placed(picture, picture.stem)
        return self._shortened(picture, endings)

    def _numbered(self, picture: Path, stem: str, endings: Sequence[str]) -> Iterator[str]:
        """Yield a picture's stem with a number, which it may have to be cut for."""
        if len(os.fsencode(picture.stem)) > _room(endings):
            stem = self._shortened(picture, endings)
        return _numbered(stem)

    def _shortened(self, picture: Path, endings: Sequence[str]) -> str:
        short = os.fsdecode(os.fsencode(picture.stem)[: max(1, _room(endings))])
        while short and os.fsencode(short[-1]) != short[-1].encode("utf-8", "replace"):
            short = short[:-1]  # half a character
        self.shortened[picture] = short
        return self._placed(picture, short)

    def _placed(self, picture: Path, stem: str) -> str:
        place = self.places.get(picture, "")
        return f"{place}/{stem}" if place else stem

    def _take(self, stem: str, endings: Sequence[str]) -> bool:
        """Take a stem if the names of all its files are free."""
        paths = [self.folder / f"{stem}{ending}" for ending in endings]
        keys = set(map(self._key, paths))
        if keys & (self._taken | self._sources) or any(map(self._is_kept, paths)):
            return False
        self._taken |= keys
        return True

    def _note(self, stem: str, instead: str, endings: Sequence[str]) -> None:
        """Note which files of others were in the way."""
        for ending in endings:
            path = self.folder / f"{stem}{ending}"
            if self._key(path) not in self._sources and self._is_kept(path):
                self.kept[path] = self.folder / f"{instead}{ending}"

    def _key(self, path: Path) -> str:
        if path.parent not in self._real_folders:
            self._real_folders[path.parent] = _real(path.parent)
        return str(self._real_folders[path.parent] / path.name).casefold()

    def _is_kept(self, path: Path) -> bool:
        return os.path.lexists(path) and not self.may_replace(path)


def _room(endings: Sequence[str]) -> int:
    """Return the bytes that a stem may have, with a number behind it and the longest ending."""
    return LONGEST_NAME - NUMBER - max((len(os.fsencode(each)) for each in endings), default=0)


def _numbered(stem: str) -> Iterator[str]:
    return (f"{stem}-{number}" for number in count(2))


def _real(path: Path) -> Path:
    """Return where a path leads; Path.resolve raises for a link that leads back to itself."""
    return Path(os.path.realpath(path))

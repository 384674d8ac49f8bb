"""How questions name a picture and a model."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from viewer.core.files.own_code import OwnCode
from viewer.core.models.model_setup import ModelSetup
from viewer.core.pictures.strokes import Strokes

LAST_PAGE = 9_999  # counted from 0; no more pages of a file are counted


def stamp_of(path: Path | str) -> tuple[int, int]:
    """Return when a file was written, in nanoseconds, and its bytes; zeros where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a text need not be taken apart
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRef:
    """One picture file, with the stamp that tells a changed file from the one seen before."""

    path: Path
    mtime_ns: int = 0
    size_bytes: int = 0
    page: int = 0  # of a file with several, counted from 0
    levels: tuple[float, float] | None = None  # values shown black and white; None: as found
    painted: Strokes = ()  # what is painted over it; the file is as it was

    @classmethod
    def of(cls, path: Path, page: int = 0, levels: tuple[float, float] | None = None) -> ImageRef:
        """Return the reference of a file; a missing file gets a stamp of zeros."""
        path = path.absolute()
        stamp = stamp_of(path)
        return cls(path=path, mtime_ns=stamp[0], size_bytes=stamp[1], page=page, levels=levels)

    def checked(self) -> ImageRef:
        """Return the reference, if it can be one.

        Raises:
            ValueError: its page is none, or its levels do not rise.
        """
        if not 0 <= self.page <= LAST_PAGE or (self.levels and self.levels[0] >= self.levels[1]):
            raise ValueError("Pages are counted from 0, and white lies above black.")
        return self

    @property
    def plain(self) -> ImageRef:
        """The same picture with nothing painted over it."""
        return replace(self, painted=())

    @property
    def page_mark(self) -> str:
        """What follows the file's name in figures and tables where it is not the first page."""
        return f", p. {self.page + 1}" if self.page else ""

    @property
    def stem(self) -> str:
        """The file's name without its suffix, and the page where it is not the first."""
        return f"{self.path.stem}_page{self.page + 1}" if self.page else self.path.stem


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRef:
    """Which model to open: the embedded default, a zoo name, or a file with weights."""

    source: Literal["default", "zoo", "timm", "file", "memory"] = "default"
    name: str = ""  # of the architecture, for the sources "zoo" and "timm"; "memory": a title
    path: Path | None = None  # for the source "file"
    arch: str | None = None  # architecture of a bare state dict: "resnet18", "timm:vit_base…"
    code: OwnCode | None = None  # the user's code that builds it; None: as allowed before, if ever
    setup: ModelSetup | None = None  # None: as remembered for its weights, else as detected

    @classmethod
    def default(cls) -> ModelRef:
        """Return the model that ships with CamScope's dependencies."""
        return cls()

    @classmethod
    def parse(cls, text: str, arch: str | None = None, code: OwnCode | None = None) -> ModelRef:
        """Read what a user types: ``default``, ``zoo:NAME``, ``timm:NAME`` or a file's path."""
        if text == "default":
            return cls()
        source, _, name = text.partition(":")
        if name and source in ("zoo", "timm"):
            return cls(source=source, name=name)
        return cls(source="file", path=Path(text).expanduser().absolute(), arch=arch, code=code)

    def same_network(self, other: ModelRef) -> bool:
        """Tell whether two references differ in nothing but what the user says of the model."""
        return replace(self, setup=None) == replace(other, setup=None)

    def checked(self) -> ModelRef:
        """Return the reference, if it says what its source needs and nothing else.

        Raises:
            ValueError: a name or a path is missing, or too much.
        """
        named = self.source in ("zoo", "timm", "memory")
        filed = self.source == "file"
        if bool(self.name) != named or (self.path is not None) != filed:
            raise ValueError("A zoo's model has a name, a file's has a path.")
        return self

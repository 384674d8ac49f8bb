"""What one picture of an export needs, and what comes of it: records for whoever does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from viewer.batch.order import ExportOptions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.figure.making import FigureParts


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page of a picture, its files' place and stem; with the options, all there is to know."""

    picture: Path
    stem: str  # below the folder to write to: "cat", "pets/cat"
    page: int = 0  # of the picture's file, counted from 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What came of one item; nothing of it is written yet.

    Args:
        item: which one.
        files: bytes by the end of the name after the stem: ``.json``, ``.npz``, …
        drawn: what the picture gives to the one figure of all.
        notices: sentences for the user.
        error: why the picture is left out.
    """

    item: Item
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    drawn: FigureParts | None = None
    notices: tuple[str, ...] = ()
    error: UserError | None = None


class Backend(Protocol):
    """Runs the items of one export: in this process, in others, or on other computers.

    What it takes and gives can be pickled; where an item is run, a ``Worker`` does it.
    """

    def open(self, options: ExportOptions) -> ModelInfo:
        """Open the model where the items will be run.

        Raises:
            UserError: it cannot be opened, or the options do not fit it.
        """
        ...

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Yield what comes of each item, in any order, as it comes.

        An item counts as begun when it is taken from ``items``.
        """
        ...

    def close(self) -> None:
        """End whatever was started; also after a failure to open."""
        ...

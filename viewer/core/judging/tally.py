"""What is known of the pictures of a folder: predicted class, how sure, right or wrong; in order.

All is kept in arrays with a place for each picture of the listing, so that a hundred thousand
pictures are sorted and filtered at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from viewer.core.files.path_list import PathList
from viewer.core.judging.truth import Truth
from viewer.core.judging.verdicts import Verdict
from viewer.core.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Sorting = Literal["name", "class", "sure", "unsure", "wrong_first", "alike"]
Showing = Literal["all", "right", "wrong", "unread", "marked", "class"]
SORTINGS: tuple[Sorting, ...] = ("name", "class", "sure", "unsure", "wrong_first", "alike")
UNKNOWN, UNREAD = -1, -2  # in place of a class: not judged yet, could not be read


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pictures are shown, and in which order."""

    sorting: Sorting = "name"
    showing: Showing = "all"
    index: int = -1  # of the class, for the showing "class"

    @property
    def plain(self) -> bool:
        """Whether all pictures are shown by name."""
        return self.sorting == "name" and self.showing == "all"


class Tally:
    """The verdicts on the pictures of one listing.

    Args:
        pictures: of the listing.
        truth: their true classes, as far as they are known.
    """

    def __init__(self, pictures: Sequence[Path], truth: Truth) -> None:
        self.pictures = pictures
        self.truth = truth

    @cached_property
    def classes(self) -> NDArray[np.int32]:
        """(pictures,) the class found in each, UNKNOWN or UNREAD."""
        return np.full(len(self.pictures), UNKNOWN, np.int32)

    @cached_property
    def probabilities(self) -> NDArray[np.float32]:
        """(pictures,) of the class found, 0..1."""
        return np.zeros(len(self.pictures), np.float32)

    @cached_property
    def right(self) -> NDArray[np.int8]:
        """(pictures,) 1 right, -1 wrong, 0 not known."""
        return np.zeros(len(self.pictures), np.int8)

    @cached_property
    def alike(self) -> NDArray[np.float32]:
        """(pictures,) cosines to what is compared; NaN: not known."""
        return _none_alike(len(self.pictures))

    @property
    def judged(self) -> int:
        """How many pictures have a verdict."""
        return int(np.count_nonzero(self.classes != UNKNOWN))

    @property
    def compared(self) -> bool:
        """Whether any picture's likeness is known."""
        return not bool(np.isnan(self.alike).all())

    def put(self, verdicts: Iterable[Verdict]) -> None:
        """Take verdicts in; those on pictures that are not listed are passed over."""
        for verdict in verdicts:
            number = self.find(verdict.image.path)
            if number < 0:
                continue
            self.classes[number] = verdict.index if verdict.index >= 0 else UNREAD
            self.probabilities[number] = verdict.probability
            members = self.truth.members(self.pictures[number])
            known = verdict.index >= 0 and bool(members)
            self.right[number] = (1 if verdict.index in members else -1) if known else 0

    def put_alike(self, cosines: Mapping[Path, float]) -> None:
        """Take in how alike pictures are to the one that all are compared with."""
        for path, cosine in cosines.items():
            if (number := self.find(path)) >= 0:
                self.alike[number] = cosine

    def forget_alike(self) -> None:
        """Forget what the pictures were compared with."""
        self.alike = _none_alike(len(self.pictures))

    def take_over(self, other: Tally) -> None:
        """Take what was known at an earlier listing of the same folder."""
        if not other.judged and not other.compared:
            return
        before, now = other.pictures, self.pictures
        if isinstance(before, PathList) and isinstance(now, PathList):
            found = before.places_in(now) if before.folder == now.folder else []
        else:
            found = [other.find(path) for path in now]
        places = np.array(found, np.intp)
        here = np.flatnonzero(places >= 0)
        self.classes[here] = other.classes[places[here]]
        self.probabilities[here] = other.probabilities[places[here]]
        self.right[here] = other.right[places[here]]
        self.alike[here] = other.alike[places[here]]

    def find(self, path: Path) -> int:
        """Return the number of a picture, or -1."""
        if isinstance(self.pictures, PathList):
            return self.pictures.find(path)
        return self.pictures.index(path) if path in self.pictures else -1

    def waiting(self, count: int, first: Sequence[int] = ()) -> list[int]:
        """Return the numbers of pictures to be judged next, those given first before all others."""
        soon = [number for number in first if self.classes[number] == UNKNOWN][:count]
        rest = np.flatnonzero(self.classes == UNKNOWN)[: count + len(soon)].tolist()
        return [*soon, *(number for number in rest if number not in soon)][:count]

    def order(self, choice: Choice, marked: Iterable[int] = ()) -> NDArray[np.intp]:
        """Return the numbers of the pictures to show, in their order."""
        numbers = np.flatnonzero(self._shown(choice, marked))
        if choice.sorting == "name":
            return numbers
        keys = self._keys(choice.sorting)
        return numbers[np.lexsort([key[numbers] for key in keys[::-1]])]

    def counts(self) -> list[tuple[int, int]]:
        """Return each class that was predicted, with how often, the most frequent first."""
        classes, counts = np.unique(self.classes[self.classes >= 0], return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return [(int(classes[place]), int(counts[place])) for place in order]

    def accuracy(self) -> tuple[int, int]:
        """Return how many verdicts are right, and how many could be held against a label."""
        return int(np.count_nonzero(self.right > 0)), int(np.count_nonzero(self.right))

    def _shown(self, choice: Choice, marked: Iterable[int]) -> NDArray[np.bool_]:
        if choice.showing == "marked":
            shown = np.zeros(len(self.pictures), bool)
            shown[list(marked)] = True
            return shown
        return {
            "right": self.right > 0,
            "wrong": self.right < 0,
            "unread": self.classes == UNREAD,
            "class": self.classes == choice.index,
        }.get(choice.showing, np.ones(len(self.pictures), bool))

    def _keys(self, sorting: Sorting) -> list[NDArray[np.generic]]:
        """Return what to sort by, the weightiest first; pictures without verdict come last."""
        if sorting == "alike":
            return [np.isnan(self.alike), -self.alike]
        missing, sure = self.classes < 0, -self.probabilities
        if sorting == "class":
            return [missing, self.classes, sure]
        if sorting == "wrong_first":
            return [missing, self.right, np.where(self.right < 0, sure, -sure)]
        return [missing, sure if sorting == "sure" else -sure]


def _none_alike(count: int) -> NDArray[np.float32]:
    return np.full(count, np.nan, np.float32)

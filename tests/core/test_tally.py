"""Verdicts are sorted and filtered as a person hunting for mistakes wants them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from viewer.core.asks.references import ImageRef
from viewer.core.files.path_list import PathList
from viewer.core.judging.tally import Choice, Tally
from viewer.core.judging.truth import Truth
from viewer.core.judging.verdicts import Verdict

FOLDER = Path("/data").absolute()
CAT, DOG = 0, 1


class Labels(Truth):
    """The folder says it: cat or dog; of other folders nothing is known."""

    def members(self, path: Path) -> frozenset[int]:
        return frozenset({"cat": {CAT}, "dog": {DOG}}.get(path.parent.name, set()))


NAMES = ("cat/0.png", "cat/1.png", "cat/2.png", "dog/3.png", "dog/4.png", "else/5.png", "cat/6.png")


@pytest.fixture
def tally() -> Tally:
    one = Tally(PathList(FOLDER, NAMES), Labels())
    said = {0: (CAT, 0.9), 1: (DOG, 0.6), 2: (DOG, 0.95), 3: (DOG, 0.5), 5: (CAT, 0.99)}
    one.put(
        Verdict(image=ImageRef(path=one.pictures[number]), index=index, probability=sure)
        for number, (index, sure) in said.items()
    )
    one.put([Verdict(image=ImageRef(path=one.pictures[6]), problem="Broken.")])
    one.put([Verdict(image=ImageRef(path=FOLDER / "not listed.png"), index=CAT)])
    return one


def test_right_and_wrong_are_told_where_a_label_is_known(tally) -> None:
    assert tally.right.tolist() == [1, -1, -1, 1, 0, 0, 0]
    assert tally.accuracy() == (2, 4)
    assert tally.judged == 6
    assert tally.counts() == [(DOG, 3), (CAT, 2)]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), [0, 1, 2, 3, 4, 5, 6]),
        (Choice("wrong_first"), [2, 1, 5, 3, 0, 4, 6]),
        (Choice("sure"), [5, 2, 0, 1, 3, 4, 6]),
        (Choice("unsure"), [3, 1, 0, 2, 5, 4, 6]),
        (Choice("class"), [5, 0, 2, 1, 3, 4, 6]),
        (Choice("name", "wrong"), [1, 2]),
        (Choice("sure", "wrong"), [2, 1]),
        (Choice("name", "right"), [0, 3]),
        (Choice("name", "unread"), [6]),
        (Choice("name", "class", DOG), [1, 2, 3]),
        (Choice("sure", "marked"), [0, 4]),
    ],
)
def test_the_order(tally, choice: Choice, numbers: list[int]) -> None:
    found = tally.order(choice, marked=(4, 0)).tolist()
    if choice.sorting != "name":
        judged = [n for n in found if n not in {4, 6}]
        assert judged == [n for n in numbers if n not in {4, 6}]
        assert found[len(judged) :] == [n for n in found if n in {4, 6}]
    assert sorted(found) == sorted(numbers)
    assert choice.plain == (choice == Choice())


def test_what_waits_begins_with_what_is_in_sight(tally) -> None:
    fresh = Tally(PathList(FOLDER, NAMES), Labels())
    assert tally.waiting(5) == [4]
    assert fresh.waiting(3) == [0, 1, 2]
    assert fresh.waiting(4, first=(5, 2)) == [5, 2, 0, 1]


def test_verdicts_outlive_a_change_of_the_folder(tally) -> None:
    names = ("cat/new.png", *NAMES[2:])
    for pictures in (PathList(FOLDER, names), tuple(FOLDER / name for name in names)):
        later = Tally(pictures, Labels())
        later.take_over(tally)
        assert later.classes.tolist() == [-1, *tally.classes[2:]]
        assert later.right.tolist() == [0, *tally.right[2:]]


def test_a_hundred_thousand_are_ordered_at_once() -> None:
    many = Tally(PathList(FOLDER, (f"cat/{n}.png" for n in range(100_000))), Labels())
    many.classes[:] = 1
    start = time.process_time()
    assert len(many.order(Choice("wrong_first"))) == 100_000
    later = Tally(PathList(FOLDER, (f"cat/{n}.png" for n in range(100_001))), Labels())
    later.take_over(many)
    assert later.judged == 100_000
    assert time.process_time() - start < 1.0

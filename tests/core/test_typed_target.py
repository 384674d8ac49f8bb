"""What is typed for a class finds the class that is meant, also where names look like numbers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.given.given_records import given_model
from viewer.core.asks.target import ClassGroup, Target
from viewer.core.errors import UserError
from viewer.core.models.labels import Labels, labels_of, named_labels, numbered_labels
from viewer.core.models.typed_target import TwoMeanings, spelled_of, typed_target

SORTED = named_labels(["0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9"])  # as folders
AGES = named_labels(["0-2", "4-6", "8-13", "15-20", "25-32", "38-43", "48-53", "60-100"])
TEN = named_labels([*"abc", "10", *"defghi", "ten"])  # class 3 is called 10, class 10 ten


def found(text: str, labels: Labels) -> tuple[tuple[int, ...], tuple[int, ...]]:
    target = typed_target(text, labels)
    classes = labels.resolve(target, np.zeros(len(labels.names)))
    return classes.members, classes.against


@pytest.mark.parametrize(
    ("text", "labels", "number"),
    [
        ("1", SORTED, 1),  # number and name of the same class
        ("index:10", SORTED, 10),
        ("name:10", SORTED, 2),
        ("lower:name:10", SORTED, 2),
        ("name: 10", SORTED, 2),
        ("name:9", SORTED, 11),
        ("4-6", named_labels(AGES.names[:5]), 1),  # there is no class 6
        ("60-100", AGES, 7),
        ("name:0-2", AGES, 0),
        ("10", numbered_labels(12), 10),
        ("8", named_labels(["7", "8", "9"]), 1),
        ("07", named_labels(["05", "06", "07"]), 2),
    ],
)
def test_one_meaning_is_taken(text: str, labels: Labels, number: int) -> None:
    assert found(text, labels) == ((number,), ())


@pytest.mark.parametrize(
    ("text", "labels", "choice"),
    [
        ("10", TEN, "index:10 (ten), name:10 (3)"),
        ("lower:10", TEN, "lower:index:10 (ten), lower:name:10 (3)"),
        ("11", SORTED, "index:11 (9), name:11 (3)"),
        ("0-2", AGES, "index:0-2 (0-2 − 8-13), name:0-2 (0)"),
        ("1-2", SORTED, "index:1-2 (1 − 10), index:1-4 (1 − 2)"),
        ("2", named_labels(["2", "2", "cat"]), "index:2 (cat), name:2 (0, 1)"),
    ],
)
def test_two_meanings_are_a_question_and_every_answer_works(
    text: str, labels: Labels, choice: str
) -> None:
    with pytest.raises(TwoMeanings) as asked:
        typed_target(text, labels)
    assert asked.value.hint == f"Write one of these: {choice}."
    spelled = [one.rpartition(" (")[0] for one in choice.removesuffix(")").split("), ")]
    spelled = [one.partition(" (")[0] for one in spelled] if "−" in choice else spelled
    assert [typed_target(one, labels) for one in spelled] == list(asked.value.meanings)


def test_a_group_that_is_called_like_a_number_asks_too() -> None:
    groups = (ClassGroup(name="1", members=(0, 2)),)
    labels = Labels(names=("a", "b", "c"), titles=("a", "b", "c"), groups=groups)
    with pytest.raises(TwoMeanings, match=r"index:1 \(b\), name:1 \(0, 2\)"):
        typed_target("1", labels)
    assert found("name:1", labels) == ((0, 2), ())


@pytest.mark.parametrize("labels", [SORTED, AGES, TEN])
def test_what_is_spelled_finds_the_same_again(labels: Labels) -> None:
    targets = [Target()]
    targets += [Target(kind="class", index=index) for index in range(len(labels.names))]
    targets += [Target(kind="name", name=name, direction="lower") for name in labels.names]
    targets += [Target(kind="difference", index=0, against=index) for index in (1, 2, 4)]
    model = given_model(class_names=labels.names, class_titles=labels.titles)
    for target in targets:
        assert typed_target(spelled_of(target, model), labels) == target


def test_numbers_stay_short_where_no_name_is_one() -> None:
    model = given_model(class_names=("cat", "dog", "top"))
    assert spelled_of(Target(kind="class", index=1), model) == "1"
    assert spelled_of(Target(kind="name", name="dog"), model) == "dog"
    assert spelled_of(Target(kind="name", name="top"), model) == "name:top"
    assert typed_target("top", labels_of(model)) == Target()


@pytest.mark.parametrize("name", ["top", "7", "3-5", "lower:x", "name:x", "index:9", "index:x"])
def test_names_that_look_like_something_else_are_spelled_so_that_they_come_back(name: str) -> None:
    target = Target(kind="name", name=name)
    assert target.spelled == f"name:{name}"
    assert Target.parse(target.spelled) == target


@pytest.mark.parametrize("text", ["index:cat", "index:top", "index:", "name:", "lower:name: "])
def test_what_names_nothing_is_told(text: str) -> None:
    with pytest.raises(UserError) as told:
        Target.parse(text)
    assert told.value.hint

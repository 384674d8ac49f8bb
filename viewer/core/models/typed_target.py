"""What a typed class means for a model: a number may also be the name of another class."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target, split_words
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.labels import Labels, labels_of

MOST_TOLD = 4  # numbers of the classes that share a name
_Found = tuple[tuple[int, ...], int]  # the classes, and the one they are held against


class TwoMeanings(UserError):  # noqa: N818 - a question to the user
    """What was typed means one class by its number and another one by its name."""

    meanings: tuple[Target, ...] = ()


def typed_target(text: str, labels: Labels) -> Target:
    """Return what a typed class means for a model with these classes.

    A bare ``10`` is the class of this number, or the one of this name where there is only that.
    So is ``3-5``: one class against another by number, the class called so, or the two called so.

    Raises:
        TwoMeanings: these are different classes.
        UserError: nothing was typed.
    """
    target = Target.parse(text)
    typed = split_words(text)[1]
    if target.kind not in {"class", "difference"} or typed.startswith("index:"):
        return target
    meanings: dict[_Found, Target] = {}
    for found, meant in _readings(target.plain, typed, labels):
        meanings.setdefault(found, meant.asked_like(target))
    if len(meanings) > 1:
        choice = ", ".join(
            f"{meant.spelled_fully} ({_about(meant, labels)})" for meant in meanings.values()
        )
        told = TwoMeanings(
            f"“{shown(typed)}” is the number of one class and the name of another.",
            hint=f"Write one of these: {choice}.",
        )
        told.meanings = tuple(meanings.values())
        raise told
    return next(iter(meanings.values()), target)


def spelled_of(target: Target, model: ModelInfo) -> str:
    """Return what a user types to mean a target of this model."""
    spelled, labels = target.spelled, labels_of(model)
    try:
        return spelled if typed_target(spelled, labels) == target else target.spelled_fully
    except TwoMeanings:
        return target.spelled_fully


def _readings(target: Target, typed: str, labels: Labels) -> Iterator[tuple[_Found, Target]]:
    """Yield every way to read a number, or two, that the model has classes for."""
    count = len(labels.names)
    numbers = (target.index, max(target.against, 0))
    if max(numbers) < count and target.index != target.against:
        yield ((target.index,), target.against), target
    if members := _members(typed, labels):
        yield (members, -1), Target(kind="name", name=typed)
    if target.kind == "difference":
        first, second = (_members(name, labels) for name in typed.split("-"))
        if len(first) == len(second) == 1 and first != second:
            pair = Target(kind="difference", index=first[0], against=second[0])
            yield (first, second[0]), pair


def _members(name: str, labels: Labels) -> tuple[int, ...]:
    """Return the classes that go by a name."""
    return tuple(index for found in labels.named(name) for index in found.members)


def _about(target: Target, labels: Labels) -> str:
    """Tell the name behind a number, and the number behind a name."""
    if target.kind == "name":
        members = _members(target.name, labels)
        return ", ".join(map(str, members[:MOST_TOLD])) + (", …" if members[MOST_TOLD:] else "")
    numbers = [index for index in (target.index, target.against) if index >= 0]
    return " − ".join(labels.names[index] for index in numbers)

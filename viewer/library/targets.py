"""What a program explains: a class as it is typed, its number, or a function of the answer."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import torch
from torch import Tensor

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Resolved, Target
from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels, labels_of
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.core.models.typed_target import typed_target
from viewer.library.raw_outputs import RawOutputs, RawTask
from viewer.tasks.protocol import Kind, Task, Worth
from viewer.tasks.registry import TaskRegistry, built_in

Formula = Callable[[Tensor], Any]
AnyClass = str | int | Formula
_MARK = "function "  # before the number of a function, in a target's name


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionTarget(Resolved):
    """A score that is a function of the model's answer."""

    function: Formula


@dataclass(slots=True)
class Functions:
    """The functions that a program explains, each by the name of its target."""

    known: dict[str, Formula] = field(default_factory=dict[str, Formula])

    def target(self, function: Formula) -> Target:
        """Return the target that means a function; the same one gets the same."""
        name = next((name for name, one in self.known.items() if one is function), "")
        if not name:
            name = f"{_MARK}{len(self.known) + 1}: {called(function)}"
            self.known[name] = function
        return Target(kind="name", name=name)

    def found(self, target: Target) -> FunctionTarget | None:
        """Return what a target means, if it is a function."""
        function = self.known.get(target.name) if target.kind == "name" else None
        return function and FunctionTarget(title=called(function), function=function)


def called(function: Formula) -> str:
    """Return what a function is called, or the class of what may be called."""
    name: object = getattr(function, "__name__", None)
    return name if isinstance(name, str) else type(function).__name__


def listed(classes: AnyClass | Iterable[AnyClass]) -> tuple[AnyClass, ...]:
    """Return one class or several as a tuple.

    Raises:
        UserError: there is none.
    """
    if isinstance(classes, str) or callable(classes) or _is_number(classes):
        return (cast("AnyClass", classes),)
    found = tuple(cast("Iterable[AnyClass]", classes))
    if not found:
        raise UserError("There is nothing to explain.", hint="Name a class, or “top”.")
    return found


def target_of(asked: AnyClass, info: ModelInfo, functions: Functions) -> Target:
    """Return the target that is meant.

    Raises:
        UserError: it means nothing, or two things.
    """
    if isinstance(asked, str):
        return typed_target(asked, labels_of(info))
    if _is_number(asked):
        return Target(kind="class", index=operator.index(cast("int", asked)))
    if callable(asked):
        return functions.target(asked)
    raise UserError(
        f"A “{type(asked).__name__}” is no class.",
        hint="Give a name, a number, “top”, or a function of the model's answer.",
    )


def tasks_with(functions: Functions) -> TaskRegistry:
    """Return our kinds of answers, each of which also takes functions of the answer."""
    kinds = [_Kind(kind, functions) for kind in (*built_in().kinds, RawOutputs())]
    return TaskRegistry(tuple(kinds))


@dataclass(frozen=True, slots=True)
class _Kind:
    inner: Kind
    functions: Functions

    @property
    def key(self) -> str:
        return self.inner.key

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        return self.inner.detect(output, setup, counts)

    def task(self, answer: Answer, labels: Labels) -> Task:
        return cast("Task", _Task(self.inner.task(answer, labels), self.functions))


class _Task:
    """A task that also takes functions of its answer; all else is the task's own."""

    def __init__(self, inner: Task, functions: Functions) -> None:
        self._inner, self._functions = inner, functions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> Resolved:
        found = self._functions.found(target)
        return self._inner.resolve(target, answer, geometry) if found is None else found

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        if isinstance(target, FunctionTarget):
            return _value(target, self._given(answer))
        return self._inner.score(answer, target)

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:
        if isinstance(target, FunctionTarget):
            raise UserError(
                "A function of the answer has no classes beside it.",
                hint="Choose a method that holds no class against others.",
            )
        return self._inner.against_rivals(target, answer, count)

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        if isinstance(target, FunctionTarget):
            with torch.no_grad():
                answer = torch.from_numpy(seen.answer.copy())
                return Worth(score=float(_value(target, self._given(answer))))
        return self._inner.worth(target, seen)

    def probability(self, target: Resolved, answer: Floats) -> float | None:
        if isinstance(target, FunctionTarget):
            return None
        return self._inner.probability(target, answer)

    def _given(self, answer: Tensor) -> Any:
        """Return what a function is given of one picture's answer."""
        return self._inner.parted(answer) if isinstance(self._inner, RawTask) else answer

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        return () if isinstance(target, FunctionTarget) else self._inner.shapes(target, seen)


def _value(target: FunctionTarget, answer: Any) -> Tensor:
    """Return a function's number for one picture's answer, on its graph."""
    try:
        value = target.function(answer)
    except (UserError, Cancelled, MemoryError):
        raise
    except Exception as error:
        raise UserError(
            f"The target “{target.title}” failed: {type(error).__name__}: {error}",
            hint="It is given one picture's answer, (classes,), and returns one number.",
            detail=repr(error),
        ) from error
    if not isinstance(value, Tensor) or value.numel() != 1:
        raise UserError(
            f"The target “{target.title}” gives no single number.",
            hint="Return one number of torch, such as output[3] or output[3] - output[5].",
        )
    return value.reshape(())


def _is_number(asked: object) -> bool:
    if isinstance(asked, bool):
        return False
    try:
        operator.index(cast("int", asked))
    except TypeError:
        return False
    return True

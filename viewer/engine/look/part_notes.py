"""Tell in words which parts a model's answer has, and which of them is read."""

from __future__ import annotations

from torch import nn

from viewer.core.models.model_setup import CLASSES, Answer
from viewer.tasks.outputs import named_tensors
from viewer.tasks.parts import TOGETHER

HEADS = ("fc", "head", "classifier", "heads")  # what libraries call the last layer
MOST_TOLD = 6


def part_notes(output: object, answer: Answer) -> tuple[str, ...]:
    """Return a note where one of several parts is read: all with their shapes."""
    shapes = {name: tuple(tensor.shape) for name, tensor in named_tensors(output).items()}
    if len(shapes) < 2 or not answer.part:
        return ()
    listed = [f"“{name}” ({_sides(shape)})" for name, shape in shapes.items()]
    more = ["…"] if len(listed) > MOST_TOLD else []
    told = ", ".join([*listed[:MOST_TOLD], *more])
    if answer.part == TOGETHER:
        note = (
            f"This model's parts of one number each are read as {answer.classes} classes: {told}."
        )
    else:
        note = (
            f"This model answers with several parts: {told}. “{answer.part}” is read;"
            " Model > Model setup changes that."
        )
    return (note,)


def headless_note(module: nn.Module, answer: Answer, task: str) -> tuple[str, ...]:
    """Return a note where a network's last layer was taken off: it gives features, not classes."""
    if task != CLASSES:
        return ()
    heads = [head for name in HEADS if (head := getattr(module, name, None)) is not None]
    off = bool(heads) and all(map(_is_off, heads))
    if not off and getattr(module, "num_classes", None) != 0:
        return ()
    note = (
        f"This model has no last layer for classes: it answers with {answer.classes} features, each"
        " of which is explained like a class."
    )
    return (note,)


def _is_off(head: nn.Module) -> bool:
    """Tell whether a head does nothing where its last layer was."""
    last = head[-1] if isinstance(head, nn.Sequential) and len(head) else head
    return isinstance(getattr(last, "fc", last), nn.Identity)


def _sides(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "a single number"

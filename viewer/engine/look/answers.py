"""Read whatever a model answers with as one logit for each class, on the graph.

The kind of answer is told by the operation that made it: the graph of one forward pass ends in a
softmax, a log-softmax or a sigmoid, or it does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from viewer.core.bounds import MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.model_setup import Answer, AnswerKind
from viewer.engine.look.further_inputs import Given, hook_for
from viewer.engine.look.parts import TOGETHER, choose_part

_MAKERS: dict[str, AnswerKind] = {
    "SoftmaxBackward0": "probabilities",
    "LogSoftmaxBackward0": "log_probabilities",
    "SigmoidBackward0": "multi_label_probabilities",
    "HardsigmoidBackward0": "multi_label_probabilities",
}
_EACH: dict[str, AnswerKind] = {  # of several heads, each with a sigmoid of its own
    "multi_label_probabilities": "multi_label_probabilities",
    "probabilities": "multi_label_probabilities",
}
_HANDING_ON = ("View", "Reshape", "Squeeze", "Unsqueeze", "Select", "Slice", "Clone", "Alias")


class Reader:
    """A forward hook on a model's root that turns its output into logits (B, classes)."""

    def __init__(self, module: nn.Module) -> None:
        self.answer: Answer | None = None  # None: the output is left as it is
        self.given: tuple[Given, ...] = ()  # what the model is given beside the picture
        module.register_forward_pre_hook(self._give, with_kwargs=True)
        module.register_forward_hook(self._hook)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let the way of reading be changed; an exception brings the old way back."""
        before = self.answer, self.given
        try:
            yield
        except BaseException:
            self.answer, self.given = before
            raise

    def _give(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return hook_for(self.given)(module, args, kwargs) if self.given else None

    def _hook(self, _module: nn.Module, _arguments: object, output: object) -> object:
        return output if self.answer is None else to_logits(output, self.answer)


def detect(
    output: object,
    *,
    kind: AnswerKind | None = None,
    part: str = "",
    counts: Sequence[int] = (),
) -> Answer:
    """Tell how one picture's output is to be read.

    Args:
        output: what the model answered to one picture, on its graph.
        kind: the user's word on it; None: detected.
        part: the user's word on which part holds the classes; one that is not there is passed over.
        counts: of class names given, the user's first: a part with as many holds them.

    Raises:
        UserError: no part of it looks like one number for each class.
    """
    parts = _parts(output)
    usable = {name: tensor for name, tensor in parts.items() if _is_usable(tensor)}
    if not usable:
        raise _no_classifier(output)
    rows = _rows(usable)
    chosen = choose_part(rows, word=part, counts=counts, kind_of=_kind_of)
    flat = torch.cat([*rows.values()], dim=1) if chosen == TOGETHER else rows[chosen]
    made = _kind_of(usable[next(iter(usable)) if chosen == TOGETHER else chosen])
    if chosen == TOGETHER:
        made = _EACH.get(made, "multi_label")
    single = flat.shape[1] == 1
    _check_count(flat.shape[1])
    return Answer(
        kind=kind or made,
        part=chosen,
        parts=tuple(usable) if len(usable) > 1 else (),
        single=single,
        classes=2 if single else flat.shape[1],
    )


def _check_count(numbers: int) -> None:
    if numbers > MOST_CLASSES:
        raise UserError(
            f"This model answers with {numbers:,} numbers; CamScope explains up to"
            f" {MOST_CLASSES:,} classes.",
            hint="Open a model with fewer classes.",
        )


def to_logits(output: object, answer: Answer) -> Tensor:
    """Return one logit for each class, (B, classes).

    Probabilities p become log(p), whose softmax is p again; those of independent classes
    log(p / (1 - p)), whose sigmoid is p; a single number n becomes (-n, n).
    """
    parts = _parts(output)
    values = _joined(parts) if answer.part == TOGETHER else _flat(parts[answer.part])
    if values is None:
        raise _no_classifier(output)
    tiny = torch.finfo(values.dtype).tiny
    if answer.kind.endswith("probabilities") and answer.kind != "log_probabilities":
        logs = values.clamp_min(tiny).log()
        whole = answer.kind == "probabilities" and not answer.single
        values = logs if whole else logs - (1 - values).clamp_min(tiny).log()
    return torch.cat((-values, values), dim=1) if answer.single else values


def part_shapes(output: object) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the floating tensors of an output by name."""
    return {name: tuple(tensor.shape) for name, tensor in _parts(output).items()}


def _joined(parts: Mapping[str, Tensor]) -> Tensor:
    """Return the heads of one number each as one row, (B, heads)."""
    return torch.cat([row for row in _rows(parts).values() if row.shape[1] == 1], dim=1)


def _rows(parts: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return (B, n) of each part that has that meaning."""
    return {name: row for name, part in parts.items() if (row := _flat(part)) is not None}


def _parts(output: object) -> dict[str, Tensor]:
    """Return the floating tensors of an output by name; a plain tensor has no name."""
    entries: Mapping[Any, object]
    if isinstance(output, Tensor):
        entries = {"": output}
    elif isinstance(output, Mapping):
        entries = output
    elif isinstance(output, tuple) and hasattr(output, "_fields"):
        entries = output._asdict()  # type: ignore[attr-defined] - what named tuples have
    elif isinstance(output, (tuple, list)):
        entries = dict(enumerate(output))
    elif dataclasses.is_dataclass(output):
        entries = vars(output)
    else:
        entries = getattr(output, "__dict__", {})
    tensors = {
        shown(str(name)): value for name, value in entries.items() if isinstance(value, Tensor)
    }
    return {name: tensor for name, tensor in tensors.items() if tensor.is_floating_point()}


def _flat(tensor: Tensor) -> Tensor | None:
    """Return (B, n) of an output of that meaning: (B, n), (B, n, 1, 1) or (B,); else None."""
    if tensor.ndim == 1:
        return tensor.unsqueeze(1)
    if tensor.ndim >= 2 and all(side == 1 for side in tensor.shape[2:]):
        return tensor.flatten(1)
    return None


def _is_usable(tensor: Tensor) -> bool:
    flat = _flat(tensor)
    return flat is not None and flat.shape[0] == 1 and flat.shape[1] > 0


def _kind_of(tensor: Tensor) -> AnswerKind:
    """Return what the last operation on the graph makes of it."""
    node = tensor.grad_fn
    while node is not None and node.name().startswith(_HANDING_ON):
        node = node.next_functions[0][0]
    return _MAKERS.get(node.name(), "logits") if node is not None else "logits"


def _no_classifier(output: object) -> UserError:
    shapes = part_shapes(output)
    return UserError(
        "This model does not answer with one score per class.",
        hint="CamScope explains image classifiers; detectors and segmenters are not.",
        detail=f"It returned {type(output).__name__} with {shapes}; (1, classes) is expected.",
    )

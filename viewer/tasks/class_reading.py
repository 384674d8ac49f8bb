"""Read whatever a model answers with as one logit for each class, on the graph.

The kind of answer is told by the operation that made it: the graph of one forward pass ends in a
softmax, a log-softmax or a sigmoid, or it does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from viewer.core.bounds import MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.models.model_setup import Answer, AnswerKind
from viewer.tasks.outputs import named_tensors, unknown
from viewer.tasks.parts import TOGETHER, choose_part

if TYPE_CHECKING:
    from torch import Tensor

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


def detect(
    output: object,
    *,
    kind: AnswerKind | None = None,
    part: str = "",
    counts: Sequence[int] = (),
) -> Answer | None:
    """Tell how one picture's output is to be read; None: no part is one number for each class.

    Args:
        output: what the model answered to one picture, on its graph.
        kind: the user's word on it; None: detected.
        part: the user's word on which part holds the classes; one that is not there is passed over.
        counts: of class names given, the user's first: a part with as many holds them.

    Raises:
        UserError: there are too many classes.
    """
    parts = named_tensors(output)
    usable = {name: tensor for name, tensor in parts.items() if _is_usable(tensor)}
    if not usable:
        return None
    rows = _rows(usable)
    chosen = choose_part(rows, word=part, counts=counts, kind_of=_kind_of)
    made = _kind_of(usable[next(iter(usable)) if chosen == TOGETHER else chosen])
    if chosen == TOGETHER:
        made = _EACH.get(made, "multi_label")
        count = sum(row.shape[1] == 1 for row in rows.values())
    else:
        count = rows[chosen].shape[1]
    single = count == 1
    _check_count(count)
    return Answer(
        kind=kind or made,
        part=chosen,
        parts=tuple(usable) if len(usable) > 1 else (),
        single=single,
        classes=2 if single else count,
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
    import torch

    parts = named_tensors(output)
    values = _joined(parts) if answer.part == TOGETHER else _flat(parts[answer.part])
    if values is None:
        raise unknown(output)
    tiny = torch.finfo(values.dtype).tiny
    if answer.kind.endswith("probabilities") and answer.kind != "log_probabilities":
        logs = values.clamp_min(tiny).log()
        whole = answer.kind == "probabilities" and not answer.single
        values = logs if whole else logs - (1 - values).clamp_min(tiny).log()
    return torch.cat((-values, values), dim=1) if answer.single else values


def _joined(parts: Mapping[str, Tensor]) -> Tensor:
    """Return the heads of one number each as one row, (B, heads)."""
    import torch

    return torch.cat([row for row in _rows(parts).values() if row.shape[1] == 1], dim=1)


def _rows(parts: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return (B, n) of each part that has that meaning."""
    return {name: row for name, part in parts.items() if (row := _flat(part)) is not None}


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

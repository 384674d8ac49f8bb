"""Choose which part of a model's output holds the classes, where it has several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from viewer.core.models.model_setup import AnswerKind

if TYPE_CHECKING:
    from torch import Tensor

USUAL_PARTS = ("logits", "out", "output", "scores", "pred", "prediction")  # the first that is there
TOGETHER = "all of them"  # heads of one number each, read as one answer
PROBABILITIES = frozenset({"probabilities", "log_probabilities", "multi_label_probabilities"})
MOST_NODES = 100_000  # of a graph that is walked through


def choose_part(
    flat: Mapping[str, Tensor],
    *,
    word: str,
    counts: Sequence[int],
    kind_of: Callable[[Tensor], AnswerKind],
) -> str:
    """Return the name of the part that holds the classes.

    The user's word counts, then the number of class names, then a usual name. Else it is the part
    that no other one is computed from, as scores come of features; and logits rather than the
    probabilities made of them.

    Args:
        flat: (1, n) of each part that may hold them, on its graph.
        word: the part that the user names; one that is not there is passed over.
        counts: of class names, the user's first.
        kind_of: tells what made a part.
    """
    if len(flat) == 1 or word in flat:
        return word if word in flat else next(iter(flat))
    if word == TOGETHER or (not word and all(part.shape[1] == 1 for part in flat.values())):
        return TOGETHER
    fitting = next((fits for count in counts if (fits := _fitting(flat, count))), flat)
    usual = next((name for name in USUAL_PARTS if name in fitting), None)
    if usual is not None:
        return usual
    several = {name: part for name, part in fitting.items() if part.shape[1] > 1} or fitting
    last = _last(_without_probabilities(several, kind_of))
    return next(iter(last))


def _fitting(flat: Mapping[str, Tensor], count: int) -> dict[str, Tensor]:
    return {name: part for name, part in flat.items() if part.shape[1] == count}


def _without_probabilities(
    flat: Mapping[str, Tensor], kind_of: Callable[[Tensor], AnswerKind]
) -> Mapping[str, Tensor]:
    """Leave out probabilities where there are as many logits."""
    kinds = {name: kind_of(part) for name, part in flat.items()}
    logits = {flat[name].shape[1] for name, kind in kinds.items() if kind not in PROBABILITIES}
    return {
        name: part
        for name, part in flat.items()
        if kinds[name] not in PROBABILITIES or part.shape[1] not in logits
    }


def _last(flat: Mapping[str, Tensor]) -> Mapping[str, Tensor]:
    """Leave out what other parts are computed from."""
    ends = {name: _maker(part) for name, part in flat.items()}
    before = {name: _ancestors(node) for name, node in ends.items()}
    kept = {
        name: part
        for name, part in flat.items()
        if not any(ends[name] in found for other, found in before.items() if other != name)
    }
    return kept or flat


def _maker(part: Tensor) -> Any:
    """Return the operation that made a part's numbers, before they were only handed on."""
    node = part.grad_fn
    while node is not None and node.name().startswith(("View", "Reshape", "Squeeze", "Unsqueeze")):
        node = node.next_functions[0][0]
    return node


def _ancestors(node: Any) -> set[Any]:
    """Return the operations that one hangs on, without itself."""
    found: set[Any] = set()
    left = [node]
    while left and len(found) < MOST_NODES:
        for before, _ in getattr(left.pop(), "next_functions", ()):
            if before is not None and before not in found:
                found.add(before)
                left.append(before)
    return found

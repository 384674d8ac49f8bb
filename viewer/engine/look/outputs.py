"""What a module or a model returns: find the tensor in it, exchange it, tell answers apart."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from viewer.core.errors import UserError

SAME = 1e-4  # how far answers computed in two ways may be apart, relative to the greatest


def find_tensor(output: object) -> Tensor | None:
    """Return the first floating-point tensor of a tensor, tuple, list or dictionary, or None."""
    for _, value in _entries(output):
        if isinstance(value, Tensor) and torch.is_floating_point(value):
            return value
    return None


def replace_tensor(output: Any, tensor: Tensor) -> Any:
    """Return the output with its first floating-point tensor exchanged; the original stays."""
    if isinstance(output, Tensor):
        return tensor
    found = find_tensor(output)
    key = next(key for key, value in _entries(output) if value is found)
    if isinstance(output, dict):
        changed = copy.copy(output)
        changed[key] = tensor
        return changed
    parts = list(output)
    parts[key] = tensor
    if hasattr(output, "_fields"):  # a named tuple takes its parts one by one
        return type(output)(*parts)
    return type(output)(parts)


def read_each(output: object, pictures: int) -> Tensor:
    """Return the answers (pictures, …) to so many pictures, as the model's task has read them.

    Of a model that no task reads, the first tensor of what it returns is its answer.

    Raises:
        UserError: it does not hold one row for each picture.
    """
    answers = find_tensor(output)
    if answers is None or not answers.ndim or answers.shape[0] != pictures:
        shape = None if answers is None else tuple(answers.shape)
        raise UserError(
            "This model does not give one answer for each picture.",
            hint="CamScope explains classifiers, detectors and segmenters of pictures.",
            detail=f"The model returned {type(output).__name__} with {shape}.",
        )
    return answers


def agree(found: Tensor, known: Tensor) -> bool:
    """Return whether answers are those that are known, up to the rounding of sums."""
    return bool((found - known).abs().max() <= SAME * (1 + known.abs().max()))


def _entries(output: object) -> Iterable[tuple[Any, object]]:
    if isinstance(output, Tensor):
        return [(None, output)]
    if isinstance(output, dict):
        return list(output.items())
    if isinstance(output, (tuple, list)):
        return list(enumerate(output))
    return []

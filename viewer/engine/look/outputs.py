"""What a module or a model returns: find the tensor in it, exchange it, read the logits."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from viewer.core.errors import UserError

SAME = 1e-4  # how far logits computed in two ways may be apart, relative to the greatest


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


def read_logits(output: object) -> Tensor:
    """Return the logits (classes,) of one picture.

    Raises:
        UserError: as `read_each`.
    """
    return read_each(output, 1)[0]


def read_each(output: object, pictures: int) -> Tensor:
    """Return the logits (pictures, classes) of so many pictures.

    A model may answer with a tensor, or with a record or dictionary that names its ``logits``
    (Inception and GoogLeNet with auxiliary heads, Hugging Face models).

    Raises:
        UserError: these are not two or more logits a picture; the sentence says what it is.
    """
    logits = output if isinstance(output, Tensor) else _named_logits(output)
    if logits is None:
        raise UserError(
            "This model gives several outputs or none, and no tensor named “logits”.",
            hint="CamScope explains classifiers with one output per class.",
            detail=f"The model returned {type(output).__name__}.",
        )
    if logits.numel() == pictures:
        raise UserError(
            "This model has only one output, so there is no class to choose.",
            hint="CamScope explains classifiers with two or more classes.",
            detail=f"The output has shape {tuple(logits.shape)}.",
        )
    if logits.ndim != 2 or logits.shape[0] != pictures:
        raise UserError(
            "This model does not answer with one score per class.",
            hint="CamScope explains image classifiers; detectors and segmenters are not.",
            detail=f"The output has shape {tuple(logits.shape)}, expected (1, classes).",
        )
    return logits


def agree(found: Tensor, known: Tensor) -> bool:
    """Return whether logits (…, classes) are those that are known, up to the rounding of sums."""
    return bool((found - known).abs().max() <= SAME * (1 + known.abs().max()))


def _named_logits(output: object) -> Tensor | None:
    named = output.get("logits") if isinstance(output, dict) else getattr(output, "logits", None)
    return named if isinstance(named, Tensor) else None


def _entries(output: object) -> Iterable[tuple[Any, object]]:
    if isinstance(output, Tensor):
        return [(None, output)]
    if isinstance(output, dict):
        return list(output.items())
    if isinstance(output, (tuple, list)):
        return list(enumerate(output))
    return []

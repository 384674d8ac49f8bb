"""What a model returns, taken apart by name; and the refusal of what no task can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

if TYPE_CHECKING:
    from torch import Tensor


def named_tensors(output: object) -> dict[str, Tensor]:
    """Return the floating tensors of an output by name; a plain tensor has no name."""
    from torch import Tensor

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


def unknown(output: object) -> UserError:
    """Return the refusal of an output that is of no kind that is known."""
    shapes = {name: tuple(tensor.shape) for name, tensor in named_tensors(output).items()}
    return UserError(
        "This model does not answer with one score per class.",
        hint="CamScope explains classifiers, detectors and segmenters of pictures.",
        detail=f"It returned {type(output).__name__} with {shapes}; (1, classes) is expected.",
    )

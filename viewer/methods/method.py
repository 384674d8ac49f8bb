"""A method with all that computes it: a formula of one pass, or steps of many, and its needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.core.asks.concepts import MapConcepts
from viewer.core.asks.model_info import LayerInfo
from viewer.core.errors import UserError
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.merging import Merge
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Look, Step
from viewer.methods.principal import eigen_smooth

if TYPE_CHECKING:
    from torch import Tensor

    from viewer.core.asks.target import Resolved
    from viewer.tasks.protocol import Task

Formula = Callable[..., Floats]
Rivalry = Callable[["Resolved", "Tensor", "Task"], "Resolved"]  # of a picture's answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method: its row, and either a formula, which takes one pass, or steps, which take many.

    Args:
        row: what is known of it everywhere.
        formula: of A, the layer's output, and G, the gradient of the score with respect to it, both
            (K, h, w) float32; of A alone where the row needs no gradients. It returns what each
            channel adds to the map, (K, h, w), or the map itself, (h, w), and normalises nothing.
        steps: yields how far it is and the map so far, (h, w) float32, signed.
        passes: about how many whole passes the steps take.
        score: what is explained instead, told by what was asked for, the answer and the task.
        gradient: what takes the place of G, of the score and the activations on its graph.
        layers: which layers are merged, given those chosen, one for each step of the model, and all
            that can be explained, the latter two in forward order.
        scaled_twice: each of several layers' maps is scaled once more when it has been enlarged.
        never_negative: the map has no negative evidence to show.
        fast_form: the steps may run the model in its fast form.
    """

    row: MethodRow
    formula: Formula | None = None
    steps: Callable[[Look], Iterator[Step]] | None = None
    passes: Callable[[Look], int] = lambda _look: 1
    score: Rivalry | None = None
    gradient: Callable[[Tensor, Tensor], Tensor] | None = None
    layers: Callable[[Merge, Sequence[str], Sequence[LayerInfo]], Merge] | None = None
    scaled_twice: bool = False
    never_negative: bool = False
    fast_form: bool = False

    @property
    def is_quick(self) -> bool:
        """Whether one pass is enough."""
        return self.formula is not None and not self.row.by_views


@dataclass(frozen=True)
class MethodResult:
    """A raw map, and the same map with its negative evidence, where the method has any."""

    raw: Floats  # (h, w) float32, >= 0, not normalised
    signed: Floats | None  # (h, w) float32 before the last ReLU; None: it is never negative
    note: tuple[str, str] = ("", "")  # what is said of it: a sentence, and a hint
    concepts: MapConcepts | None = None  # what is painted instead, where it is a map of them


def compute(method: Method, activations: Floats, gradients: Floats | None) -> MethodResult:
    """Return the map that a method's formula gives; what each channel adds is added or smoothed.

    The order of operations is that of the grad-cam library, so that the maps are equal to its own
    bit by bit.

    Args:
        method: its eigen smoothing is honoured.
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32; None is enough for methods that need none.

    Raises:
        UserError: the method has no formula, or the layer's values are infinite.
        ValueError: the method needs gradients and there are none.
    """
    row = method.row
    if method.formula is None:
        raise UserError(f"The method “{row.key}” cannot be computed here.")
    if not row.gradients:
        value = method.formula(activations)
    elif gradients is None:
        raise ValueError(f"{row.key} needs gradients")
    else:
        value = method.formula(activations, gradients)
    if value.ndim == 3:
        value = eigen_smooth(value) if row.eigen_smooth else value.sum(axis=0)
    value = np.asarray(value, dtype=np.float32)
    unsigned = method.never_negative and not row.eigen_smooth
    return MethodResult(raw=np.maximum(value, 0), signed=None if unsigned else value)

"""What one answer of a detector says, as arrays: where its boxes are, how sure, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.models.box_rule import BoxRule
from viewer.tasks.box_choice import in_order
from viewer.tasks.box_decoding import SIDES, confidence

MOST_BOXES = 300  # numbered in one picture


@dataclass(frozen=True, slots=True)
class Standing:
    """One answer's boxes, apart from any graph; box N of a picture is the N-th in order.

    Args:
        sides: (N, 4), left, top, right, bottom in the answer's own unit.
        sure: (N, C), the confidence of each class, 0 where anything is no number.
        best: (N,), the class of each box.
    """

    sides: Floats
    sure: Floats
    best: NDArray[np.intp]

    @classmethod
    def of(cls, answer: Floats, rule: BoxRule) -> Self:
        """Return what an answer (N, 5 + C) says.

        Raises:
            UserError: it holds no numbers.
        """
        import torch

        whole: NDArray[np.bool_] = np.all(np.isfinite(answer), axis=1)
        if answer.size and not whole.any():
            raise UserError(
                "The model returned invalid numbers for this picture.",
                hint="Its weights may be damaged, or made for another kind of input.",
            )
        sure = confidence(torch.from_numpy(np.ascontiguousarray(answer, np.float32)), rule).numpy()
        sure = np.where(whole[:, None], sure, 0).astype(np.float32)
        if not (sure > 0).any():
            raise UserError(
                "This model finds nothing at all in this picture.",
                hint="Open another picture, or another model.",
            )
        return cls(answer[:, :SIDES], sure, sure.argmax(axis=1))

    @property
    def confidence(self) -> Floats:
        """Return (N,), that of each box in its class."""
        return self.sure[np.arange(len(self.best)), self.best]

    def order(self, overlap: float) -> list[int]:
        """Return the rows of the boxes that stay, the surest first."""
        return in_order(self.sides, self.best, self.confidence, overlap=overlap, most=MOST_BOXES)

"""A network with a tower for pictures and one for texts: it answers to the first, reads both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.arrays import Floats
from viewer.tasks.likeness_asking import EMBEDDING

Tokenizer = Callable[[str], list[int]]


class TwoTowers(nn.Module):
    """CLIP and its heirs, whose answer to a picture is its embedding, (B, D).

    Args:
        towers: a network of a package.
        see, read: the names of its methods that embed pictures, and tokens.
        tokenizer: makes a text tokens; None: the files that tell how are missing.
    """

    def __init__(self, towers: nn.Module, see: str, read: str, tokenizer: Tokenizer | None) -> None:
        super().__init__()
        self.towers = towers
        self._see, self._read, self._tokenizer = see, read, tokenizer

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """Return the embeddings of pictures (B, 3, h, w)."""
        return {EMBEDDING: _vectors(getattr(self.towers, self._see)(x))}

    def embedded(self, text: str) -> Floats:
        """Return the embedding of a text, (D,) float32.

        Raises:
            UserError: it cannot be read, or nothing tells how texts are read.
        """
        if self._tokenizer is None:
            raise UserError(
                "Nothing beside this model's weights tells how it reads texts.",
                hint="Put its tokenizer.json into the same folder, and open it again.",
            )
        device = next(self.towers.parameters()).device
        try:
            tokens = torch.tensor([self._tokenizer(text)], device=device)
            with torch.inference_mode():
                found = _vectors(getattr(self.towers, self._read)(tokens))[0]
        except Exception as error:  # what the package raises is its own
            raise UserError(
                f"The text “{shown(text)}” cannot be read by this model.",
                hint="Its tokenizer may be of another model.",
                detail=repr(error)[:1000],
            ) from error
        return np.asarray(found.float().cpu().numpy(), np.float32)


def _vectors(output: Any) -> Tensor:
    """Return (B, D) of what a tower gives: a tensor, or a record with what it has pooled."""
    return output if isinstance(output, Tensor) else output.pooler_output

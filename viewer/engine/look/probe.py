"""Ask a model for the score of many changed pictures, a few at a time, and tell how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from viewer.core.maps.arrays import Floats
from viewer.engine.look.attention import Attended, attentions, attentions_by_block
from viewer.engine.look.biases import each_share
from viewer.engine.look.device import has_room
from viewer.engine.look.relevance import relevance
from viewer.engine.look.slopes import input_gradient
from viewer.engine.look.still import Check, hooked, undisturbed, watch
from viewer.methods.look import Backwards, Composite, Limits

BATCH_PIXELS = 8 * 224 * 224  # changed pictures at a time: more are hardly faster, and stop later
GPU_BATCH_PIXELS = 4 * BATCH_PIXELS  # on an NVIDIA GPU with room for them, which few do not fill
MOST = 32  # of them, however small they are

Score = Callable[[Tensor], Tensor]  # of one picture's answer: the scalar that is explained


def batch_of(x: Tensor) -> int:
    """Return how many pictures of the size of one, (1, C, H, W), are asked about at a time."""
    pixels = x.shape[-2] * x.shape[-1]
    most = GPU_BATCH_PIXELS if has_room(x.device) else BATCH_PIXELS
    return min(MOST, max(1, most // pixels))


@dataclass(frozen=True, slots=True)
class Probe:
    """One picture and a model to be asked about variants of it.

    Args:
        model: answers with (B, …).
        x: the picture, (1, C, H, W).
        score: what is explained.
        check: called before every module; what it raises ends the work.
        by_itself: each picture is asked about by itself, as the answer hangs on those beside it.
    """

    model: nn.Module
    x: Tensor
    score: Score
    check: Check
    by_itself: bool = False

    @property
    def batch(self) -> int:
        """How many changed pictures are asked about at a time: fewer where they are larger."""
        if self.by_itself:
            return 1
        return batch_of(self.x)

    def scores(self, batch: Tensor) -> Floats:
        """Return the scores of several inputs (B, C, H, W), (B,) float32."""
        with undisturbed(self.model, self.x), hooked() as handles, torch.no_grad():
            handles.extend(watch(self.model, self.check))
            return self.of_answers(self.model(batch))

    def of_answers(self, answers: Tensor) -> Floats:
        """Return the scores of answers (B, …), (B,) float32."""
        each = answers.float().cpu()  # at once: a GPU takes as long for every number as for all
        return torch.stack([self.score(row) for row in each]).numpy()

    def input_gradient(self, x: Tensor, way: Backwards = "plain") -> tuple[float, Tensor]:
        """Return the score of one input (1, C, H, W), and d(score) / dx, (C, H, W)."""
        return input_gradient(self.model, x, self.score, self.check, way)

    def relevance(self, composite: Composite, limits: Limits | None = None) -> tuple[float, Tensor]:
        """Return what relevance begins at the answer, and the pixels' share of it, (C, H, W)."""
        return relevance(self.model, self.x, self.score, self.check, composite, limits=limits)

    def attentions(self, *, by_block: bool = False) -> list[Attended]:
        """Return every attention in forward order, with slopes of the score, or of its block's."""
        find = attentions_by_block if by_block else attentions
        return find(self.model, self.x, self.score, self.check)

    def each_share(self, take: Callable[[Floats], None]) -> None:
        """Show the share that the input and every bias have in the score, (K, h, w) each."""
        each_share(self.model, self.x, self.score, self.check, take)

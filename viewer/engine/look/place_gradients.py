"""Gradients of several scores of single places, of which only what they depend on is computed."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from viewer.engine.look.capture import Capture
from viewer.engine.look.still import Check
from viewer.engine.look.walk_back import walk_back


def gradients_of_places(
    capture: Capture, scores: Sequence[Tensor], layers: Sequence[str], check: Check
) -> list[dict[str, Tensor]]:
    """Return the gradients of scores by layer, in one walk where the graph can be walked so.

    Args:
        capture: of the picture.
        scores: scalars made from its answer.
        layers: recorded layers.
        check: called before each operation; what it raises ends the walk.
    """
    tensors = [capture.recorded[name][-1] for name in layers]
    if len(scores) > 1 and all(tensor.shape[0] == 1 for tensor in tensors):
        answer = capture.answer
        try:
            seeds = [torch.autograd.grad(one, answer, retain_graph=True)[0] for one in scores]
            found = walk_back(answer, torch.stack(seeds), tensors, check)
        except (RuntimeError, AttributeError, TypeError):  # a graph of an unusual kind
            pass
        else:
            named = list(zip(layers, found, strict=True))
            return [{name: own[i, 0].clone() for name, own in named} for i in range(len(scores))]
    return capture.gradients_of_each(scores, layers)

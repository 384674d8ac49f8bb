"""Put a network together as its weights tell: the zoo's body, and the head that the file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.models.recognising.architectures import Architecture, BuiltNetwork, build
from viewer.engine.models.recognising.candidates import Candidate
from viewer.engine.models.recognising.grey import take_grey
from viewer.engine.models.recognising.own_heads import ACTIVATIONS
from viewer.engine.models.recognising.questions import SMALL, unanswered
from viewer.engine.models.recognising.small import make_small

POOLING = "avgpool"  # of torchvision's ResNets


class MaximumAndMean(nn.Module):
    """The largest and the mean value of each channel, one behind the other, as fastai pools."""

    def forward(self, x: Tensor) -> Tensor:
        """Return (B, 2 channels, 1, 1)."""
        return torch.cat((x.amax((2, 3), keepdim=True), x.mean((2, 3), keepdim=True)), dim=1)


def decided(candidate: Candidate, words: tuple[str, ...], name: str) -> tuple[Candidate, list[str]]:
    """Return a network with all that was left open decided, and the activations of its gaps.

    Args:
        candidate: that takes the weights.
        words: what the user says of it.
        name: the file's.

    Raises:
        ArchitectureNeeded: something is still open.
        UserError: a word means nothing here.
    """
    rest = [*words]
    if SMALL in rest and candidate.small:
        rest.remove(SMALL)
    elif candidate.small and not candidate.tongue.small:
        raise unanswered(candidate, name)
    if len(candidate.heads) > 1:
        chosen = next((head for head in candidate.heads if head.name in rest), None)
        if chosen is None:
            raise unanswered(candidate, name)
        rest.remove(chosen.name)
        candidate = replace(candidate, heads=(chosen,), classes=chosen.classes)
    gaps = len(candidate.heads[0].gaps) if candidate.heads else 0
    fill = [*candidate.tongue.fill] if candidate.tongue.fill else rest
    odd = [word for word in rest if word not in ACTIVATIONS]
    if odd or (rest and not gaps):
        raise UserError(
            f"“{(odd or rest)[0]}” says nothing that these weights leave open.",
            hint=f"The activations that can be named are {', '.join(ACTIVATIONS)}.",
        )
    if gaps and len(fill) not in (1, gaps):
        raise unanswered(candidate, name)
    return candidate, fill


def assemble(
    candidate: Candidate, tensors: Mapping[str, Tensor], architecture: Architecture, fill: list[str]
) -> tuple[BuiltNetwork, dict[str, Tensor], bool]:
    """Build a decided network without values.

    Returns:
        The network, its values by name, and whether it takes grey pictures.
    """
    fitted = candidate.fit(tensors)
    built = build(architecture, fitted)
    module = built.module
    if candidate.small:
        make_small(module)
    grey = take_grey(module, fitted)
    if candidate.heads:
        module.set_submodule(candidate.replaced, candidate.heads[0].build(fill))
    if candidate.headless:
        module.set_submodule(candidate.headless, nn.Identity())
    if candidate.tongue.concatenated:
        module.set_submodule(POOLING, MaximumAndMean())
    if candidate.tongue.epsilon is not None:
        for part in module.modules():
            if isinstance(part, nn.LayerNorm):
                part.eps = candidate.tongue.epsilon
    return built, fitted, grey

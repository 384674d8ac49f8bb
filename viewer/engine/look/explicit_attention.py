"""Attention computed step by step while a model runs, so that its weights are seen.

Fused attention hides them; it is put back after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


@contextmanager
def explicit(model: nn.Module, take: Callable[[Tensor], None]) -> Iterator[None]:
    """Let attention be computed step by step, and show its weights, (B, heads, N, M).

    Some networks, such as those of transformers in their eager form, take these steps themselves:
    a softmax of square matrices is what they look at.
    """
    fused, softmax = functional.scaled_dot_product_attention, functional.softmax
    seen = _watched(softmax, take)

    def by_steps(query: Tensor, key: Tensor, value: Tensor, *given: Any, **named: Any) -> Tensor:
        said = dict(zip(("attn_mask", "dropout_p", "is_causal"), given, strict=False)) | named
        if said.get("is_causal") or said.get("enable_gqa") or query.ndim != 4:
            return fused(query, key, value, *given, **named)
        mask, scale = said.get("attn_mask"), said.get("scale")
        scores = query @ key.mT * (query.shape[-1] ** -0.5 if scale is None else scale)
        if mask is not None:
            allowed = mask.dtype == torch.bool
            scores = scores.masked_fill(~mask, -torch.inf) if allowed else scores + mask
        weights = scores.softmax(-1)
        take(weights)
        return weights @ value

    with ExitStack() as undo:
        for module in model.modules():
            own = vars(module)
            if own.get("fused_attn") is False:  # timm's, told not to use it
                own["fused_attn"] = True
                undo.callback(own.__setitem__, "fused_attn", False)
        for name, ours, theirs in (
            ("scaled_dot_product_attention", by_steps, fused),
            ("softmax", seen, softmax),
        ):
            setattr(functional, name, ours)
            undo.callback(setattr, functional, name, theirs)
        yield


def _watched(
    softmax: Callable[..., Tensor], take: Callable[[Tensor], None]
) -> Callable[..., Tensor]:
    """Return a softmax that shows the square matrices that it gives."""

    def seen(scores: Tensor, *given: Any, **named: Any) -> Tensor:
        weights = softmax(scores, *given, **named)
        along = given[0] if given else named.get("dim")
        if weights.ndim == 4 and weights.shape[-1] == weights.shape[-2] and along in {-1, 3}:
            take(weights)
        return weights

    return seen

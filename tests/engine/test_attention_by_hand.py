"""Attention that a network computes step by step itself is seen, as that of Hugging Face's is."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from given_looks import CHOSEN, last, look_at
from torch import Tensor, nn
from torch.nn import functional

from viewer.engine.look.attention import attentions
from viewer.methods.attention_rollout import attention_rollout
from viewer.methods.generic_relevance import generic_relevance
from viewer.methods.legrad import legrad


class Eager(nn.Module):
    """Sixteen patches that look at one another by a softmax of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.patches, self.norm = nn.Conv2d(3, 8, 4, 4), nn.LayerNorm(8)
        self.qkv, self.head = nn.Linear(8, 24), nn.Linear(8, 5)
        self.kept: list[Tensor] = []

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.norm(self.patches(x).flatten(2).transpose(1, 2))
        query, key, value = self.qkv(tokens).unflatten(-1, (3, 2, 4)).permute(2, 0, 3, 1, 4)
        weights = functional.softmax(query @ key.mT / 2, dim=-1)
        self.kept.append(weights)
        mixed = (weights @ value).transpose(1, 2).flatten(2)
        return self.head((tokens + mixed).mean(1))


def drawn(size: int) -> Tensor:
    return torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(4))


def test_a_softmax_of_square_matrices_is_what_tokens_look_at() -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = Eager().eval()
    before = functional.softmax
    (found,) = attentions(model, drawn(16), lambda answer: answer[CHOSEN], lambda: None)
    assert functional.softmax is before
    assert torch.equal(found.weights, model.kept[-1][0].detach())
    x = drawn(16).requires_grad_()
    score = model(x)[0, CHOSEN]
    (slopes,) = torch.autograd.grad(score, model.kept[-1])
    torch.testing.assert_close(found.slopes, slopes[0], atol=1e-7, rtol=1e-5)


@pytest.mark.parametrize("kind", ["ViT", "DeiT", "Dinov2", "Dinov2WithRegisters"])
@pytest.mark.parametrize("way", ["sdpa", "eager"])
def test_hugging_face_s_transformers_are_read(kind: str, way: str) -> None:
    transformers: Any = pytest.importorskip("transformers")
    sizes = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4}
    sizes |= {"intermediate_size": 96, "image_size": 64, "patch_size": 16, "num_labels": 5}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        build = getattr(transformers, f"{kind}ForImageClassification")
        model = build(getattr(transformers, f"{kind}Config")(**sizes)).eval()
    model.set_attn_implementation("eager")
    theirs = model(drawn(64), output_attentions=True).attentions
    model.set_attn_implementation(way)
    found = attentions(model, drawn(64), lambda answer: answer[CHOSEN], lambda: None)
    assert len(found) == len(theirs) == 3
    for one, other in zip(found, theirs, strict=True):
        torch.testing.assert_close(one.weights, other[0].detach(), atol=1e-6, rtol=0)
    layer = next(name for name, one in model.named_modules() if isinstance(one, nn.LayerNorm))
    look = look_at(model, drawn(64), layer)
    for method in (attention_rollout, generic_relevance, legrad):
        heat = last(method(look)).make()
        assert heat.shape == (4, 4)
        assert heat.max() > heat.min() >= 0

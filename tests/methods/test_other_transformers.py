"""Attention of transformers' and OpenCLIP's networks, against what they say of it themselves."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from torch import Tensor, nn
from torch.nn import functional

from viewer.core.errors import UserError
from viewer.engine.look.probe import Probe
from viewer.methods.attention_rollout import attention_rollout
from viewer.methods.generic_relevance import generic_relevance
from viewer.methods.legrad import legrad

METHODS = (attention_rollout, generic_relevance, legrad)
SIZE = {
    "image_size": 64,
    "patch_size": 16,
    "hidden_size": 48,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "num_labels": 5,
}
KINDS = {"ViT": 1, "DeiT": 2, "Dinov2": 1, "Dinov2WithRegisters": 5, "Beit": 1}  # further tokens


class Logits(nn.Module):
    """A model of the transformers library as one that answers with logits."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x).logits


def drawn() -> Tensor:
    return torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(4))


def hugging(kind: str, way: str = "sdpa", **more: Any) -> Logits:
    library = pytest.importorskip("transformers")
    config = getattr(library, f"{kind}Config")(**(more or SIZE))
    config._attn_implementation = way
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = getattr(library, f"{kind}ForImageClassification")(config)
        for parameter in model.parameters():
            nn.init.normal_(parameter, std=0.08) if parameter.ndim > 1 else None
    return Logits(model.eval())


def first_norm(model: nn.Module) -> str:
    return next(name for name, one in model.named_modules() if isinstance(one, nn.LayerNorm))


def rolled(weights: list[Tensor]) -> Tensor:
    one = torch.eye(weights[0].shape[-1])
    found = one
    for each in weights:
        found = (each[0].mean(0) + one) / 2 @ found
    return found


def relevant(weights: list[Tensor], slopes: tuple[Tensor, ...]) -> Tensor:
    found = torch.eye(weights[0].shape[-1])
    for each, slope in zip(weights, slopes, strict=True):
        found = found + (each * slope)[0].clamp(min=0).mean(0) @ found
    return found


@pytest.mark.parametrize("way", ["sdpa", "eager"])
@pytest.mark.parametrize("kind", KINDS)
def test_attention_is_what_the_transformers_library_tells_of_it(kind: str, way: str) -> None:
    model, x, extra = hugging(kind, way), drawn(), KINDS[kind]
    plain = hugging(kind, "eager").model
    told = plain(x.clone().requires_grad_(), output_attentions=True)
    weights = list(told.attentions)
    slopes = torch.autograd.grad(told.logits[0, CHOSEN], weights)
    read = slopes[-1].abs().sum((0, 1, 3)) > 1e-12
    look = look_at(model, x, first_norm(model))
    for method, matrix in (
        (attention_rollout, rolled(weights)),
        (generic_relevance, relevant(weights, slopes)),
    ):
        expected = matrix[read].mean(0)[extra:].reshape(4, 4).detach().numpy()
        found = last(method(look)).make()
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6 * expected.max())
    found = last(legrad(look)).make()
    assert found.shape == (4, 4)
    assert found.max() > found.min() >= 0


def clip() -> nn.Module:
    transformer = pytest.importorskip("open_clip.transformer")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return transformer.VisionTransformer(64, 16, 48, 3, 4, 2.0, output_dim=5).eval()


def clip_weights(model: nn.Module, x: Tensor) -> list[Tensor]:
    """Return the attention of every block, computed anew from what it is given."""
    kept: list[Tensor] = []

    def before(module: Any, args: tuple[Tensor, ...], named: dict[str, Tensor]) -> None:
        given = args[0] if args else named["query"]
        given = given if module.batch_first else given.transpose(0, 1)
        both = functional.linear(given[0], module.in_proj_weight, module.in_proj_bias)
        query, key, _ = both.chunk(3, -1)
        query, key = (one.unflatten(-1, (4, -1)).transpose(0, 1) for one in (query, key))
        kept.append((query @ key.mT / query.shape[-1] ** 0.5).softmax(-1)[None].detach())

    handles = [
        one.register_forward_pre_hook(before, with_kwargs=True)
        for one in model.modules()
        if isinstance(one, nn.MultiheadAttention)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    return kept


def test_attention_of_open_clip_s_tower() -> None:
    model, x = clip(), drawn()
    expected = rolled(clip_weights(model, x))[0, 1:].reshape(4, 4)
    look = look_at(model, x, first_norm(model))
    np.testing.assert_allclose(last(attention_rollout(look)).make(), expected, atol=1e-6)
    for method in (generic_relevance, legrad):
        assert last(method(look)).make().max() > 0


def windows_of_torchvision() -> nn.Module:
    from torchvision.models.swin_transformer import SwinTransformer

    return SwinTransformer(
        [4, 4], 24, depths=[2, 2], num_heads=[2, 4], window_size=[4, 4], num_classes=5
    ).eval()


def windows_of_transformers() -> nn.Module:
    size: dict[str, Any] = {"image_size": 64, "patch_size": 4, "embed_dim": 24, "num_labels": 5}
    return hugging("Swin", window_size=4, depths=[2, 2], num_heads=[2, 4], **size)


@pytest.mark.parametrize("build", [windows_of_torchvision, windows_of_transformers])
@pytest.mark.parametrize("method", METHODS)
def test_windows_are_told(build: Callable[[], nn.Module], method: Callable[..., Any]) -> None:
    probe = Probe(build(), drawn(), lambda logits: logits[CHOSEN], lambda: None)
    with pytest.raises(UserError, match="every token"):
        last(method(SimpleNamespace(probe=probe)))

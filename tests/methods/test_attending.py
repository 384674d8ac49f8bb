"""Maps of what a transformer's tokens look at: by hand, and by plain loops over real networks."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, GivenLook, last, look_at
from torch import Tensor, nn
from torch.nn import functional

from viewer.core.errors import Cancelled, UserError
from viewer.engine.look.attention import Attended
from viewer.engine.look.probe import Probe
from viewer.methods.attention_rollout import attention_rollout
from viewer.methods.generic_relevance import generic_relevance
from viewer.methods.legrad import legrad

METHODS = (attention_rollout, generic_relevance, legrad)
SIZE = {"img_size": 64, "depth": 3, "num_classes": 5, "pretrained": False}


def of_two_tokens(*each: tuple[list[list[float]], list[list[float]]]) -> Any:
    """Return a look at one-headed attentions of two tokens; the map is what `on_grid` is given."""
    found = [Attended(torch.tensor([a]), torch.tensor([g])) for a, g in each]
    probe = SimpleNamespace(x=torch.zeros(1), attentions=lambda *, by_block=False: found)
    return SimpleNamespace(probe=probe, on_grid=lambda tokens: tokens)


FIRST = ([[0.5, 0.5], [0.25, 0.75]], [[1.0, -2.0], [4.0, 2.0]])
SECOND = ([[0.0, 1.0], [0.5, 0.5]], [[3.0, 2.0], [0.0, 0.0]])  # the first token is read


@pytest.mark.truth("attention_rollout")
def test_rollout_of_two_tokens_by_hand() -> None:
    # (A_2 + 1) / 2 = [[1/2, 1/2], ...], (A_1 + 1) / 2 = [[3/4, 1/4], [1/8, 7/8]]
    found = last(attention_rollout(of_two_tokens(FIRST, SECOND))).make()
    assert found.tolist() == [7 / 16, 9 / 16]


@pytest.mark.truth("generic_relevance")
def test_relevance_of_two_tokens_by_hand() -> None:
    """What is positive of G * A is [[1/2, 0], [1, 3/2]] in the first, then [[0, 2], [0, 0]].

    So R is [[3/2, 0], [1, 5/2]] behind the first, and the second adds [[2, 5], [0, 0]].
    """
    found = last(generic_relevance(of_two_tokens(FIRST, SECOND))).make()
    assert found.tolist() == [3.5, 5.0]


@pytest.mark.truth("legrad")
def test_legrad_of_two_tokens_by_hand() -> None:
    # positive slopes, averaged over the tokens that look: [5/2, 1] and [3/2, 1]
    assert last(legrad(of_two_tokens(FIRST, SECOND))).make().tolist() == [2.0, 1.0]


def test_tokens_that_an_attention_pools_are_read_as_it_looks_at_them_by_hand() -> None:
    """Behind the first, R is [[3/4, 1/4], [1/8, 7/8]] and [[3/2, 0], [1, 5/2]]."""
    pooled = of_two_tokens(FIRST, ([[0.25, 0.75]], [[4.0, -2.0]]))
    assert last(attention_rollout(pooled)).make().tolist() == [9 / 32, 23 / 32]
    assert last(generic_relevance(pooled)).make().tolist() == [1.5, 0.0]  # 1 and 0 are positive


def timm_vit(name: str = "vit_tiny_patch16_224", **more: Any) -> Any:
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = timm.create_model(name, **{**SIZE, **more}).eval()
        for parameter in model.parameters():  # heads and extra tokens begin at zero
            nn.init.normal_(parameter, std=0.08) if parameter.ndim > 1 else None
    return model


def torchvision_vit() -> Any:
    from torchvision.models import VisionTransformer

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = VisionTransformer(64, 16, 3, 4, 48, 96, num_classes=5).eval()
        nn.init.normal_(model.get_parameter("heads.head.weight"))
    return model


def drawn(*size: int) -> Tensor:
    return torch.randn(1, 3, *(size or (64, 64)), generator=torch.Generator().manual_seed(4))


VITS: dict[str, Callable[[], Any]] = {
    "class token": timm_vit,
    "mean": lambda: timm_vit(class_token=False, global_pool="avg"),
    "registers": lambda: timm_vit(reg_tokens=4),
    "distilled": lambda: timm_vit("deit_tiny_distilled_patch16_224"),
    "torchvision": torchvision_vit,
}
READ = {"class token": [0], "mean": list(range(16)), "registers": [0], "distilled": [0, 1]}
READ["torchvision"] = [0]


def look(model: nn.Module, x: Tensor) -> GivenLook:
    names = [name for name, module in model.named_modules() if isinstance(module, nn.LayerNorm)]
    return look_at(model, x, names[0])


def plain_weights(model: nn.Module, x: Tensor) -> tuple[list[Tensor], Tensor]:
    """Return each attention's weights on the graph by the model's own slow path, and the score."""
    kept: list[Tensor] = []
    handles = []
    for name, module in model.named_modules():
        if isinstance(module, nn.MultiheadAttention):
            module.in_proj_weight.requires_grad_(True)
            handles.append(module.register_forward_pre_hook(_with_weights(kept), with_kwargs=True))
        elif name.endswith("attn_drop"):
            handles.append(module.register_forward_hook(lambda _m, _a, out: kept.append(out)))
        elif hasattr(module, "fused_attn"):
            vars(module)["fused_attn"] = False
    score = model(x.clone().requires_grad_())[0, CHOSEN]
    for handle in handles:
        handle.remove()
    return kept, score


def _with_weights(kept: list[Tensor]) -> Callable[..., None]:
    def before(module: nn.MultiheadAttention, args: tuple[Tensor, ...], _named: object) -> None:
        (x,), heads = args[0], module.num_heads
        query, key, _ = functional.linear(x, module.in_proj_weight, module.in_proj_bias).chunk(
            3, -1
        )
        query, key = (one.unflatten(-1, (heads, -1)).transpose(0, 1) for one in (query, key))
        kept.append((query @ key.mT / query.shape[-1] ** 0.5).softmax(-1)[None])

    return before


@pytest.mark.parametrize("kind", VITS)
def test_rollout_is_the_product_of_what_the_network_attends_to(kind: str) -> None:
    model, x = VITS[kind](), drawn()
    kept, _ = plain_weights(model, x)
    assert len(kept) == 3
    one = torch.eye(kept[0].shape[-1])
    rolled = one
    for weights in kept:
        rolled = (0.5 * weights[0].mean(0) + 0.5 * one) @ rolled
    found = last(attention_rollout(look(model, x))).make()
    extra = len(one) - 16
    expected = rolled[READ[kind]].mean(0)[extra:].reshape(4, 4).detach().numpy()
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("kind", [kind for kind in VITS if kind != "torchvision"])
def test_relevance_is_a_plain_loop_s(kind: str) -> None:
    model, x = VITS[kind](), drawn()
    kept, score = plain_weights(model, x)
    slopes = torch.autograd.grad(score, kept)
    relevance = torch.eye(kept[0].shape[-1])
    for weights, slope in zip(kept, slopes, strict=True):
        relevance = relevance + (weights * slope)[0].clamp(min=0).mean(0) @ relevance
    found = last(generic_relevance(look(model, x))).make()
    extra = len(relevance) - 16
    expected = relevance[READ[kind]].mean(0)[extra:].reshape(4, 4).detach().numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6 * expected.max())


@pytest.mark.parametrize("kind", ["class token", "registers"])
def test_legrad_is_a_plain_loop_s(kind: str) -> None:
    model, x = VITS[kind](), drawn()
    left: list[Tensor] = []
    for block in model.blocks:
        block.register_forward_hook(lambda _m, _a, out: left.append(out))
    kept, _ = plain_weights(model, x)
    each = []
    for weights, tokens in zip(kept, left, strict=True):
        score = model.head(model.norm(tokens.mean(1)))[0, CHOSEN]
        (slope,) = torch.autograd.grad(score, weights, retain_graph=True)
        each.append(slope[0].clamp(min=0).mean((0, 1)))
    expected = torch.stack(each).mean(0)[-16:].reshape(4, 4).numpy()
    found = last(legrad(look(model, x))).make()
    assert expected.max() > 0
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6 * expected.max())


def test_rollout_ends_in_the_attention_that_pools_the_tokens_as_in_siglip() -> None:
    model, x = timm_vit("vit_base_patch16_siglip_224", embed_dim=48, num_heads=4), drawn()
    pool, given = model.attn_pool, list[Tensor]()
    handle = pool.register_forward_pre_hook(lambda _module, args: given.append(args[0]))
    kept, _ = plain_weights(model, x)
    handle.remove()
    key = pool.kv(given[0]).reshape(16, 2, 4, 12)[:, 0].transpose(0, 1)
    query = pool.q(pool.latent)[0].reshape(-1, 4, 12).transpose(0, 1)
    weights = (query @ key.mT / 12**0.5).softmax(-1)
    rolled = torch.eye(16)
    for each in kept:
        rolled = (each[0].mean(0) + torch.eye(16)) / 2 @ rolled
    expected = (weights.mean((0, 1)) @ rolled).reshape(4, 4).detach().numpy()
    found = last(attention_rollout(look(model, x))).make()
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert all(last(method(look(model, x))).make().max() > 0 for method in METHODS)


def test_legrad_finds_the_blocks_of_torchvision_as_well() -> None:
    model, x = torchvision_vit(), drawn()
    found = look(model, x).probe.attentions(by_block=True)
    last_block = look(model, x).probe.attentions()[-1]
    assert [one.weights.shape for one in found] == [(4, 17, 17)] * 3
    assert torch.equal(found[-1].weights, last_block.weights)
    assert all(one.slopes.any() for one in found)


def test_attention_is_given_back_and_other_maps_stay_what_they_were() -> None:
    model, x = timm_vit(), drawn()
    fused, flags = functional.scaled_dot_product_attention, [True, False, True]
    for block, flag in zip(model.blocks, flags, strict=True):
        block.attn.fused_attn = flag
    before = look(model, x).signed("hires_cam"), model(x).detach()
    for method in METHODS:
        last(method(look(model, x)))
    after = look(model, x).signed("hires_cam"), model(x).detach()
    assert np.array_equal(before[0], after[0])
    assert torch.equal(before[1], after[1])

    def check() -> None:
        assert functional.scaled_dot_product_attention is not fused
        raise Cancelled

    with pytest.raises(Cancelled):
        Probe(model, x, lambda logits: logits[CHOSEN], check).attentions()
    assert functional.scaled_dot_product_attention is fused
    assert [block.attn.fused_attn for block in model.blocks] == flags
    assert not any(one._forward_hooks or one._forward_pre_hooks for one in model.modules())


def test_a_wide_picture_has_a_wide_map() -> None:
    model, x = timm_vit(img_size=(64, 96)), drawn(64, 96)
    assert all(last(method(look(model, x))).make().shape == (4, 6) for method in METHODS)


def without_attention() -> nn.Module:
    from torchvision.models import resnet18

    return resnet18(weights=None, num_classes=5).eval()


def with_windows() -> nn.Module:
    import timm

    return timm.create_model(
        "swin_tiny_patch4_window7_224", img_size=64, window_size=4, num_classes=5, depths=(1, 1)
    ).eval()


def with_a_pyramid() -> nn.Module:
    import timm

    return timm.create_model("pvt_v2_b0", num_classes=5, pretrained=False).eval()


def with_class_attention() -> nn.Module:
    import timm

    return timm.create_model("cait_xxs24_224", img_size=64, depth=1, num_classes=5).eval()


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (without_attention, "no attention"),
        (with_windows, "every token"),
        (with_a_pyramid, "every token"),
        (with_class_attention, "every token"),
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_where_it_is_not_defined_a_sentence_says_so(
    build: Callable[[], nn.Module], words: str, method: Callable[..., Any]
) -> None:
    model, x = build(), drawn()
    probe = Probe(model, x, lambda logits: logits[CHOSEN], lambda: None)
    with pytest.raises(UserError, match=words):
        last(method(SimpleNamespace(probe=probe)))

"""CAM and its late relatives, by hand and against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from given_networks import resnet, swin
from torch import nn

from viewer.core.errors import UserError
from viewer.methods.grad_cam_pp import grad_cam_pp
from viewer.methods.is_cam import is_cam
from viewer.methods.masking import as_masks
from viewer.methods.noise import noisy
from viewer.methods.recipro_cam import recipro_cam
from viewer.methods.score_cam import score_cam
from viewer.methods.smooth_grad_cam_pp import smooth_grad_cam_pp
from viewer.methods.ss_cam import ss_cam


def drawn(*shape: int, seed: int = 4) -> torch.Tensor:
    return torch.randn(1, 3, *shape, generator=torch.Generator().manual_seed(seed))


def pooled(*tail: nn.Module) -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            *(tail or (nn.Linear(8, 5),)),
        ).eval()


@pytest.mark.truth("cam")
def test_cam_by_hand() -> None:
    """Two channels of 2×2 and the weights 3 and -1: what was weighed adds up to the score."""
    model = nn.Sequential(nn.Identity(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2, 3))
    weights = torch.tensor([[0.0, 0.0], [1.0, 1.0], [3.0, -1.0]])
    with torch.no_grad():
        model.get_parameter("3.weight").copy_(weights)
        model.get_parameter("3.bias").fill_(0.25)
    x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[2.0, 0.0], [0.0, 1.0]]]])
    look = look_at(model, x, "0")
    found = look.quick("cam")
    assert found.signed.tolist() == [[1, 6], [9, 11]]
    assert found.signed.mean() + 0.25 == pytest.approx(float(model(x)[0, CHOSEN].detach()))


def test_cam_is_the_weights_of_the_last_layer_also_for_one_class_against_another() -> None:
    model, x = pooled(), drawn(6, 9)
    activations, weights = model[:2](x)[0].detach(), model.get_parameter("4.weight").detach()
    look = look_at(model, x, "1")
    plain = torch.einsum("k,kyx->yx", weights[CHOSEN], activations)
    np.testing.assert_allclose(look.signed("cam"), plain, atol=1e-6)
    both = torch.einsum("k,kyx->yx", weights[CHOSEN] - weights[0], activations)
    np.testing.assert_allclose(look.signed("cam", against=(0,)), both, atol=1e-6)
    group = {"members": (1, 2, 3)}  # weights between those of its classes
    averaged = look.signed("grad_cam", **group)
    np.testing.assert_allclose(look.signed("cam", **group), averaged * 54, atol=1e-5)


@pytest.mark.parametrize(
    ("tail", "layer"),
    [
        ((nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 5)), "1"),  # more than one linear layer
        ((nn.Linear(8, 5),), "0"),  # a ReLU between the layer and the average
    ],
)
def test_cam_says_where_it_is_not_defined(tail: tuple[nn.Module, ...], layer: str) -> None:
    with pytest.raises(UserError, match="average of this layer"):
        look_at(pooled(*tail), drawn(6, 9), layer).quick("cam")


@pytest.mark.parametrize(
    ("build", "layer", "head"), [(resnet, "layer4.1", "fc"), (swin, "norm", "head")]
)
def test_cam_of_a_whole_network_is_its_score(build, layer: str, head: str) -> None:
    """Swin's average is of channels that lie last, which torch computes by another way."""
    model, x = build()
    found = look_at(model, x, layer).quick("cam").signed
    score = model(x)[0, CHOSEN] - model.get_parameter(f"{head}.bias")[CHOSEN]
    assert found.mean() == pytest.approx(float(score.detach()), abs=1e-6)


@pytest.mark.truth("smooth_grad_cam_pp")
def test_smooth_grad_cam_pp_is_the_mean_of_noisy_derivatives() -> None:
    look = look_at(pooled(nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 5)), drawn(6, 9), "0")
    still = last(smooth_grad_cam_pp(look, samples=1, noise=0.0)).make()
    plain = grad_cam_pp(look.activations, look.gradients(look.probe.x)).sum(0)
    np.testing.assert_allclose(still, plain, rtol=1e-4, atol=1e-7)
    slopes = np.stack([look.gradients(one) for one in noisy(look.probe.x, 5, 0.2)]).astype(float)
    first, second, third = ((slopes**power).mean(0) for power in (1, 2, 3))
    sums = look.activations.sum((1, 2))[:, None, None]
    shares = second / (2 * second + sums * third + 1e-6)
    weights = (shares * np.maximum(first, 0)).sum((1, 2))
    expected = np.tensordot(weights, look.activations, axes=1)
    found = last(smooth_grad_cam_pp(look, samples=5, noise=0.2)).make()
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def masked(look: object) -> torch.Tensor:
    return as_masks(torch.from_numpy(look.activations), look.probe.x)


def weighed(scores: torch.Tensor, look: object) -> np.ndarray:
    return np.tensordot(scores.softmax(0).numpy(), look.activations, axes=1)


@pytest.mark.truth("is_cam")
def test_is_cam_is_the_mean_over_fainter_masks() -> None:
    look = look_at(pooled(), drawn(6, 9), "1")
    with torch.no_grad():
        each = [
            look.model(look.probe.x * mask * share)[0, CHOSEN]
            for mask in masked(look)
            for share in (0.25, 0.5, 0.75, 1.0)
        ]
    expected = weighed(torch.stack(each).reshape(-1, 4).mean(1), look)
    found = last(is_cam(look.probe, look.activations, steps=4)).make()
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.truth("ss_cam")
def test_ss_cam_is_the_mean_over_noisy_masks() -> None:
    look = look_at(pooled(), drawn(6, 9), "1")
    still = last(ss_cam(look.probe, look.activations, samples=3, deviation=0.0)).make()
    plain = last(score_cam(look.probe, look.activations)).make()
    np.testing.assert_allclose(still, plain, atol=1e-6)
    noise = [
        torch.randn(1, 6, 9, generator=torch.Generator().manual_seed(number))
        for number in range(24)
    ]
    with torch.no_grad():
        each = [
            look.model(look.probe.x * (mask + 2 * noise[3 * channel + sample]))[0, CHOSEN]
            for channel, mask in enumerate(masked(look))
            for sample in range(3)
        ]
    expected = weighed(torch.stack(each).reshape(-1, 3).mean(1), look)
    found = last(ss_cam(look.probe, look.activations, samples=3)).make()
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.truth("recipro_cam")
def test_recipro_cam_keeps_one_cell_at_a_time() -> None:
    model, x = pooled(nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 5)), drawn(4, 6)
    look = look_at(model, x, "1")
    whole = model[:2](x).detach()
    expected = np.zeros((4, 6), np.float32)
    with torch.no_grad():
        base = model[2:](torch.zeros_like(whole))[0, CHOSEN]
        for y, x_place in np.ndindex(4, 6):
            alone = torch.zeros_like(whole)
            alone[:, :, y, x_place] = whole[:, :, y, x_place]
            expected[y, x_place] = model[2:](alone)[0, CHOSEN] - base
    found = last(recipro_cam(look.probe, look.entry(), look.layout)).make()
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_recipro_cam_is_cam_by_cells_where_the_head_is_linear() -> None:
    look = look_at(pooled(), drawn(6, 9), "1")
    found = last(recipro_cam(look.probe, look.entry(), look.layout)).make()
    np.testing.assert_allclose(found * 54, look.signed("cam"), atol=1e-5)


@pytest.mark.parametrize("layer", ["blocks.1.norm1", "patch_embed.norm"])
def test_recipro_cam_leaves_class_tokens_alone(layer: str) -> None:
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = timm.create_model(
            "vit_tiny_patch16_224", img_size=64, depth=2, num_classes=5, pretrained=False
        ).eval()
    look = look_at(model, drawn(64, 64), layer)
    step = last(recipro_cam(look.probe, look.entry(), look.layout))
    assert step.make().shape == (4, 4)
    skip = look.layout.skip
    kept = look.run.capture.recorded[layer][-1].detach().clone()
    kept[:, skip:] = 0
    kept[:, skip + 6] = look.run.capture.recorded[layer][-1].detach()[:, skip + 6]
    module = model.get_submodule(layer)
    handle = module.register_forward_hook(lambda *_: kept)
    with torch.no_grad():
        alone = model(look.probe.x)[0, CHOSEN]
        kept[:, skip + 6] = 0
        expected = float(alone - model(look.probe.x)[0, CHOSEN])
    handle.remove()
    assert step.make()[1, 2] == pytest.approx(expected, abs=1e-5)

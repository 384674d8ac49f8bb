"""CAM and its late relatives against torch-cam, given the same noise, enlargement and fractions.

torch-cam's maps come scaled to 0..1, and but for CAM behind a ReLU; so do ours here. It takes
activations as channels of a picture only: the transformers here lay their tokens out so before they
are pooled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, GivenLook, last, look_at
from given_networks import resnet, swin
from torch import nn

from viewer.core.maps.arrays import Floats
from viewer.methods.is_cam import is_cam
from viewer.methods.legrad import legrad
from viewer.methods.masking import as_masks, seen_through
from viewer.methods.noise import noisy
from viewer.methods.score_cam import score_cam
from viewer.methods.smooth_grad_cam_pp import smooth_grad_cam_pp
from viewer.methods.ss_cam import ss_cam

theirs = pytest.importorskip("torchcam.methods", reason="torch-cam comes with “peers”")
Build = Callable[[], tuple[nn.Module, torch.Tensor]]
SAMPLES = 2


class TokensOnAGrid(nn.Module):
    """A vision transformer whose tokens are laid out before they are averaged."""

    def __init__(self) -> None:
        from timm.models.vision_transformer import VisionTransformer

        super().__init__()
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(5)
            self.trunk = VisionTransformer(
                img_size=(64, 96), embed_dim=24, depth=2, num_heads=3, num_classes=0,
                class_token=False, global_pool="avg",
            )  # fmt: skip
            self.head = nn.Linear(24, 7)
        self.grid = nn.Unflatten(2, (4, 6))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.grid(self.trunk.forward_features(x).mT).mean((2, 3)))


def vit() -> tuple[nn.Module, torch.Tensor]:
    return TokensOnAGrid().eval(), resnet()[1]


def shuffled() -> tuple[nn.Module, torch.Tensor]:
    from torchvision.models import shufflenet_v2_x0_5

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return shufflenet_v2_x0_5(num_classes=7).eval(), resnet()[1]


def on(build: Build, layer: str) -> GivenLook:
    """Return a look at a network that says more of its classes than a fresh one does."""
    model, x = build()
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(6)
        model.get_parameter("fc.weight" if hasattr(model, "fc") else "head.weight").normal_()
    return look_at(model, x, layer)


POOLED: dict[str, Callable[[], GivenLook]] = {  # at the layer before the average
    "cnn": lambda: on(resnet, "layer4"),
    "vit": lambda: on(vit, "grid"),
    "swin": lambda: on(swin, "permute"),
}
FEW = POOLED | {"cnn": lambda: on(shuffled, "conv1")}  # of fewer channels


def extracted(look: GivenLook, extractor: Any, **more: Any) -> Floats:
    """Return torch-cam's map of the chosen class."""
    with extractor:
        scores = look.model(look.probe.x.clone().requires_grad_())
        (found,) = extractor(CHOSEN, scores, **more)
    return found[0].detach().numpy()


def held(ours: Floats, expected: Floats, *, signed: bool = False) -> None:
    ours = ours if signed else np.maximum(ours, 0)
    scaled = (ours - ours.min()) / (ours.max() - ours.min())
    assert expected.shape == scaled.shape
    np.testing.assert_allclose(scaled, expected, atol=1e-5)


def layer(look: GivenLook) -> str:
    return look.job.pane.layers.names[0]


def as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it enlarge as Score-CAM's other libraries and ours do, corner on corner, then scale."""

    def enlarged(self: Any, maps: torch.Tensor) -> torch.Tensor:
        return as_masks(maps.flatten(0, 1), self._input).unflatten(0, maps.shape[:2])[:, :, 0]

    monkeypatch.setattr(theirs.ScoreCAM, "_upsample", enlarged)


def given(draws: Iterator[torch.Tensor]) -> Any:
    """Return what torch-cam draws its noise from."""
    return SimpleNamespace(sample=lambda _size: next(draws))


@pytest.mark.parametrize("kind", POOLED)
def test_cam_is_torch_cams(kind: str) -> None:
    look = POOLED[kind]()
    extractor = theirs.CAM(look.model, layer(look), fc_layer="fc" if kind == "cnn" else "head")
    held(look.signed("cam"), extracted(look, extractor), signed=True)


@pytest.mark.parametrize("kind", POOLED)
def test_ss_cam_and_score_cam_are_torch_cams(kind: str, monkeypatch) -> None:
    as_ours(monkeypatch)
    look = FEW[kind]()
    held(
        last(score_cam(look.probe, look.activations)).make(),
        extracted(look, theirs.ScoreCAM(look.model, layer(look))),
    )
    channels, size = len(look.activations), look.probe.x.shape[2:]
    extractor = theirs.SSCAM(look.model, layer(look), num_samples=SAMPLES)
    extractor._distrib = given(
        torch.stack(
            [
                2 * torch.randn(size, generator=torch.Generator().manual_seed(SAMPLES * one + turn))
                for one in range(channels)
            ]
        )[None]
        for turn in range(SAMPLES)
    )
    ours = last(ss_cam(look.probe, look.activations, samples=SAMPLES)).make()
    held(ours, extracted(look, extractor))


@pytest.mark.parametrize("kind", POOLED)
def test_is_cam_is_torch_cams_but_for_how_far_the_picture_comes(kind: str, monkeypatch) -> None:
    """It adds the fractions 1/N, 2/N, … up: of two, the last mask lets 1.5 times the picture in.

    The integral that the paper means ends at the picture as it is seen through the mask, and so
    do ours. With its own fractions given, and where one step is all, both are equal.
    """
    as_ours(monkeypatch)
    look, sums = FEW[kind](), (0.5, 1.5)
    for steps, ours in (
        (1, is_cam(look.probe, look.activations, steps=1)),
        (
            2,
            seen_through(look.probe, look.activations, rounds=2, vary=lambda m, _c, n: m * sums[n]),
        ),
    ):
        extractor = theirs.ISCAM(look.model, layer(look), num_samples=steps)
        held(last(ours).make(), extracted(look, extractor))


@pytest.mark.parametrize("kind", POOLED)
def test_smooth_grad_cam_pp_is_torch_cams_where_gradients_stay(kind: str) -> None:
    """Before an average and a linear head each channel has one gradient, with any noise.

    Elsewhere torch-cam is not right: it takes the last copy's gradient for the mean of all, and
    adds D_3 * A up over a channel where the formula multiplies D_3 of each place by the sum of A.
    And what it weighs are the last noisy copy's activations: here it is given the picture's back.
    """

    class OfThePicture(theirs.SmoothGradCAMpp):
        def _get_weights(self, *given: Any, **named: Any) -> list[torch.Tensor]:
            own = [one.clone() for one in self.hook_a]
            weights = super()._get_weights(*given, **named)
            self.hook_a = own
            return weights

    look = POOLED[kind]()
    noise = (one - look.probe.x for one in noisy(look.probe.x, SAMPLES, 0.15))
    extractor = OfThePicture(look.model, layer(look), num_samples=SAMPLES)
    extractor._distrib = given(noise)
    ours = last(smooth_grad_cam_pp(look, samples=SAMPLES, noise=0.15)).make()
    held(ours, extracted(look, extractor, eps=1e-6))


def test_legrad_is_torch_cams_on_the_vision_transformer_of_torchvision() -> None:
    from torchvision.models import VisionTransformer

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = VisionTransformer(64, 16, 3, 4, 48, 96, num_classes=7).eval()
        nn.init.normal_(model.get_parameter("heads.head.weight"))
    x = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(4))
    look = look_at(model, x, "encoder.layers.encoder_layer_1.ln_1")
    blocks = [f"encoder.layers.encoder_layer_{number}" for number in range(3)]
    held(last(legrad(look)).make(), extracted(look, theirs.LeGrad(model, blocks)))

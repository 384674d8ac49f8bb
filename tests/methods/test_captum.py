"""Methods of noise, of other pictures and of ReLUs against captum, given the same draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, GivenLook, last, look_at
from given_networks import NETWORKS, asked, swin, vit
from torch import nn

from viewer.core.errors import UserError
from viewer.methods.expected_gradients import expected_gradients
from viewer.methods.guided_grad_cam import guided_grad_cam
from viewer.methods.noise import noisy
from viewer.methods.smooth_grad import smooth_grad
from viewer.methods.var_grad import var_grad

attr = pytest.importorskip("captum.attr")
pytestmark = pytest.mark.filterwarnings("ignore:Input Tensor", "ignore:Setting")  # of captum
Build = Callable[[], tuple[nn.Module, torch.Tensor]]
SAMPLES, NOISE = 5, 0.2


def squeezed() -> tuple[nn.Module, torch.Tensor]:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = squeezenet1_1(num_classes=7).eval()
    return model, torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(4))


def doubled(build: Build) -> tuple[nn.Module, torch.Tensor]:
    """Return a network and a picture in double precision: captum takes E[g²] - E[g]²."""
    model, x = build()
    return model.double(), x.double()


@pytest.mark.parametrize("build", NETWORKS)
def test_smooth_grad_and_var_grad_are_captum_s_noise_tunnel(build: Build, monkeypatch) -> None:
    model, x = doubled(build)
    noise = torch.cat([one - x for one in noisy(x, SAMPLES, NOISE)])
    monkeypatch.setattr(torch, "normal", lambda _mean, _deviation: noise)

    def theirs(kind: str) -> np.ndarray:
        tunnel = attr.NoiseTunnel(attr.Saliency(model))
        found = tunnel.attribute(
            x.clone(), nt_type=kind, nt_samples=SAMPLES, target=CHOSEN, abs=False
        )
        return found[0].detach().numpy()

    probe = asked(model, x)
    mean = last(smooth_grad(probe, samples=SAMPLES, noise=NOISE)).make()
    spread = last(var_grad(probe, samples=SAMPLES, noise=NOISE)).make()
    assert mean.max() > 0 < spread.max()
    for ours, expected in (
        (mean, np.abs(theirs("smoothgrad")).max(0)),
        (spread, theirs("vargrad").sum(0)),
    ):
        assert np.abs(ours - expected).max() <= 1e-5 * np.abs(ours).max()


@pytest.mark.parametrize("build", NETWORKS)
def test_expected_gradients_are_captum_s_gradient_shap(build: Build, monkeypatch) -> None:
    """Captum draws a reference for each sample, and ours take turns: it is given the turns."""
    model, x = build()
    others = torch.randn(3, *x.shape[1:], generator=torch.Generator().manual_seed(8))
    places = torch.rand(SAMPLES, generator=torch.Generator().manual_seed(3)).numpy()
    turns = np.arange(SAMPLES) % 3
    monkeypatch.setattr(np.random, "choice", lambda _count, _size: turns)
    # its place goes from the reference to the picture, as ours does
    monkeypatch.setattr(np.random, "uniform", lambda _low, _high, _size: places.astype(float))
    monkeypatch.setattr(torch, "normal", lambda _mean, deviation: torch.zeros_like(deviation))
    shap = attr.GradientShap(model)
    theirs = shap.attribute(x.clone(), others, n_samples=SAMPLES, stdevs=0.0, target=CHOSEN)
    expected = theirs[0].detach().sum(0).numpy()
    found = last(expected_gradients(asked(model, x), others.split(1), samples=SAMPLES, seed=3))
    assert np.abs(found.make() - expected).max() <= 1e-5 * np.abs(expected).max()


def apart(model: nn.Module) -> nn.Module:
    """Let every ReLU be a module of its own that owns its output, as captum's hooks need it."""
    for module in model.modules():
        if isinstance(module, nn.ReLU | nn.ReLU6):
            module.inplace = False
    return model


def plain(*, normed: bool = False) -> tuple[nn.Module, torch.Tensor]:
    """ReLUs alone: captum passes by a ReLU6, which ours guides as well."""
    norm = nn.BatchNorm2d(8) if normed else nn.Identity()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = nn.Sequential(
            *(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3), norm, nn.ReLU()),
            *(nn.Conv2d(8, 12, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            nn.Linear(12, 5),
        ).eval()
    return model, torch.randn(1, 3, 24, 32, generator=torch.Generator().manual_seed(4))


CNNS = {
    "plain": lambda: _at(plain, "7"),
    "normed": lambda: _at(lambda: plain(normed=True), "5"),
    "squeezenet": lambda: _at(squeezed, "features.9"),
}


def _at(build: Build, layer: str) -> GivenLook:
    model, x = build()
    return look_at(apart(model), x, layer)


@pytest.mark.parametrize("kind", CNNS)
def test_guided_grad_cam_is_captum_s(kind: str) -> None:
    look = CNNS[kind]()
    layer = look.model.get_submodule(look.job.pane.layers.names[0])
    theirs: Any = attr.GuidedGradCam(look.model, layer)
    given = theirs.attribute(look.probe.x.clone(), target=CHOSEN, interpolate_mode="bilinear")
    expected = given[0].detach().abs().amax(0).numpy()
    found = last(guided_grad_cam(look)).make()
    assert expected.max() > 0
    assert np.abs(found - expected).max() <= 1e-5 * expected.max()


@pytest.mark.parametrize(("build", "layer"), [(vit, "blocks.2.norm1"), (swin, "features.3")])
def test_where_there_is_no_relu_they_are_not_defined(build: Build, layer: str) -> None:
    """Captum gives the plain gradient there, under the other name."""
    model, x = build()
    with pytest.raises(UserError, match="ReLUs"):
        last(guided_grad_cam(look_at(model, x, layer)))

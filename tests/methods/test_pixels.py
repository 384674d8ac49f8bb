"""Maps of the picture's pixels: by hand on small networks, and against captum where it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from given_networks import NETWORKS, RGB, asked, drawn, linear, resnet, small
from torch import nn

from viewer.core.errors import Cancelled, UserError
from viewer.engine.look.probe import Probe
from viewer.methods.deconvolution import deconvolution
from viewer.methods.gradient import gradient
from viewer.methods.guided_backprop import guided_backprop
from viewer.methods.guided_grad_cam import guided_grad_cam
from viewer.methods.input_x_gradient import input_x_gradient
from viewer.methods.integrated_gradients import integrated_gradients
from viewer.methods.noise import noisy
from viewer.methods.pixels import NO_CHECK
from viewer.methods.smooth_grad import smooth_grad
from viewer.methods.var_grad import var_grad


@pytest.mark.truth("gradient", "input_x_gradient", "integrated_gradients")
def test_of_a_linear_network_everything_is_its_weights() -> None:
    x = torch.tensor([RGB])
    probe = asked(linear(bias=0.5), x)
    weights = (np.arange(12.0) - 5).reshape(3, 2, 2)
    assert last(gradient(probe)).make().tolist() == [[5, 4], [5, 6]]
    shares = (weights * np.array(RGB)).sum(0)
    np.testing.assert_allclose(last(input_x_gradient(probe)).make(), shares)
    done = last(integrated_gradients(probe, steps=3))
    np.testing.assert_allclose(done.make(), shares, atol=1e-5)
    rise = float(linear(0.0)(x)[0, CHOSEN].detach())
    assert done.make().sum() == pytest.approx(rise, abs=1e-5)  # completeness, without the bias
    assert f"adds up to {rise:.4g}" in done.note[0]
    assert "0.0% between" in done.note[1]


def test_how_far_integrated_gradients_are_from_complete_is_told() -> None:
    probe = asked(small(), drawn())
    rough, fine = (last(integrated_gradients(probe, steps=steps)) for steps in (1, 300))
    rise = float(probe.scores(probe.x)[0] - probe.scores(probe.x * 0)[0])
    off = abs(rough.make().sum() - rise) / abs(rise)
    assert off > 0.01
    assert f"{off:.1%} between" in rough.note[1]
    assert fine.make().sum() == pytest.approx(rise, abs=0.01 * abs(rise))


@pytest.mark.truth("smooth_grad", "var_grad")
def test_means_and_variances_over_noisy_pictures() -> None:
    probe = asked(small(), drawn())
    slopes = torch.stack([probe.input_gradient(one)[1] for one in noisy(probe.x, 6, 0.3)])
    mean, spread = last(smooth_grad(probe, samples=6, noise=0.3)), slopes.var(0, correction=0)
    np.testing.assert_allclose(mean.make(), slopes.mean(0).abs().amax(0), atol=1e-6)
    found = last(var_grad(probe, samples=6, noise=0.3)).make()
    np.testing.assert_allclose(found, spread.sum(0), atol=1e-6)
    assert last(smooth_grad(probe, samples=2, noise=0.0)).make().tolist() == (
        last(gradient(probe)).make().tolist()
    )
    assert not last(var_grad(probe, samples=2, noise=0.0)).make().any()
    of_linear = asked(linear(), torch.tensor([RGB]))
    assert np.abs(last(var_grad(of_linear, samples=3)).make()).max() < 1e-9


def test_noise_is_the_same_every_time_and_leaves_the_generator_alone() -> None:
    before = torch.get_rng_state()
    x = drawn()
    first, again = list(noisy(x, 3, 0.2)), list(noisy(x, 3, 0.2))
    assert all(torch.equal(one, other) for one, other in zip(first, again, strict=True))
    assert not torch.equal(first[0], first[1])
    spread = float((torch.stack(list(noisy(x, 40, 0.2))) - x).std())
    assert spread == pytest.approx(0.2 * float(x.max() - x.min()), rel=0.03)
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.truth("guided_backprop", "deconvolution")
def test_the_ways_back_through_one_relu_by_hand() -> None:
    """Four pixels of -1, 2, -3, 4 into a ReLU, read with the weights 1, -1, 5, 7.

    Plain: 0, -1, 0, 7. Guided: what is positive where it was open: 0, 0, 0, 7. Deconvolution: what
    is positive: 1, 0, 5, 7.
    """
    model = nn.Sequential(nn.ReLU(), nn.Flatten(), nn.Linear(4, 3)).eval()
    with torch.no_grad():
        model[2].weight[CHOSEN] = torch.tensor([1.0, -1.0, 5.0, 7.0])
    probe = asked(model, torch.tensor([[[[-1.0, 2.0], [-3.0, 4.0]]]]))
    assert last(gradient(probe)).make().tolist() == [[0, 1], [0, 7]]
    assert last(guided_backprop(probe)).make().tolist() == [[0, 0], [0, 7]]
    done = last(deconvolution(probe))
    assert done.make().tolist() == [[1, 0], [5, 7]]
    assert done.note == NO_CHECK


@pytest.mark.parametrize(
    "relu",
    [
        nn.functional.relu,
        lambda x: nn.functional.relu(x, inplace=True),
        torch.relu,
        torch.relu_,
        lambda x: x.relu(),
        lambda x: x.relu_(),
        nn.functional.relu6,
        lambda x: nn.functional.hardtanh(x, 0.0, 6.0, True),
        nn.ReLU6(inplace=True),
    ],
)
def test_a_relu_is_met_however_it_is_called(relu: Callable[[torch.Tensor], torch.Tensor]) -> None:
    class Net(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            open_ones = relu(1 * x).sum((1, 2, 3))
            return torch.stack([open_ones * weight for weight in (1.0, 2.0, -3.0)], 1)

    net = Net().eval()
    net.weight = nn.Parameter(torch.zeros(1, 1))
    x = torch.tensor([[[[-1.0, 2.0], [7.0, 4.0]]]])
    probe = asked(net, x)
    score, slopes = probe.input_gradient(x, "deconvolution")
    assert score == pytest.approx(float(probe.scores(x)[0]))
    assert not slopes.any()  # -3 is not positive
    _, plain = probe.input_gradient(x)
    assert plain[0, 0, 1] == -3


def test_a_model_without_relus_is_told() -> None:
    with pytest.raises(UserError, match="ReLUs"):
        last(guided_backprop(asked(linear(), torch.tensor([RGB]))))


def test_nothing_is_left_behind_and_stop_is_heard() -> None:
    model, x = small(), drawn()
    before = model(x).detach()
    look = look_at(model, x, "1")
    last(guided_backprop(look.probe))
    last(integrated_gradients(look.probe, steps=2))
    assert torch.equal(model(x).detach(), before)
    assert not any(module._forward_pre_hooks for module in model.modules())
    assert not x.requires_grad
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) > 8:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(integrated_gradients(Probe(model, x, look.probe.score, check)))


@pytest.mark.truth("guided_grad_cam")
def test_guided_grad_cam_is_the_product_of_both() -> None:
    look = look_at(small(), drawn(), "4")
    guided = last(guided_backprop(look.probe)).make()
    weighed = np.maximum(look.signed("grad_cam"), 0)
    assert weighed.max() > 0
    small_map = torch.from_numpy(weighed)[None, None]
    large = nn.functional.interpolate(small_map, size=(8, 10), mode="bilinear")[0, 0]
    found = last(guided_grad_cam(look)).make()
    np.testing.assert_allclose(found, guided * large.numpy(), atol=1e-7)


quiet = pytest.mark.filterwarnings("ignore:Input Tensor", "ignore:Setting")  # of captum


@quiet
@pytest.mark.parametrize("build", NETWORKS)
def test_they_are_captum_s(build: Callable[[], tuple[nn.Module, torch.Tensor]]) -> None:
    attr = pytest.importorskip("captum.attr")
    model, x = build()
    probe = asked(model, x)

    def theirs(kind: str, **more: Any) -> torch.Tensor:
        return getattr(attr, kind)(model).attribute(x.clone(), target=CHOSEN, **more)[0].detach()

    pairs = [
        (gradient(probe), theirs("Saliency").amax(0)),
        (input_x_gradient(probe), theirs("InputXGradient").sum(0)),
        (
            integrated_gradients(probe, steps=8),
            theirs("IntegratedGradients", n_steps=8, method="riemann_middle").sum(0),
        ),
    ]
    for steps, expected in pairs:
        found = last(steps).make()
        assert np.abs(found - expected.numpy()).max() <= 1e-5 * np.abs(found).max()


@quiet
def test_guided_ways_are_captum_s() -> None:
    attr = pytest.importorskip("captum.attr")
    model, x = resnet()
    for module in model.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False  # captum's hooks refuse them
    apart = [nn.ReLU() for _ in range(16)]  # and a module that is called twice
    for block in (one for one in model.modules() if hasattr(one, "downsample")):
        block.forward = _forward_of(block, apart.pop())
    probe = asked(model, x)
    for method, kind in ((guided_backprop, "GuidedBackprop"), (deconvolution, "Deconvolution")):
        expected = getattr(attr, kind)(model).attribute(x.clone(), target=CHOSEN)[0]
        found = last(method(probe)).make()
        difference = np.abs(found - expected.detach().abs().amax(0).numpy()).max()
        assert difference <= 1e-5 * found.max()


def _forward_of(block: Any, second: nn.ReLU) -> Callable[[torch.Tensor], torch.Tensor]:
    block.second = second

    def forward(x: torch.Tensor) -> torch.Tensor:
        out = block.bn2(block.conv2(block.relu(block.bn1(block.conv1(x)))))
        return block.second(out + (block.downsample(x) if block.downsample else x))

    return forward

"""Expected gradients and SESS: by hand, against plain loops, captum and the grad-cam library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from given_networks import NETWORKS, RGB, asked, drawn, linear, resnet, small
from given_weights import small_model
from PIL import Image
from torch import nn

from viewer.core.asks.records import Failure, HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.engine.engine import Engine
from viewer.methods.expected_gradients import expected_gradients
from viewer.methods.sess import SlidWindow, sess, sliding

quiet = pytest.mark.filterwarnings("ignore:Input Tensor", "ignore:Setting")  # of captum


def others(count: int, like: torch.Tensor) -> list[torch.Tensor]:
    random = torch.Generator().manual_seed(8)
    return [torch.randn(like.shape, generator=random) for _ in range(count)]


@pytest.mark.truth("expected_gradients")
def test_of_a_linear_network_they_are_its_weights_times_the_difference() -> None:
    x = torch.tensor([RGB])
    two = [torch.zeros_like(x), torch.full_like(x, 2.0)]
    weights = (np.arange(12.0) - 5).reshape(3, 2, 2)
    done = last(expected_gradients(asked(linear(bias=0.5), x), two, samples=4))
    found = done.make()
    np.testing.assert_allclose(found, (weights * (np.array(RGB) - 1)).sum(0), atol=1e-5)
    rise = float((weights * (np.array(RGB) - 1)).sum())
    assert f"adds up to {rise:.4g}; from 2 other pictures" in done.note[0]
    assert f"rose by {rise:.4g}." in done.note[0]
    assert "seed 0" in done.note[1]


@pytest.mark.parametrize("build", NETWORKS)
def test_they_are_the_mean_of_the_formula(build: Callable[[], Any]) -> None:
    model, x = build()
    three = others(3, x)
    found = last(expected_gradients(asked(model, x), three, samples=6, seed=5)).make()
    places = torch.rand(6, generator=torch.Generator().manual_seed(5))
    total = torch.zeros(x.shape[-2:])
    for index in range(6):
        r = three[index % 3]
        between = (r + places[index] * (x - r)).requires_grad_()
        (slope,) = torch.autograd.grad(model(between)[0, CHOSEN], between)
        total += ((x - r) * slope)[0].sum(0) / 6
    assert np.abs(found - total.numpy()).max() <= 1e-5 * np.abs(found).max()


@quiet
def test_many_samples_come_to_captum_s_integrated_gradients_from_each_reference() -> None:
    attr = pytest.importorskip("captum.attr")
    model, x = small(inplace=False), drawn()
    two = others(2, x)
    integrated = attr.IntegratedGradients(model)
    each = [
        integrated.attribute(x, baselines=one, target=CHOSEN, n_steps=60)[0].sum(0) for one in two
    ]
    expected = (torch.stack(each).mean(0)).detach().numpy()
    found = last(expected_gradients(asked(model, x), two, samples=400)).make()
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.995


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        yield engine


def test_the_folder_s_pictures_are_the_references(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    random = np.random.default_rng(0)
    for number, size in enumerate([(90, 60), (60, 90), (48, 64)]):
        pixels = random.integers(0, 255, (*size, 3), np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    request = ExplainRequest(
        image=ImageRef.of(folder / "0.png"),
        model=small_model(tmp_path, "squeezenet1_1"),
        panes=(PaneSpec("expected_gradients"),),
        target=Target.parse("1"),
    )
    (heat,) = (one for one in engine.explain(request) if isinstance(one, HeatMap))
    assert heat.layer == "input"
    assert "from 2 other pictures" in heat.note[0]
    (folder / "1.png").unlink()
    (folder / "2.png").unlink()
    (folder / "alone").mkdir()
    (folder / "0.png").rename(folder / "alone" / "0.png")
    again = ExplainRequest(
        image=ImageRef.of(folder / "alone" / "0.png"), model=request.model, panes=request.panes
    )
    (failure,) = (one for one in engine.explain(again) if isinstance(one, Failure))
    assert "there are none" in failure.headline


def test_windows_cover_every_scale() -> None:
    assert sliding(70, 35, 1) == [SlidWindow(0, 0, 70, 35)]
    assert sliding(70, 35, 2)[1:] == [
        SlidWindow(left, top, 90, 45) for top in (0, 10) for left in (0, 20)
    ]
    assert len(sliding(224, 224)) == 122


@pytest.mark.truth("sess")
def test_sess_of_one_scale_is_grad_cam_blurred() -> None:
    import cv2

    look = look_at(
        small(), torch.randn(1, 3, 8, 10, generator=torch.Generator().manual_seed(4)), "4"
    )
    plain = np.maximum(look.signed("grad_cam"), 0)
    large = cv2.resize(plain, (10, 8))
    expected = cv2.GaussianBlur((large - large.min()) / np.ptp(large), (11, 11), 5.0)
    np.testing.assert_allclose(last(sess(look, scales=1)).make(), expected, atol=1e-5)


LAYERS = {resnet: "layer4", NETWORKS[1]: "blocks.2.norm1", NETWORKS[2]: "features.3"}


@pytest.mark.parametrize("build", NETWORKS)
def test_sess_is_the_library_s(build: Callable[[], tuple[nn.Module, torch.Tensor]]) -> None:
    from pytorch_grad_cam import SESS
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    from viewer.engine.look.tokens import to_maps

    model, x = build()
    x = x[..., :64]
    look = look_at(model, x, LAYERS[build])
    found = last(sess(look, scales=3)).make()
    layout = look.layout
    reshape = (
        None if layout.kind == "maps" else (lambda t: torch.stack([to_maps(o, layout) for o in t]))
    )
    for parameter in model.parameters():
        parameter.requires_grad_(True)
    theirs = SESS(model, [model.get_submodule(LAYERS[build])], reshape, num_scales=3, batch_size=1)(
        x, [ClassifierOutputTarget(CHOSEN)]
    )[0]
    ours = (found - found.min()) / (np.ptp(found) + 1e-7)
    np.testing.assert_allclose(ours, theirs, atol=2e-5)

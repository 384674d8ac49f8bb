"""Gradients of many places in one walk: equal to autograd's own, one place after the other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import detection

from viewer.engine.look.capture import Capture, record
from viewer.engine.look.place_gradients import gradients_of_places
from viewer.engine.look.reader import Reader
from viewer.engine.look.windows import Windows


def pixels(*shape: int) -> Tensor:
    return torch.rand(*shape, generator=torch.Generator().manual_seed(4))


def seeded(build: Callable[[], nn.Module]) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model = build().eval()
        for part in model.modules():
            if isinstance(part, nn.BatchNorm2d):
                assert part.running_mean is not None
                assert part.running_var is not None
                nn.init.normal_(part.running_mean, std=0.2)
                nn.init.uniform_(part.running_var, 0.5, 2)
                nn.init.uniform_(part.weight, 0.5, 2)
    return model


class Neck(nn.Module):
    """What stands between backbone and head in the usual detectors, all at once."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 4, 4)
        self.stage = nn.Sequential(nn.Conv2d(8, 12, 3, 2, 1), nn.ReLU())
        self.lateral = nn.Conv2d(20, 8, 1)
        self.branches = nn.ModuleList([
            nn.Sequential(nn.Conv2d(8, 8, 5, padding=2, groups=8, bias=False), nn.BatchNorm2d(8),
                          nn.ReLU(inplace=True)),
            nn.Sequential(nn.Conv2d(8, 8, 3, padding=2, dilation=2), nn.Hardswish()),
            nn.Sequential(nn.Conv2d(8, 8, (1, 3), padding=(0, 1), groups=2), nn.SiLU()),
            nn.Sequential(nn.Conv2d(8, 8, 3, padding=1), nn.LeakyReLU(0.1), nn.ReLU6()),
        ])  # fmt: skip
        self.pool = nn.AvgPool2d(3, 1, 1)
        self.down = nn.Conv2d(32, 8, 3, 2, 1)
        self.head = nn.Conv2d(8, 10, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        early = self.stem(x)
        late = self.stage(early)
        up = functional.interpolate(late, scale_factor=2.0, mode="nearest")
        x = self.lateral(torch.cat((early, up), 1))
        x = torch.cat([branch(x) for branch in self.branches], 1) * 0.5
        x = self.down(torch.tanh(x)) + self.pool(self.down(x)).sigmoid()
        grid = self.head(x)
        grid = torch.cat((grid[:, :2].sigmoid(), grid[:, 2:].softmax(1)), 1)
        return grid.flatten(2).permute(0, 2, 1)


def numbers(model: nn.Module, layers: Sequence[str], x: Tensor, chosen: Sequence[tuple[int, int]]):
    """Return a capture, and some numbers of its answer as scores."""
    capture = record(model, x, layers)
    return capture, [capture.answer[place] for place in chosen]


def assert_equal(capture: Capture, scores: Sequence[Tensor], layers: Sequence[str]) -> None:
    together = gradients_of_places(capture, scores, layers, lambda: None)
    for score, own in zip(scores, together, strict=True):
        alone = capture.gradients(score, list(layers))
        for name in layers:
            scale = float(alone[name].abs().max())
            assert torch.allclose(own[name], alone[name], atol=1e-5 * scale, rtol=0)


@pytest.fixture
def no_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the graph is not walked, and autograd is asked for a batch instead."""

    def refuse(*_: object) -> None:
        raise AssertionError("not walked")

    monkeypatch.setattr(Capture, "gradients_of_each", refuse)


@pytest.mark.usefixtures("no_other_way")
@pytest.mark.parametrize("size", [(32, 48), (96, 64), (128, 192)])
def test_places_in_the_middle_and_at_the_border(size: tuple[int, int]) -> None:
    model, x = seeded(Neck), pixels(1, 3, *size)
    cells = (size[0] // 8) * (size[1] // 8)
    places = [0, size[1] // 8 - 1, cells // 2, cells - 1]
    chosen = [*itertools.product(places, (0, 1, 4, 9))]
    capture, scores = numbers(model, ["stem", "stage"], x, chosen)
    assert_equal(capture, scores, ["stem", "stage"])
    assert_equal(capture, scores, ["stage"])


@pytest.mark.usefixtures("no_other_way")
def test_numbers_of_several_places_and_none() -> None:
    model, x = seeded(Neck), pixels(1, 3, 64, 96)
    capture = record(model, x, ["stage"])
    answer = capture.answer
    scores = [answer[5, 3] * answer[80, 4], answer[7].sum(), answer.sum(), answer[0, 0] * 0]
    assert_equal(capture, scores, ["stage"])


@pytest.mark.usefixtures("no_other_way")
@pytest.mark.parametrize("name", ["ssdlite", "retina", "fcos"])
def test_torchvisions_detectors(name: str) -> None:
    def build() -> nn.Module:
        sizes: dict[str, Any] = {"weights": None, "weights_backbone": None}
        if name == "ssdlite":
            return detection.ssdlite320_mobilenet_v3_large(**sizes, num_classes=5)
        backbone = cast("Any", nn.Sequential(nn.Conv2d(3, 32, 16, 16), nn.Tanh()))
        backbone.out_channels = 32
        small: dict[str, Any] = {"min_size": 96, "max_size": 128}
        one = detection.anchor_utils.AnchorGenerator(sizes=((24,),), aspect_ratios=((1.0,),))
        made = detection.RetinaNet if name == "retina" else detection.FCOS
        return made(backbone, 4, anchor_generator=one, **small)

    model = seeded(build)
    for key, parameter in model.named_parameters():
        if "classification" in key:
            parameter.data += 0.1 * (pixels(*parameter.shape) - 0.5)
    cast("Any", model).score_thresh = 0.0
    layer = "backbone.features.0" if name == "ssdlite" else "backbone.1"
    Reader(model).task = cast("Any", Scores())
    x = pixels(1, 3, 96, 128)
    capture = record(model, x, [layer])
    scores = [capture.answer[at] for at in range(0, min(24, len(capture.answer)), 4)]
    assert any(capture.gradients(score, layer).any() for score in scores)
    assert_equal(capture, scores, [layer])


class Scores:
    """Reads the scores of what torchvision's detectors have found."""

    def read(self, output: Any) -> Tensor:
        return output[0]["scores"][None]


class Doubled(torch.autograd.Function):
    """An operation of somebody's own, which no one but autograd can follow."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x * 2

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        return gradients[0] * 2


class Own(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem, self.head = nn.Conv2d(3, 6, 4, 4), nn.Conv2d(6, 8, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(cast("Any", Doubled).apply(self.stem(x))).flatten(2).permute(0, 2, 1)


def test_a_graph_that_cannot_be_walked_is_left_to_autograd() -> None:
    model, x = seeded(Own), pixels(1, 3, 64, 64)
    capture, scores = numbers(model, ["stem"], x, [(0, 0), (7, 3), (200, 5)])
    assert_equal(capture, scores, ["stem"])


def test_a_walk_can_be_stopped() -> None:
    model, x = seeded(Neck), pixels(1, 3, 64, 64)
    capture, scores = numbers(model, ["stage"], x, [(0, 0), (7, 3)])
    steps = itertools.count()

    class StoppedError(Exception):
        """The user has stopped it."""

    def stop() -> None:
        if next(steps) == 5:
            raise StoppedError

    with pytest.raises(StoppedError):
        gradients_of_places(capture, scores, ["stage"], stop)
    assert_equal(capture, scores, ["stage"])  # the graph is still there


def test_windows_are_cut_moved_and_added_as_whole_maps_are() -> None:
    dense = torch.zeros(3, 1, 2, 5, 7)
    dense[0, 0, 1, 0, 0], dense[1, 0, 0, 4, 6], dense[1, 0, 0, 3, 5] = 1, 2, 3
    windows = Windows.around(dense)
    assert windows is not None
    assert windows.values.shape == (3, 2, 2, 2)
    assert torch.equal(windows.whole, dense)
    assert torch.equal((windows + windows).whole, 2 * dense)
    other = Windows.around(dense.flip(3, 4))
    assert other is not None
    assert torch.equal((windows + other).whole, dense + dense.flip(3, 4))
    numbers = torch.arange(70.0).reshape(1, 2, 5, 7)
    cut = windows.cut(numbers)
    assert torch.equal(cut[1], numbers[0, :, 3:5, 5:7])
    assert Windows.around(torch.zeros(2, 1, 3, 4, 4)) is None

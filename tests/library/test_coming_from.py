"""What docs/coming-from.md says is the same is the same: call by call, against the libraries."""

import copy
import re
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import pytorch_grad_cam
import torch
from pytorch_grad_cam.utils.model_targets import (
    ClassifierOutputSoftmaxTarget,
    ClassifierOutputTarget,
    SemanticSegmentationTarget,
)
from torch import nn

import camscope
from viewer.methods.registry import built_in

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "coming-from.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| `methods=\"(\w+)\"` \|$", re.MULTILINE)
QUICK = (
    "GradCAM",
    "HiResCAM",
    "GradCAMElementWise",
    "GradCAMPlusPlus",
    "XGradCAM",
    "LayerCAM",
    "EigenCAM",
    "EigenGradCAM",
)


class Net(nn.Module):
    """Two convolutions, of which no ReLU is in place, an average and a linear layer."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(7)
        self.first = nn.Conv2d(3, 4, 3, stride=4)
        self.last = nn.Conv2d(4, 6, 3, stride=2)
        self.head = nn.Linear(6, 5)

    def forward(self, x):
        return self.head(self.last(self.first(x).relu()).relu().mean((2, 3)))


class Segments(Net):
    """The same, but five values for each pixel."""

    def forward(self, x):
        coarse = self.head(self.last(self.first(x).relu()).relu().movedim(1, -1)).movedim(-1, 1)
        return nn.functional.interpolate(coarse, x.shape[-2:], mode="bilinear")


@pytest.fixture(scope="module")
def x():
    torch.manual_seed(3)
    return torch.randn(1, 3, 64, 96)


def part(name):
    return PAGE[PAGE.index(f"## {name}") :].split("\n## ")[0]


def rows(name):
    return dict(ROW.findall(part(name)))


def as_theirs(raw):
    """Scale and enlarge a map as pytorch-grad-cam does."""
    raw = np.maximum(raw, 0.0)
    small = (raw - raw.min()) / (1e-7 + (raw - raw.min()).max())
    large = cv2.resize(small, (96, 64))
    return (large - large.min()) / (1e-7 + (large - large.min()).max())


def theirs(kind, net, x, target):
    plain = copy.deepcopy(net).eval()
    with getattr(pytorch_grad_cam, kind)(plain, [plain.last]) as method:
        return method(x, [target])[0]


def ours(net, x, classes, method: Any = "grad_cam"):
    with camscope.open(net, size=(96, 64)) as model:
        return model.explain(x, classes=classes, layer=net.last, methods=method)


@pytest.mark.parametrize("library", ["pytorch-grad-cam", "torch-cam", "captum"])
def test_every_method_of_the_page_is_one_of_ours(library):
    assert len(rows(library)) >= 7
    assert set(rows(library).values()) <= {one.row.key for one in built_in().methods}


def test_every_class_of_the_page_is_one_of_theirs():
    for name, modules in {
        "pytorch-grad-cam": ("pytorch_grad_cam",),
        "torch-cam": ("torchcam.methods",),
        "captum": ("captum.attr",),
    }.items():
        module = pytest.importorskip(modules[0])
        for kind in rows(name):
            assert hasattr(module, kind), kind


def test_the_methods_of_pytorch_grad_cam_are_equal(x):
    net, keys = Net(), rows("pytorch-grad-cam")
    seen = ours(net, x, 2, [keys[kind] for kind in QUICK])
    for kind, heat in zip(QUICK, seen.maps, strict=True):
        expected = theirs(kind, net, x, ClassifierOutputTarget(2))
        np.testing.assert_allclose(as_theirs(heat.raw), expected, atol=1e-5, err_msg=kind)


@pytest.mark.parametrize(
    "target", [ClassifierOutputSoftmaxTarget(3), lambda answer: answer[1] - answer[4]]
)
def test_a_target_of_theirs_or_of_the_user_s_moves_over_as_it_is(x, target):
    net = Net()
    expected = theirs("GradCAM", net, x, target)
    assert expected.max() > 0.5
    np.testing.assert_allclose(as_theirs(ours(net, x, target).maps[0].raw), expected, atol=1e-5)


def test_a_segmentation_s_target_is_given_the_output_itself(x):
    net = Segments()
    mask = np.zeros((64, 96), np.float32)
    mask[8:32, 20:70] = 1.0
    target = SemanticSegmentationTarget(2, mask)
    expected = theirs("HiResCAM", net, x, target)
    assert expected.max() > 0.5
    found = ours(net, x, target, "hires_cam").maps[0].raw
    np.testing.assert_allclose(as_theirs(found), expected, atol=1e-5)


@pytest.mark.parametrize("kind", ["GradCAM", "XGradCAM", "LayerCAM"])
def test_the_methods_of_torch_cam_are_equal(x, kind):
    torchcam = pytest.importorskip("torchcam.methods")
    net = Net()
    plain = copy.deepcopy(net).eval()
    with getattr(torchcam, kind)(plain, "last") as extractor:
        (other,) = extractor(2, plain(x.clone().requires_grad_()))
    raw = ours(net, x, 2, rows("torch-cam")[kind]).maps[0].raw
    scaled = (raw - raw.min()) / (raw.max() - raw.min())
    np.testing.assert_allclose(scaled, other[0].numpy(), atol=1e-5)

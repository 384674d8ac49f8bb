"""--classes present: every label above the threshold, on one scale."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from viewer.batch.order import on_one_scale
from viewer.cli import main
from viewer.figure.style import FigureStyle


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Four labels of which the biases alone decide: 0.88, 0.12, 0.73 and 0.27."""
    head = nn.Linear(4, 4)
    nn.init.normal_(head.weight, std=1e-3)
    with torch.no_grad():
        head.bias.copy_(torch.tensor([2.0, -2.0, 1.0, -1.0]))
    body = (nn.Conv2d(3, 4, 16, 16), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    torch.save(nn.Sequential(*body, head, nn.Sigmoid()).eval(), tmp_path / "m.pth")
    return tmp_path / "m.pth"


def classes_of(folder: Path, photo: Path) -> list[int]:
    maps = np.load(folder / f"{photo.stem}.npz", allow_pickle=False)
    return [int(key.split("/")[0]) for key in maps]


def test_every_label_above_the_threshold_is_explained(
    model: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", str(photo), "--model", str(model), "--maps", "--classes", "present",
             "--methods", "layer_cam", "--figure", "classes"]  # fmt: skip
    assert main([*words, "--out", str(tmp_path / "half")]) == 0
    assert main([*words, "--out", str(tmp_path / "low"), "--threshold", "0.2"]) == 0
    assert main([*words, "--out", str(tmp_path / "none"), "--threshold", "0.95"]) == 1
    assert classes_of(tmp_path / "half", photo) == [0, 2]
    assert classes_of(tmp_path / "low", photo) == [0, 2, 3]
    assert "No class of this picture reaches the threshold" in capsys.readouterr().err


def test_classes_that_exclude_one_another_are_refused(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(photo), "--classes", "present", "--out", str(tmp_path)]) == 2
    assert "exclude one another" in capsys.readouterr().err


def test_maps_of_one_method_share_a_scale_unless_the_style_says_otherwise() -> None:
    style = FigureStyle()
    assert on_one_scale(style).heat.scaling == "method"
    fixed = on_one_scale(style)
    assert on_one_scale(fixed) == fixed

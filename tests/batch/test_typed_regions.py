"""Regions and pixels from the command line, with a segmenter that is known by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from viewer.batch.typed_regions import region_names
from viewer.cli import main
from viewer.core.errors import UserError
from viewer.core.pictures.images import load_picture

CELL = 14


def segmenter() -> nn.Module:
    """Three classes, each a weighed sum of features over a cell of its own; 16 × 16 cells."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        return nn.Sequential(nn.Conv2d(3, 5, CELL, CELL), nn.ReLU(), nn.Conv2d(5, 3, 1)).eval()


def test_a_region_is_the_mean_of_its_cells(photo: Path, tmp_path: Path) -> None:
    """HiResCAM is 0 beyond the region's cells, and of a pixel beyond its one cell."""
    torch.save(segmenter(), tmp_path / "m.pth")
    out = tmp_path / "out"
    words = ["export", str(photo), "--model", str(tmp_path / "m.pth"), "--layer", "1", "--maps",
             "--input", "stretch", "--figure", "none", "--out", str(out)]  # fmt: skip
    width, height = load_picture(photo).size
    half = f"0,0,{width},{height // 2 - height // 2 % 2}"
    assert main([*words, "--region", f"{half} of 1", "--pixel", f"{width // 2},{height // 2}"]) == 0
    maps = np.load(out / f"{photo.stem}.npz", allow_pickle=False)
    assert sorted(key.split()[0] for key in maps) == ["pixel", "region"]
    upper = next(maps[key] for key in maps if key.startswith("region"))
    pixel = next(maps[key] for key in maps if key.startswith("pixel"))
    assert upper.shape == (16, 16)
    assert not upper[9:].any()
    assert np.count_nonzero(pixel) <= 1


def test_what_is_typed_is_read_or_refused() -> None:
    assert region_names(["1, 2,3,4", "1,2,3,4 of big dog"], ["5,6"]) == (
        "region 1,2,3,4", "region 1,2,3,4 of big dog", "pixel 5,6",
    )  # fmt: skip
    for regions, pixels in ((["1,2,3"], []), ([], ["1"]), (["1,2,0,4"], [])):
        with pytest.raises(UserError):
            region_names(regions, pixels)


def test_files_are_read_as_masks_or_as_outlines(tmp_path: Path) -> None:
    mask, drawn = tmp_path / "a mask.png", tmp_path / "drawn.json"
    Image.new("L", (9, 6)).save(mask)
    outline = [[0, 0], [10, 0], [10, 20]]
    shapes = [{"label": "dog", "points": outline}, {"label": "cat", "shape_type": "rectangle",
              "points": [[1, 2], [3, 4]]}]  # fmt: skip
    drawn.write_text(json.dumps({"shapes": shapes, "imagePath": "a.jpg"}))
    assert region_names([f"{mask} of dog"], [], [str(mask)], total=True) == (
        f"sum region {mask} of dog", f"sum wrong {mask}",
    )  # fmt: skip
    assert region_names([f"{drawn} of dog"], []) == (
        "region 0,0 10,0 10,20 of dog", "region 1,2 3,2 3,4 1,4 of dog",
    )  # fmt: skip
    assert region_names(["0,0 9,0 9,9"], []) == ("region 0,0 9,0 9,9",)
    with pytest.raises(UserError, match="no file"):
        region_names([], [], [str(tmp_path / "no.png")])


def test_a_mask_is_the_rectangle_that_it_marks(photo: Path, tmp_path: Path) -> None:
    torch.save(segmenter(), tmp_path / "m.pth")
    mask = np.zeros((16, 16), np.uint8)
    mask[:8] = 7
    Image.fromarray(mask).save(tmp_path / "half.png")
    out = tmp_path / "out"
    words = ["export", str(photo), "--model", str(tmp_path / "m.pth"), "--layer", "1", "--maps",
             "--input", "stretch", "--figure", "none", "--out", str(out)]  # fmt: skip
    assert main([*words, "--region", f"{tmp_path / 'half.png'} of 1", "--sum"]) == 0
    (found,) = np.load(out / f"{photo.stem}.npz", allow_pickle=False).values()
    width, height = load_picture(photo).size
    half = f"0,0,{width},{height / 2} of 1"
    assert main([*words, "--region", half, "--sum"]) == 0
    (expected,) = np.load(out / f"{photo.stem}.npz", allow_pickle=False).values()
    assert found.any()
    assert np.array_equal(found, expected)


def test_a_classifier_has_no_regions(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(photo), "--pixel", "1,2", "--out", str(tmp_path)]) == 2
    assert "does not answer with regions" in capsys.readouterr().err

"""What CamScope writes bears a mark, what others write does not, and no file is waited for."""

import json
import os
import struct
import sys
import time

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from viewer.batch.overlays import overlays
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Target
from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.making import FigureParts, make, make_json
from viewer.figure.ownership import is_ours
from viewer.figure.provenance import recipe
from viewer.figure.raw_data import pack_csv, pack_npy, pack_npz, pack_tiff
from viewer.figure.style import FigureStyle


@pytest.fixture
def parts(make_explanation):
    explanation = make_explanation()
    image = explanation.prediction.image
    request = ExplainRequest(image=image, model=ModelRef(), target=Target(), panes=(), serial=1)
    picture = np.zeros((40, 60, 3), np.uint8)
    return FigureParts(requests=[request], explanations=[explanation], pictures={image: picture})


@pytest.mark.parametrize("file_format", ["png", "tiff", "pdf", "svg"])
def test_a_figure_bears_a_mark_that_a_plain_one_lacks(parts, tmp_path, file_format):
    path = tmp_path / f"figure.{file_format}"
    style = FigureStyle(kind="row", file_format=file_format, dpi=60, title="猫" * 500)
    path.write_bytes(make(parts, style))
    assert is_ours(path)
    content = path.read_bytes()
    for mark in (b"CamScope\0", b"camscope-figure", b"camscope:recipe"):
        content = content.replace(mark, mark.upper())
    path.write_bytes(content)
    assert not is_ours(path)


@pytest.mark.parametrize("ours", [True, False])
def test_a_mark_behind_the_head_of_a_file_is_found_too(tmp_path, ours):
    """Ten thousand bytes of a colour profile stand before the recipe."""
    path, told = tmp_path / "a.png", PngInfo()
    told.add_itxt("CamScope" if ours else "Another", "recipe")
    profile = np.random.default_rng(0).bytes(10_000)
    Image.new("RGB", (3, 2)).save(path, icc_profile=profile, pnginfo=told)
    assert path.read_bytes().index(b"iTXt") > 4096
    assert is_ours(path) is ours


def test_recipes_maps_and_overlays_bear_a_mark(parts, make_explanation, tmp_path):
    explanation = make_explanation()
    heat = explanation.maps[0]
    (tmp_path / "figure.json").write_bytes(make_json(parts, FigureStyle()))
    data = recipe([explanation])
    (tmp_path / "export.json").write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    (tmp_path / "maps.npz").write_bytes(pack_npz([("dog/layer_cam", heat)]))
    (tmp_path / "map.tiff").write_bytes(pack_tiff(heat))
    rgb = np.zeros((40, 60, 3), np.uint8)
    (_, overlay), *_ = overlays(rgb, [explanation], ["dog"], HeatStyle())
    (tmp_path / "overlay.jpg").write_bytes(overlay)
    assert {path.name: is_ours(path) for path in tmp_path.iterdir()} == {
        "figure.json": True,
        "export.json": True,
        "maps.npz": True,
        "map.tiff": True,
        "overlay.jpg": True,
    }
    with np.load(tmp_path / "maps.npz", allow_pickle=False) as maps:
        np.testing.assert_array_equal(maps["dog/layer_cam"], heat.raw)


def test_tables_and_arrays_are_the_users_once_they_are_written(make_explanation, tmp_path):
    (tmp_path / "predictions.csv").write_bytes(pack_csv([make_explanation()]))
    (tmp_path / "map.npy").write_bytes(pack_npy(make_explanation().maps[0]))
    assert not any(map(is_ours, tmp_path.iterdir()))


def test_what_others_write_is_not_ours(tmp_path):
    picture, texts = Image.new("L", (6, 4)), PngInfo()
    texts.add_text("Software", "CamScope thumbnails, and the word camscope-figure")
    picture.save(tmp_path / "mask.png", pnginfo=texts)
    picture.save(tmp_path / "scan.tiff", description="a scan")
    picture.save(tmp_path / "photo.jpg", comment=b"taken with CamScope open")
    np.savez(tmp_path / "features.npz", x=np.zeros(3))
    labels = {"version": "5.0", "shapes": [], "versions": {"camscope": "1.0"}}
    (tmp_path / "labels.json").write_text(json.dumps(labels))
    config = {"format": 1, "versions": {"labelme": "5.0"}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "drawing.svg").write_text("<svg><metadata>camscope</metadata></svg>")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.4 camscope %%EOF")
    assert not any(map(is_ours, tmp_path.iterdir()))


ENDINGS = (".png", ".tiff", ".svg", ".pdf", ".json", ".npz", ".jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files")
@pytest.mark.parametrize("ending", ENDINGS)
def test_pipes_folders_devices_and_what_is_damaged_are_not_ours_and_are_quick(tmp_path, ending):
    os.mkfifo(tmp_path / f"pipe{ending}")
    (tmp_path / f"folder{ending}").mkdir()
    (tmp_path / f"zero{ending}").symlink_to("/dev/zero")
    (tmp_path / f"loop{ending}").symlink_to(tmp_path / f"loop{ending}")
    (tmp_path / f"empty{ending}").touch()
    with (tmp_path / f"sparse{ending}").open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" if ending == ".png" else b"II*\0\x08\0\0\0\xff\xff")
        file.truncate(20 << 30)
    for number in range(40):
        rng = np.random.default_rng(number)
        (tmp_path / f"{number}{ending}").write_bytes(rng.bytes(int(rng.integers(1, 300))))
    start_s = time.perf_counter()
    assert not any(map(is_ours, tmp_path.iterdir()))
    assert not is_ours(tmp_path / f"nowhere{ending}")
    assert not is_ours(tmp_path / f"null\0{ending}")
    assert time.perf_counter() - start_s < 2.0


def test_a_picture_that_leads_in_circles_is_not_ours(tmp_path):
    chunk = struct.pack(">I4s", (1 << 32) - 1, b"tEXt")
    (tmp_path / "far.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    empty = struct.pack(">I4sI", 0, b"tEXt", 0)
    (tmp_path / "many.png").write_bytes(b"\x89PNG\r\n\x1a\n" + empty * 100_000)
    start_s = time.perf_counter()
    assert not any(map(is_ours, tmp_path.iterdir()))
    assert time.perf_counter() - start_s < 0.5


def test_a_figure_from_another_byte_order_is_known(tmp_path):
    text = b'{"kind": "camscope-figure", "format": 1}\0'
    tag = struct.pack(">HHII", 270, 2, len(text), 26)
    content = struct.pack(">2sHIH", b"MM", 42, 8, 1) + tag + struct.pack(">I", 0) + text
    (tmp_path / "figure.tif").write_bytes(content)
    assert is_ours(tmp_path / "figure.tif")

"""What other programs are given holds what stands in the shards, row by row and map by map."""

from __future__ import annotations

import csv
import gc
import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from given_results import COUNT, FAILED, METHODS, drawn_results, raw_map

from viewer import cli_collect
from viewer.cli import main
from viewer.core.errors import UserError
from viewer.results.collecting import zarr
from viewer.results.collecting.boxes import box_of_peak
from viewer.results.collecting.collect import FORMS, collect
from viewer.results.maps import read_stacks
from viewer.results.rows import NAMES
from viewer.results.store import ResultStore

pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> ResultStore:
    """Three shards with maps of two grids, made by hand."""
    return drawn_results(tmp_path_factory.mktemp("results"), Path("/data"))


def expected_rows(store):
    return [row for n in range(3) for row in pq.read_table(store.part(n)).to_pylist()]


def test_csv_has_all_rows_in_order_and_no_formula(store):
    path, left = collect(store.folder, "csv")
    assert left == 0
    found = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert tuple(found[0]) == NAMES
    assert [(row["picture"], row["method"]) for row in found] == [
        (row["picture"], row["method"] or "") for row in expected_rows(store)
    ]
    assert {row["folder"] for row in found} == {"'=cat"}
    assert found[0]["score"] == "0.3333333"


def test_parquet_is_the_same_table_and_says_where_the_maps_are(store, tmp_path):
    path, _ = collect(store.folder, "parquet", tmp_path / "deep" / "all.parquet")
    found = pq.read_table(path).to_pylist()
    parts = [row.pop("part") for row in found]
    assert found == expected_rows(store)
    for row, part in zip(found, parts, strict=True):
        if row["method"]:
            raw = read_stacks(store.folder / part)[row["grid"]][row["map"]]
            method = ("grad_cam", "layer_cam").index(row["method"])
            assert (raw == raw_map(row["place"], method)).all()


def read_zarr(folder):
    """Read an array as the format says, independently of what has written it."""
    head = json.loads((folder / ".zarray").read_text())
    shape, chunks = head["shape"], head["chunks"]
    found = np.full([-(-shape[0] // chunks[0]) * chunks[0], *shape[1:]], np.nan)
    for number in range(len(found) // chunks[0]):
        name = ".".join([str(number), *["0"] * (len(shape) - 1)])
        piece = np.frombuffer((folder / name).read_bytes(), head["dtype"]).reshape(chunks)
        found[number * chunks[0] : (number + 1) * chunks[0]] = piece
    return found[: shape[0]]


def test_zarr_has_every_map_and_the_row_it_belongs_to(store, tmp_path, monkeypatch):
    monkeypatch.setattr(zarr, "CHUNK", 3)
    path, _ = collect(store.folder, "zarr", tmp_path / "maps.zarr")
    rows, seen = expected_rows(store), 0
    for grid in ("2x3", "3x2"):
        maps, numbers = read_zarr(path / grid / "maps"), read_zarr(path / grid / "row")
        for raw, number in zip(maps, numbers.astype(int), strict=True):
            row = rows[number]
            assert row["grid"] == grid
            method = ("grad_cam", "layer_cam").index(row["method"])
            assert (raw == raw_map(row["place"], method)).all()
            seen += 1
    assert seen == (COUNT - 1) * 2
    assert json.loads((path / ".zgroup").read_text()) == {"zarr_format": 2}


def test_webdataset_has_a_sample_for_each_picture(store):
    path, _ = collect(store.folder, "webdataset")
    samples = {}
    for file in sorted(path.iterdir()):
        with tarfile.open(file) as archive:
            for entry in archive:
                key, _, end = entry.name.partition(".")
                held = archive.extractfile(entry)
                assert held is not None
                samples.setdefault(key, {})[end] = held.read()
    assert list(samples) == [f"{place:08d}" for place in range(COUNT)]
    assert list(samples["00000003"]) == ["json"]
    told = json.loads(samples["00000004"]["json"])
    assert [row["method"] for row in told] == ["grad_cam", "layer_cam"]
    raw = np.load(io.BytesIO(samples["00000004"]["layer_cam-1.npy"]))
    assert (raw == raw_map(4, 1)).all()
    before = [sha256(file.read_bytes()).digest() for file in sorted(path.iterdir())]
    collect(store.folder, "webdataset")
    assert [sha256(file.read_bytes()).digest() for file in sorted(path.iterdir())] == before


def test_the_box_of_a_map_by_hand():
    """Cells of 20 x 15 pixels from (10, 0): half of the peak is reached in two of them."""
    raw = np.array([[0.0, 1.0, 0.4], [0.0, 0.0, 0.5]], np.float32)
    assert box_of_peak(raw, (10.0, 0.0, 70.0, 30.0)) == (30.0, 0.0, 70.0, 30.0)
    assert box_of_peak(raw.T, (0.0, 10.0, 30.0, 70.0)) == (0.0, 30.0, 30.0, 70.0)
    assert box_of_peak(np.zeros((2, 2), np.float32), (0.0, 0.0, 1.0, 1.0)) is None


def test_coco_and_fiftyone_tell_the_same_boxes(store):
    told = json.loads(collect(store.folder, "coco")[0].read_text())
    assert told["categories"] == [{"id": 1, "name": "cat"}]
    assert [image["file_name"] for image in told["images"]] == [
        f"/data/p{place}.png" for place in range(COUNT) if place != 3
    ]
    assert len(told["annotations"]) == (COUNT - 1) * 2
    labels = json.loads(collect(store.folder, "fiftyone")[0].read_text())
    assert labels["classes"] == ["cat"]
    for number, annotation in enumerate(told["annotations"]):
        name = told["images"][annotation["image_id"] - 1]["file_name"]
        box = labels["labels"][name][number % 2]["bounding_box"]
        assert np.array(box) * (90, 60, 90, 60) == pytest.approx(annotation["bbox"])


def test_coco_is_read_by_its_own_library(store):
    coco = pytest.importorskip("pycocotools.coco").COCO(str(collect(store.folder, "coco")[0]))
    (cat,) = coco.loadCats(coco.getCatIds(catNms=["cat"]))
    images = coco.loadImgs(coco.getImgIds(catIds=[cat["id"]]))
    assert {image["file_name"] for image in images} == {
        f"/data/p{place}.png" for place in range(COUNT) if place != FAILED
    }
    for image in images:
        place = int(image["file_name"].removeprefix("/data/p").removesuffix(".png"))
        boxes = [each["bbox"] for each in coco.loadAnns(coco.getAnnIds(imgIds=[image["id"]]))]
        for method, (left, top, width, height) in enumerate(boxes):
            expected = box_of_peak(raw_map(place, method), (10.0, 0.0, 70.0, 60.0))
            assert (left, top, left + width, top + height) == pytest.approx(expected)


def test_zarr_is_read_by_its_own_library(store, tmp_path):
    library = pytest.importorskip("zarr")
    path, _ = collect(store.folder, "zarr", tmp_path / "maps.zarr")
    group, rows = library.open_group(str(path), mode="r"), expected_rows(store)
    seen = 0
    for grid in ("2x3", "3x2"):
        for raw, number in zip(group[f"{grid}/maps"][:], group[f"{grid}/row"][:], strict=True):
            row = rows[int(number)]
            assert (raw == raw_map(row["place"], METHODS.index(row["method"]))).all()
            seen += 1
    assert seen == (COUNT - 1) * 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the library leaves files open
def test_webdataset_is_read_by_its_own_library(store):
    library = pytest.importorskip("webdataset")
    path, _ = collect(store.folder, "webdataset")
    files = [str(file) for file in sorted(path.iterdir())]
    samples = {
        one["__key__"]: one for one in library.WebDataset(files, shardshuffle=False).decode()
    }
    assert sorted(samples) == [f"{place:08d}" for place in range(COUNT)]
    for place in set(range(COUNT)) - {FAILED}:
        for method, name in enumerate(METHODS):
            told = samples[f"{place:08d}"]
            (raw,) = (told[key] for key in told if key.startswith(name) and key.endswith("npy"))
            assert (raw == raw_map(place, method)).all()
    assert samples[f"{FAILED:08d}"]["json"][0]["failure"]
    gc.collect()


def test_shards_that_are_not_done_are_counted_and_none_at_all_told(store, tmp_path):
    half = tmp_path / "half"
    half.mkdir()
    for path in store.folder.iterdir():
        if path.is_file():
            (half / path.name).write_bytes(path.read_bytes())
    for form in FORMS:
        with pytest.raises(UserError, match="No shard of this export is done"):
            collect(half, form)
    (half / "done").mkdir()
    (half / "done" / "00002").write_bytes(store.mark(2).read_bytes())
    path, left = collect(half, "csv")
    assert left == 2
    assert len(path.read_text().splitlines()) == 1 + 3 * 2


def test_a_part_that_is_damaged_is_told_and_no_half_file_left(store, tmp_path):
    copy = tmp_path / "copy"
    (copy / "done").mkdir(parents=True)
    for path in store.folder.glob("p*"):
        (copy / path.name).write_bytes(path.read_bytes()[: -9 if "00001" in path.name else None])
    for shard in range(3):
        (copy / "done" / f"{shard:05d}").write_bytes(store.mark(shard).read_bytes())
    with pytest.raises(UserError, match=r"“part-00001.parquet” is damaged"):
        collect(copy, "csv")
    assert not list(copy.glob("*results*"))


def test_collect_is_typed_with_each_form_and_says_what_it_wrote(store, tmp_path, capsys):
    assert tuple(FORMS) == cli_collect.FORMS
    path = tmp_path / "table.csv"
    assert main(["collect", str(store.folder), "--to", "csv", "--out", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_bytes() == collect(store.folder, "csv")[0].read_bytes()

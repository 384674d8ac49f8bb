"""Every kind of file says the same of the same object, and what is no such file is refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.measures.annotations.reading import ObjectTruth, read_regions
from viewer.measures.truth import Region, TruthRegions, places

WIDTH, HEIGHT = 120, 80  # 3:2
BOX = (30.0, 20.0, 90.0, 60.0)
OUTLINE = [[30, 20], [90, 20], [90, 60], [30, 60]]
GEOMETRY = plan_geometry((WIDTH, HEIGHT), InputRule(size=(60, 40), shorter_side=None), "stretch")


def coco(**drawn) -> bytes:
    images = [{"id": 7, "file_name": "folder/a.jpg", "width": WIDTH, "height": HEIGHT}]
    one = {"image_id": 7, "category_id": 3, **drawn}
    data = {"images": images, "annotations": [one], "categories": [{"id": 3, "name": "cat"}]}
    return json.dumps(data).encode()


def runs() -> list[int]:
    flat = mask().T.ravel()
    edges = np.flatnonzero(np.diff(flat.astype(int))) + 1
    return np.diff(np.array([0, *edges, flat.size])).tolist()


def mask() -> np.ndarray:
    found = np.zeros((HEIGHT, WIDTH), bool)
    found[20:60, 30:90] = True
    return found


def png(values: np.ndarray) -> bytes:
    return cv2.imencode(".png", values)[1].tobytes()


def labelme(kind: str, points: Sequence[Sequence[float]]) -> bytes:
    shape = {"label": "cat", "shape_type": kind, "points": points, "group_id": None}
    size = {"imagePath": "..\\a.jpg", "imageWidth": WIDTH, "imageHeight": HEIGHT}
    return json.dumps({"shapes": [shape], **size}).encode()


VOC = (
    f"<annotation><filename>a.tif</filename><size><width>{WIDTH}</width><height>{HEIGHT}</height>"
    "</size><object><name>cat</name><bndbox><xmin>30</xmin><ymin>20</ymin><xmax>90</xmax>"
    "<ymax>60</ymax></bndbox></object></annotation>"
).encode()
FILES = {
    "box.json": coco(bbox=[30, 20, 60, 40]),
    "outline.json": coco(segmentation=[[n for pair in OUTLINE for n in pair]]),
    "runs.json": coco(segmentation={"size": [HEIGHT, WIDTH], "counts": runs()}),
    "polygon.json": labelme("polygon", OUTLINE),
    "rectangle.json": labelme("rectangle", [[90, 20], [30, 60]]),
    "voc.xml": VOC,
    "table.csv": b"image_path,xmin,ymin,xmax,ymax,label\na.tif,30,20,90,60,cat\nb.tif,0,0,1,1,d\n",
}
BY_NAME = {  # these do not say of which picture they are
    "a.txt": b"cat 0.5 0.5 0.5 0.5\n",
    "a_mask.png": png(mask().astype(np.uint8)),
    "a.png": png(mask().astype(np.uint16) * 3),
}


@pytest.mark.parametrize("name", [*FILES, *BY_NAME])
def test_every_file_says_where_the_object_is(tmp_path, name):
    path = tmp_path / name
    path.write_bytes((FILES | BY_NAME)[name])
    found = ObjectTruth(path).of(Path("elsewhere/a.jpg"))
    assert found is not None
    (region,) = found.regions
    assert region.label in {"cat", ""}
    (place,) = places(found, GEOMETRY, "tabby")
    assert place.box == (15, 10, 45, 30)
    assert (place.mask == mask()[::2, ::2]).all()


@pytest.mark.parametrize("name", [*FILES, *BY_NAME])
def test_nothing_is_said_of_another_picture(tmp_path, name):
    path = tmp_path / name
    path.write_bytes((FILES | BY_NAME)[name])
    assert ObjectTruth(path).of(Path("c.jpg")) is None


def test_a_folder_holds_a_file_beside_each_picture(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(png(np.full((HEIGHT, WIDTH), 9, np.uint8)))
    assert ObjectTruth(tmp_path).of(picture) is None  # a picture is no mask of itself
    (tmp_path / "a.xml").write_bytes(VOC)
    found = ObjectTruth(tmp_path).of(picture)
    assert found is not None
    assert found.regions[0].box == BOX


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'{"shapes": 3}'),
        ("a.json", b'{"shapes": [3]}'),
        ("a.json", labelme("polygon", [[0, 0], [1, float("inf")], [2, 2]])),
        ("a.json", coco(bbox=[1, 2, 3])),
        ("a.json", coco(bbox=[1, 2, 3, "x"])),
        ("a.json", coco(segmentation={"size": [9, 9], "counts": [1]})),
        ("a.json", b"[" * 100_000),
        ("a.xml", b"<annotation>"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><annotation/>'),
        ("a.txt", b"cat 0.5 0.5\n"),
        ("a.csv", b"image_path,xmin\n"),
        ("a.csv", b"image_path,xmin,ymin,xmax,ymax\na,1,2,3,1e99\n"),
        ("a.png", b"nothing"),
        ("a.doc", b"nothing"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError):
        read_regions(path)


def test_parts_of_one_group_are_one_object(shared_data):
    found = read_regions(shared_data / "truth" / "2011_000003.json")
    (regions,) = found.values()
    labels = [region.label for region in regions.regions]
    assert "person" in {label.partition("-")[0] for label in labels}
    assert regions.size == (500, 338)


def test_xml_and_table_of_one_picture_agree(shared_data):
    folder = shared_data / "truth"
    found = [
        ObjectTruth(folder / f"OSBS_029.{end}").of(folder / "OSBS_029.png")
        for end in ("xml", "csv")
    ]
    boxes = [sorted(region.box for region in one.regions) for one in found if one is not None]
    assert len(boxes[0]) == 61
    assert boxes[0] == boxes[1]


def test_the_class_that_is_explained_is_looked_for_by_name():
    cat = Region(box=(0, 0, 10, 10), label="Tabby_Cat")
    dog = Region(box=(60, 40, 120, 80), label="dog")
    both = TruthRegions(regions=(cat, dog))
    assert both.named("tabby cat, tiger") == (cat,)
    assert both.named("horse") == (cat, dog)
    (place,) = places(both, GEOMETRY, "dog")
    assert place.box == (30, 20, 60, 40)


def test_an_object_outside_of_what_the_model_sees_is_left_out():
    geometry = plan_geometry((300, 100), InputRule(size=(100, 100), shorter_side=100), "default")
    left = Region(box=(0, 0, 50, 100))
    across = Region(box=(50, 0, 150, 50))
    (place,) = places(TruthRegions(regions=(left, across)), geometry, "")
    assert place.box == (0, 0, 50, 50)
    assert places(None, geometry, "") == ()


def test_a_polygon_is_what_opencv_fills():
    random = np.random.default_rng(0)
    angles = np.sort(random.uniform(0, 2 * np.pi, 9))
    reach = random.uniform(15, 38, 9)
    corners = np.stack([60 + reach * np.cos(angles), 40 + reach * np.sin(angles)], axis=1)
    left, top, right, bottom = map(float, (*corners.min(axis=0), *corners.max(axis=0)))
    points = tuple((float(x), float(y)) for x, y in corners)
    region = Region(box=(left, top, right, bottom), polygons=(points,))
    same = plan_geometry((120, 80), InputRule(size=(120, 80), shorter_side=None), "stretch")
    (place,) = places(TruthRegions(regions=(region,)), same, "")
    filled = np.zeros((80, 120), np.uint8)
    fixed = np.round((corners - 0.5) * 256).astype(np.int32)
    cv2.fillPoly(filled, [fixed], 1, shift=8)
    edge = np.zeros_like(filled)
    cv2.polylines(edge, [fixed], isClosed=True, color=1, thickness=2, shift=8)
    assert ((place.mask == filled.astype(bool)) | edge.astype(bool)).all()
    assert place.mask.sum() > 500

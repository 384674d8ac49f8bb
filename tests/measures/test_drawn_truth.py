"""What is drawn by hand is the object it surrounds, and comes back equal from its COCO file."""

from __future__ import annotations

import json

import numpy as np
import pytest

from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.pictures.drawn import DrawnShape, mask_of
from viewer.measures.annotations.coco_writing import coco_text
from viewer.measures.annotations.drawn import outlines_of, region_of
from viewer.measures.annotations.reading import ObjectTruth, read_regions
from viewer.measures.truth import TruthRegions, places

SIZE = (120, 80)
BOX = DrawnShape(tool="box", points=((90.123, 60.7), (30.456, 20.1)))
POLYGON = DrawnShape(tool="polygon", points=((10.3, 10.0), (100.9, 15.2), (60.0, 90.0)))
BRUSH = DrawnShape(tool="brush", points=((20.0, 20.0), (70.0, 50.0)), radius=9)
CORNER = DrawnShape(tool="brush", points=((0.0, 0.0),), radius=4)
RULE = InputRule(size=SIZE, shorter_side=None)


def equal(one, other):
    masks = (one.mask, other.mask)
    same = all(mask is None for mask in masks) or np.array_equal(*masks)
    return same and (one.box, one.label, one.polygons) == (other.box, other.label, other.polygons)


@pytest.fixture
def drawn():
    shapes = zip((BOX, POLYGON, BRUSH, CORNER), ("cat", "虎", "cat", ""), strict=True)
    found = [region_of(shape, SIZE, name) for shape, name in shapes]
    return TruthRegions(regions=tuple(one for one in found if one is not None), size=SIZE)


def test_it_comes_back_equal_from_coco(drawn, tmp_path):
    other = TruthRegions(regions=drawn.regions[:1], size=(33, 44))
    file = tmp_path / "truth.json"
    file.write_text(coco_text({"a.jpg": drawn, "b/c.png": other}), "utf-8")
    found = read_regions(file)
    assert list(found) == ["a.jpg", "b/c.png"]
    for name, truth in (("a.jpg", drawn), ("b/c.png", other)):
        assert found[name].size == truth.size
        pairs = list(zip(found[name].regions, truth.regions, strict=True))
        assert [equal(*pair) for pair in pairs] == [True] * len(pairs)
    assert len(ObjectTruth(file).of(tmp_path / "c.png").regions) == 1


def test_areas_boxes_and_runs_are_those_of_the_format(drawn):
    told = json.loads(coco_text({"a.jpg": drawn}))["annotations"]
    box, polygon, brush, corner = told
    assert box["bbox"][2] == pytest.approx(90.123 - 30.456, abs=0.02)
    assert box["area"] == pytest.approx(box["bbox"][2] * box["bbox"][3])
    assert polygon["area"] == pytest.approx(abs(np.linalg.det(triangle())) / 2, abs=1)
    mask = mask_of((BRUSH,), SIZE)
    assert brush["area"] == mask.sum() == sum(brush["segmentation"]["counts"][1::2])
    assert sum(brush["segmentation"]["counts"]) == SIZE[0] * SIZE[1]
    assert corner["segmentation"]["counts"][0] == 0
    assert {one["iscrowd"] for one in (brush, corner)} == {1}


def triangle():
    corners = ((10.3, 10.0), (100.9, 15.2), (60.0, 80.0))
    return [[x, y, 1] for x, y in corners]


def test_a_drawn_object_is_where_it_was_drawn_in_the_model_s_input(drawn):
    (geometry,) = [plan_geometry(SIZE, RULE, "stretch")]
    found = places(drawn, geometry, "cat")
    truth = mask_of((DrawnShape(tool="box", points=BOX.points),), SIZE)
    assert np.array_equal(found[0].mask, truth)
    assert np.array_equal(found[1].mask, mask_of((BRUSH,), SIZE))


def test_what_lies_beside_the_picture_is_no_object():
    for tool in ("box", "polygon", "brush"):
        points = ((-50.0, -40.0), (-20.0, -30.0), (-30.0, -9.0))
        assert region_of(DrawnShape(tool=tool, points=points, radius=3), SIZE) is None


def test_outlines_go_around_what_was_drawn(drawn):
    box, polygon, brush, _ = (outlines_of(one) for one in drawn.regions)
    assert box[0][0] == drawn.regions[0].box[:2]
    assert polygon == drawn.regions[1].polygons
    (line,) = brush
    again = mask_of((DrawnShape(tool="polygon", points=line),), SIZE)
    apart = again ^ drawn.regions[2].mask
    assert apart.sum() <= len(line) * 4
    left, top, right, bottom = drawn.regions[2].box
    xs, ys = zip(*line, strict=True)
    assert (min(xs), min(ys), max(xs), max(ys)) == pytest.approx((left, top, right, bottom), abs=1)

"""Hits, misses and false alarms: counted as COCO counts them, from files beside pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from viewer.core.asks.scores import ClassScore
from viewer.measures.found_objects import compared, truth_beside
from viewer.measures.truth import Region, TruthRegions

SIZE = (300, 200)


def row(number: int, name: str, index: int, *place: float) -> ClassScore:
    return ClassScore(
        name=name, index=index, logit=0.0, probability=0.9, asks=f"box {number}", place=place
    )


ROWS = (
    row(1, "dog", 1, 10, 10, 110, 110),
    row(2, "dog", 1, 14, 10, 110, 110),  # the same object once more
    row(3, "cat", 0, 200, 100, 260, 180),
    row(4, "dog", 1, 200, 20, 240, 60),
)
TRUTH = (
    Region(box=(12, 10, 112, 108), label="Dog"),
    Region(box=(200, 100, 262, 182), label="dog"),  # the cat lies on it
    Region(box=(20, 150, 80, 190), label="cat"),
)


def test_each_object_is_found_once_and_by_its_own_class() -> None:
    found = compared(ROWS, TruthRegions(regions=TRUTH), SIZE)
    assert found.alarms == {"box 2", "box 3", "box 4"}
    assert [one.asks for one in found.missed] == ["miss 200,100,62,82", "miss 20,150,60,40"]
    assert [one.name for one in found.missed] == ["dog", "cat"]
    assert found.missed[1].place == (20, 150, 80, 190)


def test_shares_and_other_sizes_come_to_the_pictures_pixels() -> None:
    """YOLO's numbers are shares, and its classes are counted."""
    shares = TruthRegions(regions=(Region(box=(0.04, 0.05, 0.37, 0.55), label="1"),), size=(1, 1))
    found = compared(ROWS[:1], shares, SIZE)
    assert (found.missed, found.alarms) == ((), frozenset())
    nobody = TruthRegions(regions=(Region(box=(5, 5, 55, 55)),), size=(150, 100))
    assert not compared(ROWS[:1], nobody, SIZE).missed


def test_as_many_are_found_as_by_brute_force() -> None:
    random = np.random.default_rng(1)
    for _ in range(30):
        corners = random.integers(0, 120, (6, 2))
        boxes = np.hstack((corners, corners + random.integers(20, 90, (6, 2)))).astype(float)
        moved = boxes + random.integers(-12, 12, boxes.shape)
        rows = [row(at + 1, "dog", 1, *one) for at, one in enumerate(moved)]
        truth = TruthRegions(regions=tuple(Region(box=tuple(one), label="dog") for one in boxes))
        left, hits = list(range(6)), 0
        for one in moved:
            best, most = -1, 0.5
            for at in left:
                other = boxes[at]
                wide = min(one[2], other[2]) - max(one[0], other[0])
                high = min(one[3], other[3]) - max(one[1], other[1])
                shared = max(wide, 0) * max(high, 0)
                areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
                share = shared / (sum(areas) - shared)
                if share >= most:
                    best, most = at, share
            if best >= 0:
                left.remove(best)
                hits += 1
        found = compared(rows, truth, SIZE)
        assert (len(found.missed), len(found.alarms)) == (6 - hits, 6 - hits)


@pytest.mark.parametrize("end", [".json", ".xml", ".txt", ".csv"])
def test_a_file_beside_the_picture_tells(tmp_path: Path, end: str) -> None:
    picture = tmp_path / "street.jpg"
    shape = {"label": "dog", "points": [[10, 20], [50, 60]], "shape_type": "rectangle"}
    texts = {
        ".json": json.dumps({"shapes": [shape]}),
        ".xml": "<annotation><filename>street.jpg</filename><object><name>dog</name><bndbox>"
        "<xmin>10</xmin><ymin>20</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object>"
        "</annotation>",
        ".txt": "0 0.1 0.2 0.1333 0.2",
        ".csv": "filename,xmin,ymin,xmax,ymax,label\nstreet.jpg,10,20,50,60,dog",
    }
    picture.with_suffix(end).write_text(texts[end], encoding="utf-8")
    truth = truth_beside(picture)
    assert truth is not None
    (missed,) = compared((), truth, SIZE).missed
    assert missed.place == pytest.approx((10, 20, 50, 60), abs=0.2)


def test_what_tells_something_else_is_passed_over(tmp_path: Path) -> None:
    picture = tmp_path / "street.jpg"
    assert truth_beside(picture) is None
    picture.with_suffix(".txt").write_text("a caption of the picture", encoding="utf-8")
    assert truth_beside(picture) is None

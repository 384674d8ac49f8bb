"""What a hand draws covers the pixels it goes over, and what is painted stands nowhere else."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.core.pictures.drawn import DrawnShape, mask_of
from viewer.core.pictures.images import load_picture
from viewer.core.pictures.painting import GREY, covering, painted, picture_of
from viewer.core.pictures.strokes import Stroke

SIZE = (60, 40)


def save_picture(path, rgb):
    Image.fromarray(rgb).save(path)
    return path


def centres():
    x, y = np.meshgrid(np.arange(SIZE[0]) + 0.5, np.arange(SIZE[1]) + 0.5)
    return np.stack((x, y), axis=-1)


def distances(points):
    """Return how far each pixel's centre is from a way, by plain geometry."""
    places, found = centres(), np.full((SIZE[1], SIZE[0]), np.inf)
    ways = list(itertools.pairwise(points)) or [(points[0], points[0])]
    for start, stop in ways:
        along = np.subtract(stop, start)
        length = float(along @ along) or 1.0
        share = (((places - start) @ along) / length).clip(0, 1)[..., None]
        found = np.minimum(found, np.linalg.norm(places - (start + share * along), axis=-1))
    return found


@pytest.mark.parametrize(
    "points", [((12.3, 9.6),), ((5.0, 5.0), (50.5, 30.2)), ((8.0, 35.0), (30.0, 4.0), (55.0, 38.0))]
)
@pytest.mark.parametrize("radius", [1.0, 4.5, 9.0])
def test_a_brush_covers_what_is_near_its_way(points, radius) -> None:
    found = mask_of((DrawnShape(tool="brush", points=points, radius=radius),), SIZE)
    far = distances(points)
    assert found[far < radius - 1].all()
    assert not found[far > radius + 2].any()


def test_a_box_covers_the_pixels_whose_centres_it_holds() -> None:
    box = DrawnShape(tool="box", points=((20.6, 30.2), (4.5, 10.4)))
    x, y = np.moveaxis(centres(), -1, 0)
    truth = (x >= 4.5) & (x < 20.6) & (y >= 10.4) & (y < 30.2)
    assert np.array_equal(mask_of((box,), SIZE), truth)


def test_a_polygon_covers_its_inside_to_a_pixel() -> None:
    corners = ((30.0, 2.0), (55.0, 36.0), (5.0, 36.0))
    found = mask_of((DrawnShape(tool="polygon", points=corners),), SIZE)
    x, y = np.moveaxis(centres(), -1, 0)
    left = (36 - 2) * (x - 30) + 25 * (y - 2)
    right = (36 - 2) * (x - 30) - 25 * (y - 2)
    inside = (left >= 0) & (right <= 0) & (y <= 36)
    edge = distances((*corners, corners[0])) < 1
    assert np.array_equal(found | edge, inside | edge)


@pytest.mark.parametrize("tool", ["box", "polygon", "brush"])
def test_nothing_beside_the_picture_is_covered(tool) -> None:
    points = ((-90.0, -90.0), (-40.0, -80.0), (-60.0, -40.0))
    assert not mask_of((DrawnShape(tool=tool, points=points, radius=5),), SIZE).any()
    half = DrawnShape(tool=tool, points=((-5e7, 5.0), (9.0, 5.5), (9.0, 30.0)), radius=3)
    assert mask_of((half,), SIZE).shape == SIZE[::-1]


def test_what_encloses_nothing_is_not_whole() -> None:
    assert not DrawnShape(tool="box", points=((3.0, 3.0), (3.0, 9.0))).is_whole
    assert not DrawnShape(tool="polygon", points=((3.0, 3.0), (5.0, 9.0))).is_whole
    assert DrawnShape(tool="brush", points=((3.0, 3.0),), radius=2).is_whole


def test_fillings_stand_where_they_are_painted_and_nowhere_else(tmp_path) -> None:
    rgb = np.random.default_rng(0).integers(0, 255, (60, 90, 3), np.uint8)
    other = save_picture(tmp_path / "other.png", np.full((30, 45, 3), (10, 200, 30), np.uint8))
    box = DrawnShape(tool="box", points=((10.0, 10.0), (40.0, 30.0)))
    inside = mask_of((box,), (90, 60))
    for filling in ("grey", "blur", "patch"):
        stroke = Stroke(shape=box, filling=filling, source=other if filling == "patch" else None)
        found = painted(rgb, (stroke,))
        assert np.array_equal(found[~inside], rgb[~inside])
        if filling == "grey":
            assert (found[inside] == GREY).all()
        elif filling == "patch":
            assert (found[inside] == (10, 200, 30)).all()
        else:
            assert found[inside].std() < rgb[inside].std()
            assert abs(found[inside].mean() - rgb[inside].mean()) < 30
    later = replace(stroke, filling="grey", source=None)
    assert (painted(rgb, (stroke, later))[inside] == GREY).all()


def test_a_patch_comes_from_the_middle_of_the_other_picture(tmp_path) -> None:
    wide = np.zeros((20, 80, 3), np.uint8)
    wide[:, 30:50] = 255
    found = covering(save_picture(tmp_path / "wide.png", wide), (20, 20))
    assert (found == 255).all()


def test_a_question_s_picture_is_painted_and_its_file_is_not(photo) -> None:
    box = DrawnShape(tool="box", points=((0.0, 0.0), (9.0, 9.0)))
    image = replace(ImageRef.of(photo), painted=(Stroke(shape=box, filling="grey"),))
    before = photo.read_bytes()
    found, plain = picture_of(image), load_picture(photo)
    assert (found.rgb[:9, :9] == GREY).all()
    assert np.array_equal(found.rgb[9:], plain.rgb[9:])
    assert "Painted over." in found.notes
    assert found.sha256 != plain.sha256
    assert picture_of(image.plain).sha256 == plain.sha256
    assert photo.read_bytes() == before
    gone = Stroke(shape=box, filling="patch", source=photo.with_name("gone.png"))
    with pytest.raises(UserError):
        picture_of(replace(image, painted=(gone,)))


def test_strokes_travel_to_the_engine(photo) -> None:
    shape = DrawnShape(tool="brush", points=((1.5, 2.5), (3.0, 4.0)), radius=7.25)
    strokes = (
        Stroke(shape=shape, filling="blur"),
        Stroke(shape=shape, filling="patch", source=photo),
    )
    image = replace(ImageRef.of(photo), painted=strokes)
    request = ExplainRequest(image=image, model=ModelRef.default())
    assert list(Unpacker().feed(pack(request))) == [request]

"""Regions: places found by hand, and maps of a segmenter that are known in closed form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from given_records import given_prediction
from PIL import Image
from torch import Tensor, nn

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.labels import named_labels
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.tasks.region_asking import asked_region, outline_name
from viewer.tasks.region_places import outlines, packed, places_within, unpacked
from viewer.tasks.regions import Regions
from viewer.tasks.registry import built_in

CELL = 32
NAMES = ("sky", "dog", "grass")
# A picture of 400 × 300, cut to 320 × 240 and seen at 160 × 120; the answer has 8 × 6 places.
GEOMETRY = Geometry(original=(400, 300), resized=(200, 150), offset=(20, 15), input=(160, 120))


def task(count: int = 3) -> Regions:
    return Regions(Answer(classes=count), named_labels(NAMES[:count]))


def scene() -> np.ndarray:
    """Sky above, grass below, and a dog of 2 × 3 places."""
    best = np.full((6, 8), 0)
    best[3:] = 2
    best[2:4, 1:4] = 1
    return np.eye(3, dtype=np.float32)[best].transpose(2, 0, 1) * 4 + 0.5


def places(text: str) -> list[tuple[int, int]]:
    asked = asked_region(text)
    assert asked is not None
    found = places_within(asked, GEOMETRY, (8, 6))
    return [(int(row), int(column)) for row, column in zip(*np.nonzero(found), strict=True)]


def test_places_lie_where_their_centres_are() -> None:
    """Place (r, c) has its centre at ((c + 0.5) * 20 + 20) * 2, ((r + 0.5) * 20 + 15) * 2."""
    assert places("region 40,30,40,40") == [(0, 0)]
    assert places("region 60,30,80,40") == [(0, 0), (0, 1)]
    assert places("pixel 199,229") == [(4, 3)]
    assert places("region 45,35,1,1") == [(0, 0)]  # smaller than a place
    with pytest.raises(UserError, match="does not see"):
        places("pixel 10,10")
    with pytest.raises(UserError, match="no region"):
        asked_region("region 1,2,0,4")


def test_an_outline_goes_around_centres() -> None:
    """A triangle over the picture's upper left: its long side runs through (320, 30), (40, 270)."""
    found = places("region 40,30 320,30 40,270")
    expected = [
        (row, column)
        for row in range(6)
        for column in range(8)
        if (column * 40 + 20) / 280 + (row * 40 + 20) / 240 < 1
    ]
    assert found == expected
    square = asked_region("region 0,0 100,0 100,100 0,100 of dog")
    assert square is not None
    assert (square.name, square.sides) == ("dog", (0, 0, 100, 100))
    many = [(float(n), float(n % 7)) for n in range(5_000)]
    text = outline_name(many)
    assert len(text) < 4_000
    assert asked_region(text) is not None
    with pytest.raises(UserError, match="too many corners"):
        asked_region("region " + "1,2 " * 301)
    for text in ("region 1,2", "region 1,2 3,4", "region a,b c,d e,f", "wrong 1,2,3,4", "pixel /a"):
        assert asked_region(text) is None


@pytest.fixture
def masks(tmp_path: Path) -> dict[str, Path]:
    """Files of the picture's shape, at a quarter of its size: a marked part, and true classes."""
    marked, true = np.zeros((75, 100), np.uint8), np.full((75, 100), 255, np.uint8)
    marked[30:50, 30:50] = 255  # 120..200 of 400 × 300 pixels: rows 2 and 3, columns 2 and 3
    true[:40] = 0  # sky down to 160, where the model sees the dog from 110 on
    paths = {name: tmp_path / f"{name}.png" for name in ("marked", "true", "none", "colour")}
    Image.fromarray(marked).save(paths["marked"])
    palette = Image.frombytes("P", (100, 75), true.tobytes())
    palette.putpalette([0, 0, 0] * 256)
    palette.save(paths["true"])
    Image.fromarray(np.zeros_like(marked)).save(paths["none"])
    Image.fromarray(np.stack([marked, marked * 0, marked * 0], 2)).save(paths["colour"])
    return paths


@pytest.mark.parametrize("name", ["marked", "colour"])
def test_a_mask_marks_a_region(masks: dict[str, Path], name: str) -> None:
    regions, answer = task(), scene()
    found = regions.resolve(Target.parse(f"region {masks[name]} of dog"), answer, GEOMETRY)
    marked = np.argwhere(unpacked(found.places, (8, 6))).tolist()
    assert marked == [[2, 2], [2, 3], [3, 2], [3, 3]]
    assert found.title == "region: dog"
    mean = float(regions.score(torch.from_numpy(answer), found))
    total = regions.resolve(Target.parse(f"sum region {masks[name]} of dog"), answer, GEOMETRY)
    assert total.title == "region sum: dog"
    assert float(regions.score(torch.from_numpy(answer), total)) == pytest.approx(4 * mean)


def test_the_wrong_places_are_those_of_another_class(masks: dict[str, Path]) -> None:
    """The model sees the dog at rows 2 and 3, columns 1..3; true sky reaches into row 2 alone."""
    regions, answer = task(), scene()
    found = regions.resolve(Target.parse(f"wrong {masks['true']}"), answer, GEOMETRY)
    assert found.title == "wrong: dog"
    assert np.argwhere(unpacked(found.places, (8, 6))).tolist() == [[2, 1], [2, 2], [2, 3]]
    with pytest.raises(UserError, match="marks no place"):
        regions.resolve(Target.parse(f"region {masks['none']}"), answer, GEOMETRY)
    right = answer.copy()
    right[:, 2, 1:4] = right[:, 0, :3]
    with pytest.raises(UserError, match="wrong at no place"):
        regions.resolve(Target.parse(f"wrong {masks['true']}"), right, GEOMETRY)


def test_what_is_no_mask_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.jpg"
    Image.new("RGB", (8, 8)).save(path)
    with pytest.raises(UserError, match="is no mask"):
        task().resolve(Target.parse(f"region {path}"), scene(), GEOMETRY)
    with pytest.raises(UserError, match="no longer there"):
        task().resolve(Target.parse(f"region {tmp_path / 'no.png'}"), scene(), GEOMETRY)


def test_the_sum_is_that_of_the_grad_cam_library(masks: dict[str, Path]) -> None:
    from pytorch_grad_cam.utils.model_targets import SemanticSegmentationTarget

    regions, answer = task(), scene()
    text = f"sum region {masks['marked']} of grass"
    found = regions.resolve(Target.parse(text), answer, GEOMETRY)
    mask = unpacked(found.places, (8, 6)).astype(np.float32)
    theirs = SemanticSegmentationTarget(2, mask)(torch.from_numpy(answer))
    ours = regions.score(torch.from_numpy(answer), found)
    assert float(ours) == pytest.approx(float(theirs), abs=1e-5)


def test_places_are_packed_and_outlined() -> None:
    found = scene().argmax(0) == 1
    assert (unpacked(packed(found), (8, 6)) == found).all()
    (shape,) = outlines(found, GEOMETRY)
    x, y = zip(*shape.points, strict=True)
    dog = (80, 110, 200, 190)  # columns 1..4 of 20 pixels, offset by 20, doubled
    assert (min(x), min(y), max(x), max(y)) == pytest.approx(dog, abs=12)


def test_classes_are_listed_by_the_places_that_they_win() -> None:
    said = task().say(scene(), GEOMETRY)
    assert [(row.name, round(row.probability * 48)) for row in said.top] == [
        ("sky", 21), ("grass", 21), ("dog", 6),
    ]  # fmt: skip
    assert said.top[0].logit == pytest.approx(4.5)


@pytest.mark.parametrize(
    ("text", "title", "value"),
    [
        ("dog", "dog", 4.5),
        ("1-2", "dog − grass", 4.0),
        ("lower:dog", "against dog", -4.5),
        ("pixel 199,229", "pixel: grass", 4.5),
        ("pixel 199,229 of dog", "pixel: dog", 0.5),
        ("region 40,110,160,80", "region: dog", (6 * 4.5 + 2 * 0.5) / 8),
    ],
)
def test_the_score_is_a_mean_over_places(text: str, title: str, value: float) -> None:
    regions, answer = task(), scene()
    found = regions.resolve(Target.parse(text), answer, GEOMETRY)
    assert found.title == title
    assert float(regions.score(torch.from_numpy(answer), found)) == pytest.approx(value)
    seen = given_prediction(GEOMETRY, answer=answer)
    assert regions.worth(found, seen).score == pytest.approx(abs(value))
    assert regions.shapes(found, seen)


def test_a_class_that_wins_nothing_is_said() -> None:
    answer = scene()
    answer[1] = -9
    with pytest.raises(UserError, match="no place of “dog”"):
        task().resolve(Target.parse("dog"), answer, GEOMETRY)


@pytest.mark.parametrize(
    ("output", "setup", "classes"),
    [
        (torch.rand(1, 21, 16, 24), ModelSetup(), 21),
        ({"out": torch.rand(1, 21, 16, 24), "aux": torch.rand(1, 21, 16, 24)}, ModelSetup(), 21),
        (torch.rand(1, 1, 16, 24), ModelSetup(task="regions"), 2),
    ],
)
def test_a_segmenter_is_known_by_its_output(
    output: object, setup: ModelSetup, classes: int
) -> None:
    kind, answer = built_in().detect(output, setup)
    assert (kind.key, answer.classes) == ("regions", classes)
    read = kind.task(answer, named_labels(NAMES)).read(output)
    assert read.shape == (1, classes, 16, 24)


class Segmenter(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 6, CELL, CELL), nn.ReLU())
        self.head = nn.Conv2d(6, 3, 1)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return {"out": self.head(self.features(x))}


def test_the_maps_of_a_region_are_known_by_hand() -> None:
    """d(mean) / dA_k is w_ck / n at the n places, and 0 elsewhere."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model, x = Segmenter().eval(), torch.randn(1, 3, 6 * CELL, 8 * CELL)
    geometry = Geometry(original=(256, 192), resized=(256, 192), offset=(0, 0), input=(256, 192))
    kind, answer = built_in().detect(model(x), ModelSetup())
    regions = kind.task(answer, named_labels(NAMES))
    Reader(model).task = regions
    run = run_pass(model, x, frozenset(("features.1",)), lambda: None, regions)
    rows = run.capture.answer.detach().numpy()
    target = regions.resolve(Target.parse("region 64,32,96,64 of dog"), rows, geometry)
    found = run.gradients(target, ["features.1"])["features.1"]
    expected = torch.zeros(6, 6, 8)
    expected[:, 1:3, 2:5] = model.head.weight[1, :, 0, 0].detach()[:, None, None] / 6
    assert torch.allclose(found, expected, atol=1e-7)

"""A picture that is painted over is answered as a file with the same pixels would be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.pictures import painting
from viewer.core.pictures.drawn import DrawnShape
from viewer.core.pictures.strokes import Stroke
from viewer.engine.engine import Engine

BOX = DrawnShape(tool="box", points=((20.0, 20.0), (140.0, 120.0)))
WAY = DrawnShape(tool="brush", points=((30.0, 140.0), (200.0, 90.0)), radius=14)
STROKES = (Stroke(shape=BOX, filling="blur"), Stroke(shape=WAY, filling="grey"))


@pytest.fixture(scope="module")
def engine():
    with Engine(device="cpu") as engine:
        engine.open(ModelRef.default())
        yield engine


def answer_to(engine, image):
    panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
    request = ExplainRequest(image=image, model=ModelRef.default(), panes=panes)
    replies = list(engine.explain(request))
    (seen,) = [one for one in replies if isinstance(one, Prediction)]
    return seen, [one for one in replies if isinstance(one, HeatMap)]


def test_the_answer_is_that_to_a_file_of_the_same_pixels(engine, photo, tmp_path, monkeypatch):
    plain = answer_to(engine, ImageRef.of(photo))
    image = replace(ImageRef.of(photo), painted=STROKES)
    read = []
    load = painting.load_picture
    monkeypatch.setattr(painting, "load_picture", lambda *a, **k: read.append(a) or load(*a, **k))
    seen, maps = answer_to(engine, image)
    one_more = answer_to(engine, replace(image, painted=STROKES[:1]))
    assert not read  # the file was read for the answer before
    rgb = painting.painted(load(photo).rgb, STROKES)
    saved = tmp_path / "saved.png"
    Image.fromarray(rgb).save(saved)
    told, others = answer_to(engine, ImageRef.of(saved))
    assert np.array_equal(seen.answer, told.answer)
    assert [np.array_equal(a.raw, b.raw) for a, b in zip(maps, others, strict=True)] == [True] * 2
    assert not np.array_equal(seen.answer, plain[0].answer)
    assert not np.array_equal(seen.answer, one_more[0].answer)
    assert seen.image == image
    again = answer_to(engine, ImageRef.of(photo))
    assert np.array_equal(again[0].answer, plain[0].answer)
    assert np.array_equal(engine.picture(image).rgb, rgb)

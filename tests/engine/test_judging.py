"""Many pictures are judged as each of them is explained; what is known is not computed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import Cancelled
from viewer.core.judging.verdicts import Judge
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.engine import Engine


@pytest.fixture(scope="module")
def engine():
    with Engine("cpu") as one:
        one.open(ModelRef.default())
        yield one


@pytest.fixture
def store(tmp_path: Path):
    one = VerdictStore(tmp_path / "verdicts.sqlite")
    yield one
    one.close()


def test_verdicts_are_the_predictions(engine, store, photo, tall_photo, tmp_path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    images = tuple(ImageRef.of(path) for path in (photo, broken, tall_photo))
    wish = Judge(model=ModelRef.default(), images=images)
    first = engine.judge(wish, store).verdicts
    assert [verdict.image for verdict in first] == list(images)
    assert first[1].index == -1
    assert "not a picture" in first[1].problem
    for verdict in (first[0], first[2]):
        request = ExplainRequest(image=verdict.image, model=ModelRef.default())
        seen = next(reply for reply in engine.explain(request) if isinstance(reply, Prediction))
        assert verdict.index == seen.top[0].index
        assert verdict.probability == pytest.approx(seen.top[0].probability, abs=1e-6)


def test_what_is_known_is_looked_up_until_the_file_changes(
    engine, store, photo, tall_photo, monkeypatch
) -> None:
    wish = Judge(model=ModelRef.default(), images=(ImageRef.of(photo),))
    first = engine.judge(wish, store).verdicts
    monkeypatch.setattr("viewer.engine.look.sight.picture_of", None)
    assert engine.judge(wish, store).verdicts == first
    photo.write_bytes(tall_photo.read_bytes())
    assert "not callable" in engine.judge(wish, store).verdicts[0].problem


def test_the_present_picture_is_left_alone_and_urgent_work_comes_first(
    engine, store, photo, tall_photo
) -> None:
    image = ImageRef.of(photo)
    request = ExplainRequest(image=image, model=ModelRef.default(), panes=(PaneSpec("grad_cam"),))
    list(engine.explain(request))
    before = engine._sights._picture
    wish = Judge(model=ModelRef.default(), images=(ImageRef.of(tall_photo),))
    with pytest.raises(Cancelled):
        engine.judge(wish, store, hold=lambda: True)
    assert len(engine.judge(wish, store).verdicts) == 1
    assert engine._sights._picture is before

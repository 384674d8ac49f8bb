"""The card of a map as the engine answers it: one reading after the other, interruptible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from viewer.core.asks.messages import Cancel, ExplainAside
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.trust import MeasureMap, TrustEnd
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.asks.wire import Unpacker, pack
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.engine.serve.handlers import cancel, measure
from viewer.engine.serve.service import Service
from viewer.measures.annotations.coco_writing import coco_text
from viewer.measures.registry import find_measures
from viewer.measures.truth import Region, TruthRegions

KEYS = ("class_sensitivity", "complexity", "randomisation_efficient")


@pytest.fixture(scope="module")
def engine():
    with Engine("cpu") as one:
        one.open(ModelRef.default())
        yield one


@pytest.fixture
def sent() -> list[object]:
    return []


@pytest.fixture
def service(engine, sent, tmp_path, monkeypatch) -> Service:
    monkeypatch.setattr("viewer.paths.user_cache", lambda: tmp_path)
    one = Service(sent.append)
    one.engine = engine
    return one


def wish(photo, *measures: str, method: str = "grad_cam") -> MeasureMap:
    request = ExplainRequest(
        image=ImageRef.of(photo), model=ModelRef.default(), panes=(PaneSpec(method),)
    )
    return MeasureMap(request=request, measures=measures, ticket=7)


def test_readings_come_in_their_order_and_travel_whole(service, sent, photo) -> None:
    measure(service, wish(photo, *KEYS))
    *found, end = sent
    assert [one.key for one in found] == list(KEYS)
    assert end == TrustEnd(ticket=7)
    (received,) = Unpacker().feed(pack(found[0]))
    assert repr(received) == repr(found[0])  # nan is not equal to itself
    assert isinstance(received, TrustReading)
    assert -1 <= received.value <= 1


def test_what_is_more_urgent_goes_between_two_measures(service, sent, photo) -> None:
    aside = ExplainAside(request=None)
    service.inbox.put(aside)
    measure(service, wish(photo, *KEYS))
    assert [one.key for one in sent] == [KEYS[0]]
    assert service.inbox.take() == aside
    rest = service.inbox.take()
    assert (rest.measures, rest.ticket) == (KEYS[1:], 7)
    measure(service, rest)
    assert [one.key for one in sent[1:-1]] == list(KEYS[1:])


def test_a_stop_ends_it_and_says_so(service, sent, photo) -> None:
    handle = service.engine._subject.opened.module.register_forward_pre_hook(
        lambda *_: service.leave()
    )
    measure(service, wish(photo, "drop"))
    handle.remove()
    assert sent == [TrustEnd(ticket=7)]


def test_what_waits_is_dropped_by_a_stop(service, sent, photo) -> None:
    service.inbox.put(wish(photo, *KEYS))
    cancel(service, Cancel())
    assert sent == [TrustEnd(ticket=7)]
    assert not service.inbox.occupied


def test_a_map_that_cannot_be_made_is_told_in_words(service, sent, photo) -> None:
    measure(service, wish(photo, *KEYS, method="nonsense"))
    (end,) = sent
    assert "no method" in end.headline


def test_a_slow_method_is_told_what_cannot_be_read(service, sent, photo) -> None:
    """Its map is made once; what needs many more of them is not measured."""
    measure(service, wish(photo, "complexity", "stability", method="occlusion"))
    complexity, stability, _ = sent
    assert 0 < complexity.value < 1
    assert "takes too long" in stability.headline


def test_places_are_read_of_the_objects_that_a_file_tells(service, sent, engine, photo, tmp_path):
    keys = ("energy", "pointing", "iou")
    half = TruthRegions(regions=(Region(box=(0.0, 0.0, 120.0, 160.0)),), size=(240, 160))
    whole = TruthRegions(regions=(Region(box=(0.0, 0.0, 240.0, 160.0)),), size=(240, 160))
    for truth in (half, whole):
        file = tmp_path / "truth.json"
        file.write_text(coco_text({photo.name: truth}))
        asked = replace(wish(photo, *keys), truth=file)
        (travelled,) = Unpacker().feed(pack(asked))
        sent.clear()
        measure(service, travelled)
        *found, end = sent
        assert end == TrustEnd(ticket=7)
        direct = MeasureWish(measures=find_measures(keys), truth=truth)
        told = {one.row.key: one.value for one in engine.measure(asked.request, direct)}
        assert {one.key: one.value for one in found} == told
    assert told["energy"] == pytest.approx(1)
    assert told["pointing"] == 1

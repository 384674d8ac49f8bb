"""A figure's explanations are asked for one by one, and the window's own come first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from given_records import given_model, given_prediction
from given_routes import tell

from viewer import paths
from viewer.core.asks.messages import Cancel, ExplainAside, Notice, OpenModel
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, Finished, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.core.stores.samples import gather_samples
from viewer.engine.serve.inbox import Inbox
from viewer.work.engine_thread import EngineThread
from viewer.work.explanations import Explanations

SQUARE = Geometry(original=(3, 3), resized=(3, 3), offset=(0, 0), input=(3, 3))
REQUESTS = [
    ExplainRequest(image=ImageRef(path=Path(f"/{name}.png")), model=ModelRef())
    for name in ("a", "b")
]


@pytest.fixture
def told(qtbot):
    explanations = Explanations()
    told = SimpleNamespace(it=explanations, wishes=[], failures=[], steps=[], answers=[], ends=[])
    explanations.wished.connect(told.wishes.append)
    explanations.failed.connect(told.failures.append)
    explanations.progressed.connect(lambda done, total: told.steps.append((done, total)))
    explanations.answered.connect(lambda request, answer: told.answers.append((request, answer)))
    explanations.finished.connect(lambda: told.ends.append(True))
    told.model = SimpleNamespace(ref=ModelRef())
    return told


def test_a_crash_is_survived_once_and_a_failure_ends_it(told):
    told.it.ask(REQUESTS, told.model)
    assert [wish.request.image for wish in told.wishes] == [REQUESTS[0].image]
    first = told.wishes[0].request.serial
    assert first < 0
    told.it.note_crash(Failure(serial=0, headline="It died."))
    assert told.wishes[1].request.serial < first
    tell(told.it, Finished(serial=first))  # late: of the process that died
    assert told.steps == [(0, 2)]
    told.it.note_crash(Failure(serial=0, headline="It died."))
    assert [error.headline for error in told.failures] == ["It died."]
    assert told.wishes[-1] == ExplainAside(request=None)
    assert not told.it.busy


def test_what_the_engine_refuses_is_told_and_the_rest_given_up(told):
    told.it.ask(REQUESTS, told.model)
    tell(told.it, Failure(serial=told.wishes[0].request.serial, headline="No.", hint="Do this."))
    assert [str(error) for error in told.failures] == ["No. Do this."]
    assert not told.it.busy


def test_a_gpu_that_is_left_is_named_in_no_later_answer(told):
    told.it.ask(REQUESTS, given_model(device="NVIDIA H200"))
    for device in ("", "CPU"):
        serial = told.wishes[-1].request.serial
        tell(told.it, Notice(headline="To be known.", device=device))
        tell(told.it, given_prediction(SQUARE, serial=serial))
        tell(told.it, Finished(serial=serial))
    assert [answer.model.device for _, answer in told.answers] == ["NVIDIA H200", "CPU"]


def test_the_windows_wishes_come_first():
    inbox, request = Inbox(), REQUESTS[0]
    inbox.put(ExplainAside(request=request))
    inbox.put(replace(request, serial=3))
    assert inbox.take() == replace(request, serial=3)
    assert inbox.drop_outdated(Cancel()) == []
    assert inbox.take() == ExplainAside(request=request)
    inbox.put(ExplainAside(request=None))
    inbox.put_back(ExplainAside(request=request))  # "no more" was said meanwhile
    assert inbox.take() == ExplainAside(request=None)
    inbox.put(OpenModel(ref=ModelRef()))
    inbox.put_back(ExplainAside(request=request))
    assert isinstance(inbox.take(), OpenModel)
    assert not inbox.occupied


@pytest.mark.slow
def test_the_real_engine_explains_aside_without_disturbing_the_window(qtbot, told):
    """Fast clicks of the window between, and every answer of both arrives."""
    pictures = gather_samples()
    cat = next(path for path in sorted(pictures.iterdir()) if path.suffix in {".jpg", ".png"})
    image = ImageRef.of(cat)
    engine, replies = EngineThread(paths.engine_command()), []
    engine.on(object, replies.append)
    engine.on_each(told.it.receives, aside=True)
    told.it.wished.connect(engine.ask)
    engine.start()
    try:
        engine.open_model(ModelRef.default())
        qtbot.waitUntil(lambda: any(isinstance(r, ModelInfo) for r in replies), timeout=120_000)
        model = next(reply for reply in replies if isinstance(reply, ModelInfo))
        panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
        targets = [Target.parse(text) for text in ("dog", "cat", "281")]
        requests = [
            ExplainRequest(image=image, model=model.ref, target=target, panes=panes)
            for target in targets
        ]
        told.it.ask(requests, model)
        for serial in range(1, 6):
            engine.ask(replace(requests[0], target=Target(), serial=serial))
            qtbot.wait(20)
        qtbot.waitUntil(lambda: bool(told.ends or told.failures), timeout=120_000)
        assert not told.failures
        qtbot.waitUntil(lambda: Finished(serial=5) in replies, timeout=120_000)
        own = [r for r in replies if isinstance(r, (Prediction, HeatMap)) and r.serial == 5]
        assert len(own) == 3
    finally:
        engine.shut_down()
    assert [request.target for request, _ in told.answers] == targets
    assert all(len(answer.maps) == 2 for _, answer in told.answers)
    assert told.steps[-1] == (3, 3)

"""Methods of many passes and measures ask a compiled network, and are told what torch would say."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_fast import want_fast
from given_weights import small_model

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import Measured, MeasureWish
from viewer.engine.fast import compiled
from viewer.measures.registry import find_measures

pytest.importorskip("openvino")


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    want_fast(monkeypatch, "whole")
    caplog.set_level(logging.INFO, logger="viewer.engine.fast")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A SqueezeNet with four classes and seeded random weights."""
    return small_model(tmp_path_factory.mktemp("weights"), "squeezenet1_1")


@pytest.fixture
def asked(photo: Path, small: ModelRef) -> ExplainRequest:
    panes = (PaneSpec("occlusion"),)
    return ExplainRequest(image=ImageRef.of(photo), model=small, panes=panes, serial=1)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(device="cpu", cache_bytes=0, graph_budget_bytes=0) as engine:
        yield engine


def map_of(engine: Engine, request: ExplainRequest) -> HeatMap:
    return [reply for reply in engine.explain(request) if isinstance(reply, HeatMap)][-1]


@contextmanager
def plain(patch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with patch.context() as off, Engine(device="cpu", cache_bytes=0) as engine:
        off.setenv("CAMSCOPE_FAST", "off")
        yield engine


@contextmanager
def runs(patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count the pictures that the compiled network is given."""
    pictures: list[int] = []
    run = compiled.Compiled.run

    def counted(self: compiled.Compiled, x: torch.Tensor, check: object) -> list[torch.Tensor]:
        pictures.append(len(x))
        return run(self, x, check)  # type: ignore[arg-type]

    with patch.context() as counting:
        counting.setattr(compiled.Compiled, "run", counted)
        yield pictures


def test_a_method_of_many_passes_asks_it(
    engine: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with runs(monkeypatch) as pictures:
        found = map_of(engine, asked)
    assert sum(pictures) > 100
    with plain(monkeypatch) as other, runs(monkeypatch) as none:
        known = map_of(other, asked)
    assert none == []
    assert np.abs(found.raw - known.raw).max() <= 1e-4 * known.raw.max()


def test_a_measure_asks_it(
    engine: Engine, asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(asked, panes=(PaneSpec("grad_cam"),))
    wish = MeasureWish(measures=find_measures(("deletion",)), random=1)

    def read(engine: Engine) -> list[Measured]:
        return [one for one in engine.measure(asked, wish) if one.problem is None]

    with runs(monkeypatch) as pictures:
        (found,) = read(engine)
    assert pictures
    with plain(monkeypatch) as other:
        (known,) = read(other)
    assert found.value == pytest.approx(known.value, rel=1e-4)


def test_the_network_is_as_it_was_afterwards(engine: Engine, asked: ExplainRequest) -> None:
    map_of(engine, asked)
    assert engine._subject is not None
    assert "forward" not in vars(engine._subject.opened.module)


def test_one_that_differs_is_not_asked(
    engine: Engine,
    asked: ExplainRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = compiled.Compiled.run
    monkeypatch.setattr(compiled.Compiled, "run", lambda *given: [run(*given)[0] * 1.001])
    found = map_of(engine, asked)
    assert [record.getMessage() for record in caplog.records] == [
        "the network is not compiled as a whole: it differs from torch by 1.0e-03"
    ]
    with plain(monkeypatch) as other:
        assert np.array_equal(found.raw, map_of(other, asked).raw)


def test_who_does_not_wait_for_it_finds_it_later(engine: Engine, asked: ExplainRequest) -> None:
    engine.open(asked.model)
    next(iter(engine.explain(replace(asked, panes=(PaneSpec("grad_cam"),)))))

    def stop() -> None:
        raise Cancelled

    assert engine._subject is not None
    assert engine._sights is not None
    sight = engine._sights.of(asked.image, "default", lambda: None)
    beginning = iter(range(100))  # long enough for the graph to be written down

    def stop_later() -> None:
        if next(beginning, None) is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine._wholes.of(engine._subject, sight.x, 8, stop)
    for _ in range(100):
        try:
            if engine._wholes.of(engine._subject, sight.x, 8, stop_later) is not None:
                break
        except Cancelled:
            beginning = iter(range(100))
    assert engine._wholes.of(engine._subject, sight.x, 8, stop) is not None


@pytest.fixture
def two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("two_threads")
def test_each_thread_computes_pictures_of_its_own(engine: Engine, small: ModelRef) -> None:
    engine.open(small)
    assert engine._subject is not None
    network, chance = engine._subject.opened.module, torch.Generator().manual_seed(0)
    pictures = torch.randn(11, 3, 64, 64, generator=chance)
    whole = engine._wholes.of(engine._subject, pictures[:1], 8, lambda: None)
    assert whole is not None
    assert (whole.shape, whole.streams, whole.at_once) == ((4, 3, 64, 64), 2, 8)

    def stop() -> None:
        raise Cancelled

    with torch.no_grad():
        known = network(pictures)
        with whole.answering(lambda: None):
            found = network(pictures)
            assert torch.equal(network(pictures[[10, 1, 2]])[0], found[10])  # whoever is beside it
        with whole.answering(stop), pytest.raises(Cancelled):
            network(pictures.repeat(20, 1, 1, 1))
        with whole.answering(lambda: None):
            assert torch.equal(network(pictures), found)  # nothing is left of what was stopped
    assert (found - known).abs().max() <= 1e-5 * known.abs().max()


def test_openvino_tells_nobody_that_it_is_used():
    script = (
        "import socket, sys, threading\n"
        "called = []\n"
        "socket.getaddrinfo = lambda *place, **_: called.append(place) or []\n"
        "from viewer.engine.fast.compiled import engine_name\n"
        "engine_name()\n"
        "print('openvino_telemetry' in sys.modules, called, len(threading.enumerate()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == "False [] 1"

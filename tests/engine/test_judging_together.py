"""Many pictures are judged by a compiled network, in batches, and judged as one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_fast import want_fast
from given_weights import small_model
from PIL import Image

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.errors import Cancelled
from viewer.core.judging.verdicts import Judge
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.engine import Engine
from viewer.engine.explain import judging
from viewer.engine.explain.judging import WORTH_COMPILING
from viewer.engine.fast import compiled

pytest.importorskip("openvino")


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    want_fast(monkeypatch, "whole")
    monkeypatch.setattr("viewer.engine.look.probe.MOST", 8)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A SqueezeNet with four classes and seeded random weights."""
    return small_model(tmp_path_factory.mktemp("weights"), "squeezenet1_1")


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> tuple[ImageRef, ...]:
    """Twelve pictures, lying and upright, the first and the sixth of which are none."""
    folder = tmp_path_factory.mktemp("pictures")
    draws = np.random.default_rng(0)
    for number in range(12):
        path = folder / f"{number:02}.png"
        coarse = Image.fromarray(draws.integers(0, 256, (6, 9, 3), dtype=np.uint8))
        coarse.resize((180, 120) if number % 2 else (120, 180)).save(path)
        if number in {0, 5}:
            path.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    return tuple(ImageRef.of(path) for path in sorted(folder.iterdir()))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VerdictStore]:
    one = VerdictStore(tmp_path / "verdicts.sqlite")
    yield one
    one.close()


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine("cpu", cache_bytes=0, graph_budget_bytes=0) as one:
        yield one


@pytest.fixture
def wish(small: ModelRef, images: tuple[ImageRef, ...]) -> Judge:
    return Judge(model=small, images=images, left=WORTH_COMPILING)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many pictures each run of a compiled network is given."""
    noted: list[int] = []
    run = compiled.Compiled.run

    def noting(self: compiled.Compiled, x: torch.Tensor, check: object) -> list[torch.Tensor]:
        noted.append(len(x))
        return run(self, x, check)  # type: ignore[arg-type]

    monkeypatch.setattr(compiled.Compiled, "run", noting)
    return noted


def test_verdicts_of_batches_are_those_of_single_pictures(
    engine: Engine, wish: Judge, store: VerdictStore, runs: list[int], tmp_path: Path
) -> None:
    found = engine.judge(wish, store).verdicts
    assert runs == [8] * 4  # two of the trial; ten pictures
    assert [verdict.image for verdict in found] == list(wish.images)
    other = VerdictStore(tmp_path / "others.sqlite")
    with Engine("cpu", cache_bytes=0) as plain:
        known = plain.judge(replace(wish, left=0), other).verdicts
    other.close()
    assert len(runs) == 4
    assert [one.problem for one in found] == [one.problem for one in known]
    assert [bool(one.problem) for one in found] == [number in {0, 5} for number in range(12)]
    for one, same in zip(found, known, strict=True):
        assert one.index == same.index
        assert one.probability == pytest.approx(same.probability, rel=1e-4)
    assert len({one.probability for one in found}) == 11  # each picture's own; two are none
    assert engine.judge(wish, store).verdicts == found
    assert len(runs) == 4  # looked up


def test_the_few_at_the_end_go_the_same_way_and_few_alone_by_torch(
    engine: Engine, wish: Judge, store: VerdictStore, runs: list[int]
) -> None:
    alone = replace(wish, images=wish.images[1:2], left=WORTH_COMPILING - 1)
    engine.judge(alone, store)
    assert runs == []
    engine.judge(replace(wish, images=wish.images[2:5]), store)
    assert runs == [8] * 3
    engine.judge(replace(wish, images=wish.images[6:8], left=2), store)
    assert runs == [8] * 4


def test_what_is_interrupted_keeps_what_it_has(
    engine: Engine, wish: Judge, store: VerdictStore, runs: list[int]
) -> None:
    engine.judge(replace(wish, images=wish.images[:2]), store)
    with pytest.raises(Cancelled):
        engine.judge(wish, store, hold=lambda: len(runs) > 4)
    kept = len(runs)
    engine.judge(wish, store)
    assert len(runs) - kept <= 1


def test_a_batch_that_fails_is_judged_by_torch(
    engine: Engine, wish: Judge, store: VerdictStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.judge(replace(wish, images=wish.images[:2]), store)

    def failing(*_given: object) -> list[torch.Tensor]:
        raise RuntimeError("no more memory")

    monkeypatch.setattr(compiled.Compiled, "run", failing)
    found = engine.judge(wish, store).verdicts
    assert [one.index >= 0 for one in found] == [number not in {0, 5} for number in range(12)]
    invalid = replace(wish, input_mode="stretch")
    monkeypatch.setattr(compiled.Compiled, "run", lambda *_given: [torch.full((8, 4), torch.nan)])
    found = engine.judge(invalid, store).verdicts
    assert [one.index >= 0 for one in found] == [number not in {0, 5} for number in range(12)]


def test_it_is_switched_off_as_all_else(
    engine: Engine,
    wish: Judge,
    store: VerdictStore,
    runs: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAMSCOPE_FAST", "off")
    monkeypatch.setattr(judging, "WORTH_COMPILING", 1)
    engine.judge(wish, store)
    assert runs == []

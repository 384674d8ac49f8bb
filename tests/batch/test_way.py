"""An export goes one way: what its first process finds out holds for all pictures and processes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from given_fast import want_fast
from given_weights import small_model
from PIL import Image

from viewer.batch import export as exporting
from viewer.batch import processes
from viewer.batch import way as ways
from viewer.batch.item import Item, Outcome
from viewer.batch.local import Local
from viewer.batch.order import ExportOptions
from viewer.batch.processes import Processes
from viewer.batch.way import BY_TORCH, Opening, Way
from viewer.batch.worker import Worker
from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.engine.fast import compiled, trunks

pytest.importorskip("openvino")


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    want_fast(monkeypatch, "sample")
    caplog.set_level(logging.INFO, logger="viewer.batch.way")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A ResNet-18 with four classes and seeded random weights."""
    return small_model(tmp_path_factory.mktemp("weights"), "resnet18")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Twelve pictures, the first of which is none."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "00.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    draws = np.random.default_rng(0)
    for number in range(1, 12):
        coarse = Image.fromarray(draws.integers(0, 256, (6, 9, 3), dtype=np.uint8))
        coarse.resize((180, 120)).save(folder / f"{number:02}.png")
    return sorted(folder.iterdir())


@pytest.fixture
def options(small: ModelRef, tmp_path: Path) -> ExportOptions:
    return ExportOptions(out=tmp_path / "out", model=small, figure=False, maps=True)


def open_way(pictures: list[Path], *, compiles: bool = True) -> Way:
    return Way(samples=tuple(pictures[:3]), compiles=compiles)


def made(backend: Local | Processes, options: ExportOptions, pictures: list[Path]) -> list[Outcome]:
    """Return what a back end makes of the pictures, in their order."""
    items = [Item(picture=path, stem=path.stem) for path in pictures]
    try:
        backend.open(options)
        return sorted(backend.run(items), key=lambda outcome: outcome.item.stem)
    finally:
        backend.close()


def files_of(outcomes: list[Outcome]) -> list[dict[str, bytes]]:
    return [dict(outcome.files) for outcome in outcomes]


def maps_in(outcome: Outcome, tmp_path: Path) -> dict[str, np.ndarray]:
    path = tmp_path / "maps.npz"
    path.write_bytes(outcome.files[".npz"])
    with np.load(path) as packed:
        return {name: packed[name] for name in packed.files if packed[name].dtype == np.float32}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note every run of a compiled trunk in this process."""
    noted: list[int] = []
    plain: Callable[..., object] = compiled.Compiled.run

    def noting(*given: Any) -> object:
        noted.append(1)
        return plain(*given)

    monkeypatch.setattr(compiled.Compiled, "run", noting)
    return noted


@pytest.mark.slow
def test_bytes_are_equal_for_one_process_and_several_and_values_are_torchs(
    options: ExportOptions,
    pictures: list[Path],
    tmp_path: Path,
    runs: list[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    alone = made(Local(open_way(pictures)), options, pictures)
    assert len(runs) == 2 + len(pictures[1:])  # two of the trial; the first picture goes it, too
    assert "the pictures of this export go the fast way" in caplog.messages

    several = Processes(2, open_way(pictures, compiles=False))
    assert files_of(made(several, options, pictures)) == files_of(alone)
    assert several._way.fast
    assert len(several._children) == 2

    by_torch = made(Local(BY_TORCH), options, pictures)
    assert len(runs) == 2 + len(pictures[1:])
    assert all(outcome.error is None for outcome in alone[1:])
    for outcome, known in zip(alone[1:], by_torch[1:], strict=True):
        found = maps_in(outcome, tmp_path)
        for name, expected in maps_in(known, tmp_path).items():
            assert np.abs(found[name] - expected).max() <= 2e-5 * np.abs(expected).max()
    assert str(alone[0].error) == str(by_torch[0].error)
    assert files_of(alone) != files_of(by_torch)


@pytest.mark.slow
def test_methods_of_many_passes_go_one_way_whatever_the_first_process_finds(
    options: ExportOptions, pictures: list[Path], runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, few = replace(options, methods=("occlusion",)), pictures[:4]
    monkeypatch.setattr("viewer.engine.fast.whole.SLOWEST", 100.0)  # on a busy machine
    way = replace(open_way(few), fast=False)
    alone = made(Local(way), slow, few)
    assert len(runs) > 10
    several = Processes(2, way)
    assert files_of(made(several, slow, few)) == files_of(alone)
    assert several._way.whole
    assert len(several._children) == 2

    runs.clear()
    monkeypatch.setattr("viewer.engine.fast.whole.SLOWEST", 0.0)
    told = Worker(slow, replace(way, whole=True))
    assert told._engine._wholes.in_use  # it is not timed again
    told.close()
    by_torch = made(Local(BY_TORCH), slow, few)
    assert len(runs) == 2  # of the one that was told
    assert files_of(by_torch) != files_of(alone)


def test_what_was_not_compiled_is_not_compiled_for_a_few_pictures(
    options: ExportOptions, pictures: list[Path], runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trunks, "find_cut", None)
    local = Local(open_way(pictures, compiles=False))
    assert made(local, options, pictures[1:2])[0].error is None
    assert runs == []


def test_what_is_known_is_not_timed_and_who_is_told_leaves_the_notes(
    options: ExportOptions, pictures: list[Path], own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(options, open_way(pictures))
    worker.close()
    assert worker.way.fast
    kept = sorted((own_folders / "cache").rglob("*.trunk"))
    monkeypatch.setattr("viewer.engine.fast.sample.SLOWEST", 0.0)
    begun = kept[0].with_suffix(".begun")
    begun.write_bytes(b"...")  # three others try it now
    told = Worker(options, worker.way)
    told.close()
    assert told.way == worker.way
    assert begun.read_bytes() == b"..."
    begun.unlink()
    again = Worker(options, open_way(pictures))  # another export of the same pictures
    again.close()
    assert again.way.fast
    assert sorted((own_folders / "cache").rglob("*.trunk")) == kept


def test_who_is_told_and_differs_does_not_serve(
    options: ExportOptions, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.engine.fast.sample.CLOSEST", -1.0)
    told = Way(samples=tuple(pictures[:3]), fast=True)
    with pytest.raises(UserError, match="otherwise than the first"):
        Worker(options, told)
    first = Worker(options, open_way(pictures))
    first.close()
    assert first.way.fast is False


def test_a_picture_that_fails_in_the_trunk_leaves_the_others_their_way(
    options: ExportOptions, pictures: list[Path], runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    local = Local(open_way(pictures))
    local.open(options)
    before = len(runs)
    counting: Callable[..., object] = compiled.Compiled.run

    def failing(*given: Any) -> object:
        found = counting(*given)
        if len(runs) == before + 1:
            raise RuntimeError("this one")
        return found

    monkeypatch.setattr(compiled.Compiled, "run", failing)
    items = [Item(picture=path, stem=path.stem) for path in pictures[1:4]]
    outcomes = list(local.run(items))
    local.close()
    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert len(runs) == before + 3


def test_it_is_switched_off_as_for_the_window(
    options: ExportOptions, pictures: list[Path], runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMSCOPE_FAST", "off")
    worker = Worker(options, open_way(pictures))
    worker.close()
    assert worker.way.fast is False
    assert runs == []


def test_so_many_pictures_are_worth_it(
    options: ExportOptions, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "WORTH_READING", len(pictures))
    monkeypatch.setattr(ways, "WORTH_COMPILING", len(pictures) + 1)
    assert ways.way_for(pictures[1:]).fast is False
    some = ways.way_for(pictures)
    assert (some.compiles, some.fast) == (False, None)
    assert ways.way_for([*pictures, pictures[0]]).compiles

    given: list[Way] = []
    monkeypatch.setattr(exporting, "Local", lambda way: given.append(way) or Local(way))
    assert exporting.export(pictures, options) == 1
    assert given == [some]


class Mortal(processes._Child):
    """A process that dies of whatever is not torch."""

    def ask(self, message: object) -> Any:
        if isinstance(message, Opening) and message.way.fast is None:
            self._process.kill()
        return super().ask(message)


@pytest.mark.slow
def test_a_process_that_dies_of_the_trial_leaves_the_export_to_torch(
    options: ExportOptions, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_Child", Mortal)
    alone = Processes(1, open_way(pictures))
    (outcome,) = made(alone, options, pictures[1:2])
    assert outcome.error is None
    assert alone._way == BY_TORCH

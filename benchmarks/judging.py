"""A folder of photographs judged on all cores, against OpenVINO's own way to be measured."""

from __future__ import annotations

import importlib
import importlib.util
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
import torchvision

from benchmarks.export import FULL, write_photographs
from benchmarks.rows import Group, Row
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.judging.verdicts import Judge
from viewer.core.stores.trunk_store import TrunkStore
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.engine import Engine
from viewer.engine.fast.wanted import PACKAGE
from viewer.engine.fast.wholes import Wholes

PICTURES, QUICK_PICTURES = 1000, 128
CHUNK = 128  # as the window asks, where it is judged in a moment
PER_TURN = 5  # turns of the others that one of these counts as
GOAL, SIDE = 0.8, 224


def judging_rows(repeats: int) -> Iterator[Row]:
    """Yield ResNet-50's pictures a second, opening and compiling not included."""
    if importlib.util.find_spec(PACKAGE) is None:
        yield Row("resnet50: photographs judged", "–", f"no {PACKAGE}", None)
        return
    count, cores = PICTURES if repeats >= FULL else QUICK_PICTURES, os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name, _threads(cores):
        folder = Path(name)
        torch.manual_seed(0)
        weights = folder / "resnet50.pth"
        network = torchvision.models.resnet50().eval()
        torch.save(network.state_dict(), weights)
        pictures = write_photographs(folder, count)
        bare, reading = _peer(network, pictures)
        turns = max(1, repeats // PER_TURN)
        rates: dict[str, list[float]] = {"ours": [], "bare": [], "reading": []}
        with _ours(ModelRef.parse(str(weights), arch="resnet50"), pictures, folder) as ours:
            for _ in range(turns):
                for way, work in (("ours", ours), ("bare", bare), ("reading", reading)):
                    start = time.perf_counter()
                    work()
                    rates[way].append(count / (time.perf_counter() - start))
    best = {way: float(np.median(rate)) for way, rate in rates.items()}
    work = f"resnet50: {count} photographs judged on {cores} cores, pictures a second"
    ratio = best["ours"] / best["reading"]
    wall = f"{ratio:.3f} ({best['ours']:.1f}/s)"
    met = ratio >= GOAL
    yield Row(f"{work} ÷ {PACKAGE}'s, pictures read", f"≥ {GOAL}", "", met, wall, turns)
    ratio = best["ours"] / best["bare"]
    yield Row(f"{work} ÷ {PACKAGE}'s, none read", "–", "", None, f"{ratio:.3f}", turns)


@contextmanager
def _ours(model: ModelRef, pictures: list[Path], folder: Path) -> Iterator[Callable[[], None]]:
    """Give what judges all pictures anew, as the window lets it be done."""
    images = [ImageRef.of(path) for path in pictures]
    turn = iter(range(10**6))
    with Engine("cpu") as engine:
        engine._wholes = Wholes(TrunkStore(folder / "compiled"))  # noqa: SLF001 - its own

        def judge(images: list[ImageRef]) -> None:
            store = VerdictStore(folder / f"{next(turn)}.sqlite")
            for first in range(0, len(images), CHUNK):
                some = tuple(images[first : first + CHUNK])
                wish = Judge(model=model, images=some, left=PICTURES)
                assert all(one.index >= 0 for one in engine.judge(wish, store).verdicts)
            store.close()

        judge(images[:16])  # compiles it
        yield lambda: judge(images)


def _peer(
    network: torch.nn.Module, pictures: list[Path]
) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return what OpenVINO's benchmark does, many requests at once, without and with reading."""
    openvino = importlib.import_module(PACKAGE)
    x = torch.zeros(1, 3, SIDE, SIDE)
    model = openvino.convert_model(torch.jit.trace(network, x), example_input=x)
    model.reshape([1, 3, SIDE, SIDE])
    settings = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"}
    requests = openvino.AsyncInferQueue(openvino.Core().compile_model(model, "CPU", settings))
    blank: Any = np.zeros((1, 3, SIDE, SIDE), np.float32)

    def bare() -> None:
        for _ in pictures:
            requests.start_async({0: blank})
        requests.wait_all()

    def read(path: Path) -> Any:
        small = cv2.resize(cv2.imread(str(path)), (SIDE, SIDE))[..., ::-1]
        return np.ascontiguousarray(small.transpose(2, 0, 1)[None], np.float32) / 255

    def reading() -> None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for given in pool.map(read, pictures):
                requests.start_async({0: given})
        requests.wait_all()

    bare()
    return bare, reading


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


GROUPS = (Group("judging", judging_rows, quick=True),)

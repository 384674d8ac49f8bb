"""Exports in shards: processes against one, a worker against the bare forward, a plan of a million.

``python benchmarks/shards.py [--only plan|files|processes|worker|ray] [--pictures N] [--rows N]
[--files N] [--small N]`` prints a table; smaller numbers are quick.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
import torch
import torchvision

from benchmarks.export import write_photographs
from benchmarks.rows import Row, markdown
from benchmarks.timing import timed
from viewer.batch.inputs import gather
from viewer.batch.order import ExportOptions
from viewer.batch.shards.local import LocalShards
from viewer.batch.shards.order import ShardOrder
from viewer.batch.shards.planning import pieces_of, plan_of
from viewer.batch.shards.running import run_left
from viewer.batch.shards.work import ShardWorker
from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import plan_geometry
from viewer.core.pictures.images import load_picture
from viewer.engine.look.preprocess import to_input
from viewer.results.browsing import ResultTable
from viewer.results.pictures import PlannedPicture, picture_table
from viewer.results.plan import Plan, pictures_of, read_plan, table_of_pictures, write_plan
from viewer.results.rows import row_table
from viewer.results.store import ResultStore

BATCH = 8
PIECE = 50_000


def planned(folder: Path, arch: str, pictures: Path, name: str, shards: int) -> ResultStore:
    """Plan an export of a network with random weights."""
    weights = folder / f"{arch}.pth"
    if not weights.exists():
        torch.manual_seed(0)
        torch.save(getattr(torchvision.models, arch)().state_dict(), weights)
    options = ExportOptions(
        out=folder / name, model=ModelRef.parse(str(weights), arch=arch), figure=False
    )
    order = ShardOrder(options=options, paths=(pictures,))
    with contextlib.redirect_stderr(io.StringIO()):
        return ResultStore(options.out, plan_of(order, shards=shards))


def process_rows(folder: Path, pictures: Path, count: int) -> Iterator[Row]:
    """Yield the wall time of two processes against one, opening the model included."""
    walls = {}
    for jobs in (1, 2):
        store = planned(folder, "resnet50", pictures, f"jobs{jobs}", max(2, count // 10))
        with contextlib.redirect_stderr(io.StringIO()):
            begun = time.perf_counter()
            run_left(store, LocalShards(store.folder, jobs, print))
        walls[jobs] = time.perf_counter() - begun
    value = walls[2] / walls[1]
    work = f"resnet50: {count} pictures, 2 workers ÷ 1, wall time"
    yield Row(work, "≤ 0.55", "", value <= 0.55, f"{value:.3f}", 1)


def ray_rows(folder: Path, count: int) -> Iterator[Row]:
    """Yield the wall time of Ray against that of local processes, on a small network, as it is met.

    Both have one process for each of two cores; what is begun once, Ray and the models, counts.
    """
    work = f"squeezenet1_1: {count:,} small pictures, 2 processes, Ray ÷ local, wall time"
    if find_spec("ray") is None:
        yield Row(work, "≤ 1.05", "", None, "Ray is not installed", 0)
        return
    from viewer.batch.shards.on_ray import RayShards

    pictures = folder / "small"
    pictures.mkdir()
    for number in range(count):
        pixels = np.random.default_rng(number).integers(0, 256, (64, 96, 3), dtype=np.uint8)
        cv2.imwrite(str(pictures / f"picture{number:06d}.jpg"), pixels)
    walls = {}
    for name in ("local", "ray"):
        store = planned(folder, "squeezenet1_1", pictures, name, max(4, count // 500))
        with contextlib.redirect_stderr(io.StringIO()):
            begun = time.perf_counter()
            if name == "ray":
                run_left(store, RayShards(store.folder, print, jobs=2))
            else:
                run_left(store, LocalShards(store.folder, 2, print))
        walls[name] = time.perf_counter() - begun
    value = walls["ray"] / walls["local"]
    yield Row(work, "≤ 1.05", "", value <= 1.05, f"{value:.3f}", 1)


def worker_rows(folder: Path, pictures: Path) -> Iterator[Row]:
    """Yield a worker's pictures per second ÷ those of decoding and batched forwards alone."""
    store = planned(folder, "resnet50", pictures, "worker", 4)
    worker = ShardWorker(store.folder)
    model = torchvision.models.resnet50()
    model.load_state_dict(torch.load(folder / "resnet50.pth", weights_only=True))
    rule = worker._worker.info.rule  # noqa: SLF001 - the same input for both
    paths = sorted(pictures.iterdir())

    @torch.inference_mode()
    def bare() -> None:
        for first in range(0, len(paths), BATCH):
            loaded = [load_picture(path) for path in paths[first : first + BATCH]]
            inputs = [to_input(p, plan_geometry(p.size, rule, "default"), rule) for p in loaded]
            model(torch.cat(inputs)).softmax(1).max(1)

    model.eval()
    worker.do(0)
    ours, theirs = [], []
    for shard in (1, 2, 3):
        start, stop = store.plan.bounds(shard)
        cpu, wall = timed(lambda shard=shard: worker.do(shard))
        ours.append((cpu / (stop - start), wall / (stop - start)))
        cpu, wall = timed(bare)
        theirs.append((cpu / len(paths), wall / len(paths)))
    worker.close()
    cpu, wall = (sorted(t[k] for t in theirs)[1] / sorted(o[k] for o in ours)[1] for k in (0, 1))
    work = "resnet50: pictures/s of a worker, both maps ÷ decoding + batched forward"
    yield Row(work, "≥ 0.9", f"{cpu:.3f}", cpu >= 0.9, f"{wall:.3f}", 3)


def plan_rows(folder: Path, count: int) -> Iterator[Row]:
    """Yield how long a plan takes: written, taken up, its results opened; and the memory."""
    before = _peak_mb()
    plan, store = None, None

    def write() -> None:
        nonlocal plan
        firsts = range(0, count, PIECE)
        pieces = (_pieces(first, min(first + PIECE, count)) for first in firsts)
        name, digest, content = table_of_pictures(picture_table(pieces))
        told = Plan(
            order={},
            model="0",
            title="Net",
            device="CPU",
            versions={},
            table=name,
            table_sha256=digest,
            pictures=count,
            shards=max(1, count // 10_000),
        )
        plan = write_plan(folder, told, content)

    def resume() -> None:
        nonlocal store
        store = ResultStore(folder, read_plan(folder))
        assert len(store.left()) == store.plan.shards
        assert pictures_of(folder, store.plan, store.plan.shards - 1)

    yield _limit(f"plan of {count:,} rows written", 30.0, timed(write))
    yield _limit(f"plan of {count:,} rows taken up", 5.0, timed(resume))
    assert store is not None
    _write_results(store)
    opened: list[ResultTable] = []
    first = timed(lambda: opened.append(ResultTable.open(folder)))
    yield _limit(f"{count:,} rows opened, first rows", 1.0, first)
    yield _limit(f"{count:,} rows, all of them there", None, timed(opened[0].read_all))
    yield _limit(f"{count:,} rows sorted by a number", 1.0, timed(lambda: opened[0].sort("spread")))
    grown = _peak_mb() - before
    yield Row(f"memory of all of it, MB, {count:,} rows", "< 500", f"{grown:.0f}", grown < 500)


def listing_rows(folder: Path, count: int) -> Iterator[Row]:
    """Yield how long pictures on the disk take to be listed, looked into and planned."""
    pictures = folder / "many"
    content = cv2.imencode(".jpg", np.full((32, 48, 3), 128, np.uint8))[1].tobytes()
    for number in range(count):
        place = pictures / f"class{number % 100:02d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"picture{number:08d}.jpg").write_bytes(content)
    order = ShardOrder(options=ExportOptions(out=folder / "out", model=ModelRef()))

    def plan() -> None:
        folders = gather((pictures,), folder / "out", ordered=False).folders
        table_of_pictures(picture_table(pieces_of(folders, order)))

    table_of_pictures(picture_table([[]]))  # what is imported once is not to be multiplied
    before = _peak_mb()
    cpu, wall = timed(plan)
    grown = _peak_mb() - before
    million = 1_000_000 / count
    work = f"{count:,} pictures listed, looked into and written down, × {million:g}"
    yield _limit(work, 30.0, (cpu * million, wall * million))
    yield Row(f"memory of that, MB, {count:,} pictures", "< 500", f"{grown:.0f}", grown < 500)


def _pieces(first: int, stop: int) -> list[PlannedPicture]:
    return [
        PlannedPicture(
            text=f"/data/class{number % 100}/picture{number:08d}.jpg",
            folder=f"class{number % 100}",
            size_bytes=number,
            mtime_ns=number,
        )
        for number in range(first, stop)
    ]


def _write_results(store: ResultStore) -> None:
    for shard in range(store.plan.shards):
        rows = [
            {
                "picture": f"/data/class{place % 100}/picture{place:08d}.jpg",
                "place": place,
                "predicted": f"class{place % 97}",
                "confidence": place % 1000 / 1000,
                "target": f"class{place % 97}",
                "method": "grad_cam",
                "layer": "layer4",
                "spread": place * 7919 % 100_003 / 100_003,
            }
            for place in range(*store.plan.bounds(shard))
        ]
        store.write(shard, row_table(rows), b"", failed=0, others={})


def _limit(work: str, limit: float | None, took: tuple[float, float]) -> Row:
    cpu, wall = took
    goal, met = ("–", None) if limit is None else (f"< {limit:g} s", cpu < limit)
    return Row(work, goal, f"{cpu:.2f} s", met, f"{wall:.2f} s", 1)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("plan", "files", "processes", "worker", "ray"))
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=20_000)
    typed = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = folder / "pictures"
        measured = {
            "files": lambda: listing_rows(folder, typed.files),
            "plan": lambda: plan_rows(folder / "plan", typed.rows),
            "processes": lambda: process_rows(folder, pictures, typed.pictures),
            "worker": lambda: worker_rows(folder, pictures),
            "ray": lambda: ray_rows(folder, typed.small),
        }
        (folder / "plan").mkdir()
        pictures.mkdir()
        if typed.only in (None, "processes", "worker"):
            write_photographs(pictures, typed.pictures)
        rows = [row for key in measured if typed.only in (None, key) for row in measured[key]()]
    print(markdown(rows))


if __name__ == "__main__":
    main()

"""A shard is a pure function of its plan: the same bytes each time, and true to the engine."""

from __future__ import annotations

import shutil
from contextlib import closing

import numpy as np
import pytest
from given_shards import results

from viewer.batch.shards.order import order_of
from viewer.batch.shards.work import ShardWorker
from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.engine.engine import Engine
from viewer.results.maps import read_stacks
from viewer.results.rows import NAMES
from viewer.results.store import ResultStore

pq = pytest.importorskip("pyarrow.parquet")


def test_a_shard_that_is_done_twice_has_the_same_bytes(fresh, undisturbed):
    with closing(ShardWorker(fresh)) as worker:
        worker.do(4)
        first = results(fresh)
        shutil.rmtree(fresh / "done")
        worker.do(4)
        assert results(fresh) == first
    expected = results(undisturbed)
    assert first == {name: expected[name] for name in first}
    assert len(first) == 3 + 2


def test_rows_and_maps_are_what_the_engine_says(undisturbed):
    store = ResultStore.open(undisturbed)
    rows = pq.read_table(store.part(2)).to_pylist()
    stacks = read_stacks(store.maps(2))
    assert tuple(rows[0]) == NAMES
    assert len(rows) == 4 * 2
    options = order_of(store.plan, undisturbed).options
    with Engine() as engine:
        for row in rows[::3]:
            picture = ImageRef.of(undisturbed.parent / row["picture"])
            request = ExplainRequest(
                image=picture,
                model=options.model,
                target=options.targets[0][1],
                panes=options.panes,
            )
            prediction, *maps = engine.explain(request)
            assert isinstance(prediction, Prediction)
            (heat,) = [m for m in maps if isinstance(m, HeatMap) and m.method == row["method"]]
            assert row["predicted"] == prediction.top[0].name == row["target"]
            assert row["confidence"] == pytest.approx(float(prediction.probabilities.max()))
            assert (row["low"], row["high"]) == (heat.low, heat.peak)
            assert row["energy"] == pytest.approx(float(np.maximum(heat.raw, 0).sum()))
            kept = stacks[row["grid"]][row["map"]]
            assert kept.shape == heat.raw.shape
            assert np.abs(kept - heat.raw).max() <= np.abs(heat.raw).max() * 2**-11
            assert (row["width"], row["height"]) == heat.geometry.original


def test_a_bad_picture_is_a_row(undisturbed):
    store = ResultStore.open(undisturbed)
    rows = pq.read_table(store.part(0)).to_pylist()
    (bad,) = [row for row in rows if row["failure"]]
    assert bad["picture"].endswith("broken.png")
    assert bad["failure"] == "The picture is damaged or cut short."
    assert bad["method"] is None
    assert bad["folder"] == "cat"
    assert store.read_mark(0).failed == 1
    assert len(rows) == 3 * 2 + 1


def test_a_picture_over_which_processes_die_is_a_row(fresh):
    with closing(ShardWorker(fresh)) as worker:
        begun: list[int] = []
        done = worker.do(1, begun=begun.append, deadly=frozenset({5}))
    assert begun == [4, 5, 6, 7]
    assert done.failed == 1
    rows = pq.read_table(fresh / "part-00001.parquet").to_pylist()
    assert [row["place"] for row in rows if row["failure"]] == [5]

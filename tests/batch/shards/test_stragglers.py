"""The simulation of a large cluster, where the end can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_scripts import load_script

stragglers = load_script("benchmarks/stragglers.py")
EVEN = stragglers.SimulatedCluster(
    pictures=8_000,
    workers=4,
    per_second=10.0,
    opening_s=20.0,
    slow=0.0,
    lost_per_day=1e-9,
    writing_s=0.0,
    shard=1_000,
)


def run(cluster, seed=0):
    return stragglers.SimulatedExport(cluster, np.random.default_rng(seed)).run()


def test_a_cluster_that_loses_nothing_needs_the_time_of_its_work():
    assert run(EVEN) == pytest.approx(((20 + 2 * 100) / 3600, 1.0, 0.0))


def test_shards_that_do_not_go_up_leave_workers_idle_at_the_end():
    hours, stretched, wasted = run(replace(EVEN, pictures=9_000))
    assert hours == pytest.approx((20 + 3 * 100) / 3600)
    assert stretched == pytest.approx(320 / (20 + 9 * 100 / 4))
    assert wasted == pytest.approx(0.0)


def test_slow_workers_are_waited_for_unless_idle_ones_do_their_shards_again():
    """All four are slow: the same as an even cluster, so many times longer."""
    assert run(replace(EVEN, slow=1.0, slowness=3.0))[0] == pytest.approx(620 / 3600)
    half = replace(EVEN, slow=0.5, slowness=10.0, workers=8)
    waited, twice = run(half), run(replace(half, twice=True))
    assert waited[0] == pytest.approx((20 + 1000) / 3600)
    assert twice[0] == pytest.approx((20 + 200) / 3600)
    assert twice[2] > waited[2] - 1e-9


def test_lost_workers_cost_time_and_what_they_had_begun():
    calm, rough = run(EVEN), run(replace(EVEN, pictures=80_000, lost_per_day=200.0, back_s=60.0))
    assert rough[1] > calm[1]
    assert 0.0 < rough[2] < 1.0

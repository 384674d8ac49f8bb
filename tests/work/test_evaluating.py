"""An evaluation beside the window, in its real process: stopped, gone on with, and told."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import replace
from statistics import mean

import pytest

from viewer import paths
from viewer.core.asks.evaluations import Evaluate, EvaluationFailed, PictureMeasured
from viewer.work.evaluating import Evaluator

LIMIT_MS = 120_000


@pytest.fixture
def order(photo_folder, tmp_path) -> Evaluate:
    pictures = tuple(sorted(photo_folder.glob("photo[123].png")))
    out = tmp_path / "evaluated"
    methods = ("random_cam", "grad_cam")
    return Evaluate(pictures=pictures, out=out, methods=methods, measures=("drop",))


@pytest.fixture
def evaluator(qapp):
    evaluator = Evaluator(paths.evaluate_command())
    evaluator.told = []
    for name in ("progressed", "finished", "failed"):
        getattr(evaluator, name).connect(evaluator.told.append)
    evaluator.stopped.connect(lambda _order: evaluator.told.append("stopped"))
    yield evaluator
    evaluator.shut_down()


def test_what_was_measured_before_a_stop_is_not_measured_again(evaluator, order, qtbot):
    def stop_after_one(told: PictureMeasured) -> None:
        if told.done == 1:
            evaluator.stop()

    evaluator.progressed.connect(stop_after_one)
    evaluator.start(order)
    qtbot.waitUntil(lambda: not evaluator.running, timeout=LIMIT_MS)
    assert [type(told) is PictureMeasured and told.done for told in evaluator.told] == [0, 1, False]
    assert evaluator.told[-1] == "stopped"
    evaluator.progressed.disconnect(stop_after_one)
    evaluator.told.clear()
    evaluator.start(order)
    qtbot.waitUntil(lambda: not evaluator.running, timeout=LIMIT_MS)
    *steps, found = evaluator.told
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2), (2, 2)]
    drops = defaultdict(list)
    with (order.out / "scores.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            drops[row["method"]].append(float(row["value"]))
    assert {method: len(values) for method, values in drops.items()} == {
        "random_cam": 3,
        "grad_cam": 3,
    }
    by_hand = sorted(drops, key=lambda method: mean(drops[method]))  # a small drop is good
    assert [way.method for way in found.ways] == by_hand
    assert [way.place for way in found.ways] == [1.0, 2.0]
    assert {way.of for way in found.ways} == {1}
    assert (order.out / "ranking.html").is_file()
    assert found.failed == 0


def test_another_evaluation_in_the_folder_is_told(evaluator, order, qtbot):
    order.out.mkdir()
    (order.out / "evaluation.json").write_text('{"pictures": {}}')
    evaluator.start(replace(order, pictures=order.pictures[:1]))
    qtbot.waitUntil(lambda: not evaluator.running, timeout=LIMIT_MS)
    (failure,) = evaluator.told
    assert "holds another evaluation" in failure.headline
    assert failure.hint == "Choose another folder to write to, or the same options."


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "exit(3)"]])
def test_a_process_that_dies_is_told(command, order, qtbot):
    evaluator, told = Evaluator(command), []
    evaluator.failed.connect(told.append)
    evaluator.start(order)
    qtbot.waitUntil(lambda: bool(told), timeout=LIMIT_MS)
    assert isinstance(told[0], EvaluationFailed)
    assert "stopped unexpectedly" in told[0].headline
    assert not evaluator.running

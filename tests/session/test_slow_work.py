"""Progress of the newest request alone; stopping only what runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_routes import tell

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.methods.registry import built_in
from viewer.session.slow_work import SlowWork

ROW = built_in().find("score_cam").row


def progress(serial: int) -> Progress:
    return Progress(
        serial=serial,
        pane=0,
        row=ROW,
        done=1,
        total=4,
        remaining_s=3.0,
    )


@pytest.fixture
def slow(qapp, tmp_path: Path) -> SlowWork:
    work = SlowWork()
    image = ImageRef(path=tmp_path / "a.png")
    work.set_request(ExplainRequest(image=image, model=ModelRef(), serial=5))
    return work


def test_late_progress_is_dropped(slow):
    told = []
    slow.progressed.connect(told.append)
    tell(slow, progress(4))
    tell(slow, progress(5))
    assert [each.serial for each in told] == [5]


def test_only_what_runs_is_stopped(slow):
    stops = []
    slow.stop_wished.connect(lambda: stops.append(1))
    slow.stop()
    assert not stops
    tell(slow, progress(5))
    slow.stop()
    assert len(stops) == 1
    tell(slow, Finished(serial=5))
    slow.stop()
    assert len(stops) == 1

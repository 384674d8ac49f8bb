"""What the panes say while a slow method runs."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map

from viewer.core.asks.messages import Progress
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.maps.geometry import Geometry
from viewer.methods.registry import built_in
from viewer.ui.panes.pane_row import PaneRow
from viewer.ui.panes.slow_panes import SlowPanes

ROW = built_in().find("score_cam").row


def heat(tmp_path) -> HeatMap:
    return given_map(
        np.arange(6, dtype=np.float32).reshape(2, 3),
        Geometry(original=(300, 200), resized=(3, 2), offset=(0, 0), input=(3, 2)),
        pane=1,
        image=ImageRef(path=tmp_path / "a.png"),
        method="score_cam",
    )


@pytest.fixture
def row(qtbot) -> PaneRow:
    row = PaneRow()
    qtbot.addWidget(row)
    return row


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 s"), (41.6, "42 s"), (200, "3 min")])
def test_it_says_how_long_it_will_take_before_it_begins(row, seconds, words):
    SlowPanes(row).show_progress(
        Progress(
            serial=1,
            pane=1,
            row=ROW,
            done=0,
            total=9,
            remaining_s=seconds,
        )
    )
    headline, hint = row.panes[2]._words
    assert headline == f"Score-CAM takes about {words}."
    assert "Esc" in hint
    assert row.panes[1]._words == ("", "")


def test_the_map_refines_under_its_progress(row, tmp_path):
    SlowPanes(row).show_progress(
        Progress(
            serial=1,
            pane=1,
            row=ROW,
            done=3,
            total=9,
            remaining_s=7.0,
            heat=heat(tmp_path),
        )
    )
    assert row.panes[2].heat is not None
    assert "33 %" in row.panes[2].title
    assert "7 s left" in row.panes[2].title
    assert row.panes[1].heat is None

"""Parts of an explanation: asked for while they are shown, after the answer, for the newest one."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_routes import tell

from viewer.core.asks.parts import FindParts, PartsFailure
from viewer.core.asks.records import Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.session.parts_watch import PartsWatch


@pytest.fixture
def watch(qapp) -> PartsWatch:
    return PartsWatch()


@pytest.fixture
def wishes(watch) -> list[FindParts]:
    found: list[FindParts] = []
    watch.wished.connect(found.append)
    return found


def asked(tmp_path: Path, serial: int = 4) -> ExplainRequest:
    panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam", layer="x"))
    image = ImageRef(path=tmp_path / "a.png")
    return ExplainRequest(image=image, model=ModelRef(), panes=panes, serial=serial)


def test_it_waits_for_the_answer_and_for_somebody_who_looks(watch, wishes, tmp_path):
    watch.set_request(asked(tmp_path))
    tell(watch, Finished(serial=4))
    assert not wishes
    watch.set_watched(True)
    (wish,) = wishes
    assert (wish.part, wish.count, wish.block) == ("concepts", 4, -1)
    assert wish.request.panes == (PaneSpec("grad_cam"),)
    watch.set_request(asked(tmp_path, 5))
    assert len(wishes) == 1
    tell(watch, Finished(serial=5))
    assert len(wishes) == 2


def test_what_is_chosen_is_asked_for(watch, wishes, tmp_path):
    watch.set_watched(True)
    watch.set_request(asked(tmp_path))
    tell(watch, Finished(serial=4))
    watch.set_count(6)
    watch.set_part("tokens")
    watch.set_part("tokens")
    watch.set_block(2)
    watch.set_pane(1)
    assert [(one.part, one.count, one.block) for one in wishes[1:]] == [
        *(("concepts", 6, -1), ("tokens", 6, -1), ("tokens", 6, 2), ("tokens", 6, 2))
    ]
    assert wishes[-1].request.panes == (PaneSpec("layer_cam", layer="x"),)


def test_late_answers_are_dropped_and_another_request_empties_the_panel(watch, wishes, tmp_path):
    shown: list[object] = []
    watch.set_watched(True)
    watch.set_request(asked(tmp_path))
    tell(watch, Finished(serial=4))
    watch.parts_changed.connect(shown.append)
    watch.set_count(5)
    tell(watch, PartsFailure(ticket=wishes[0].ticket, headline="late"))
    assert not shown
    last = PartsFailure(ticket=wishes[1].ticket, headline="now")
    tell(watch, last)
    watch.set_request(asked(tmp_path, 6))
    assert shown == [last, None]

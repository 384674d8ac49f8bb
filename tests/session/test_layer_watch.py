"""The layer strip's maps: asked for while it is shown, after the answer, for the newest request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_routes import tell

from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.records import Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.session.layer_watch import LayerWatch


@pytest.fixture
def asked(tmp_path: Path) -> ExplainRequest:
    return ExplainRequest(
        image=ImageRef(path=tmp_path / "a.png"),
        model=ModelRef(),
        panes=(PaneSpec("score_cam"), PaneSpec("layer_cam", layer="x+y")),
        serial=4,
    )


@pytest.fixture
def watch(qapp) -> LayerWatch:
    return LayerWatch()


def test_nothing_is_asked_for_while_nobody_looks(watch, asked):
    wishes = []
    watch.layers_wished.connect(wishes.append)
    watch.set_request(asked)
    tell(watch, Finished(serial=4))
    assert not wishes
    watch.set_watched(True)
    assert [wish.request.panes for wish in wishes] == [(PaneSpec("layer_cam"),)]  # the quick one


def test_a_method_by_attention_shows_its_heads(watch, asked):
    wishes = []
    watch.layers_wished.connect(wishes.append)
    watch.set_request(replace(asked, panes=(PaneSpec("rise"), PaneSpec("legrad"))))
    tell(watch, Finished(serial=4))
    watch.set_watched(True)
    assert [wish.request.panes for wish in wishes] == [(PaneSpec("legrad"),)]


def test_it_waits_for_the_answer_and_drops_late_maps(watch, asked):
    wishes, shown = [], []
    watch.layers_wished.connect(wishes.append)
    watch.maps_changed.connect(shown.append)
    watch.set_watched(True)
    watch.set_request(asked)
    assert shown == [None]
    tell(watch, Finished(serial=3))
    assert not wishes
    tell(watch, Finished(serial=4))
    assert len(wishes) == 1
    tell(watch, LayerMaps(serial=3, suggested="x", maps=()))
    maps = LayerMaps(serial=4, suggested="x", maps=())
    tell(watch, maps)
    assert shown == [None, maps]


def test_another_picture_takes_the_maps_away_another_class_does_not(watch, asked, tmp_path):
    shown = []
    watch.set_request(asked)
    watch.maps_changed.connect(shown.append)
    watch.set_request(replace(asked, serial=5, panes=asked.panes[1:]))
    assert not shown
    watch.set_request(replace(asked, serial=6, image=ImageRef(path=tmp_path / "b.png")))
    assert shown == [None]

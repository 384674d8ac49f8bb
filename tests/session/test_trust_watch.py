"""The card of one map: asked for while it is looked at, kept, stopped, and never of another map."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from given_routes import tell

from viewer.core.asks.records import ExplainedPicture, Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.trust import LibraryMap, TrustEnd
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.kept_trust import found_again
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.shapes import Shape
from viewer.core.scene import Scene
from viewer.measures.registry import card
from viewer.methods.registry import built_in
from viewer.session.session_file import read_session, write_session
from viewer.session.trust_watch import TrustWatch

ALL = tuple(one.row.key for one in card(truth=False))
SQUARE = Geometry(original=(2, 2), resized=(2, 2), offset=(0, 0), input=(2, 2))


@pytest.fixture
def asked(tmp_path: Path) -> ExplainRequest:
    return ExplainRequest(
        image=ImageRef(path=tmp_path / "a.png"),
        model=ModelRef(),
        panes=(PaneSpec("grad_cam"), PaneSpec("layer_cam")),
        serial=4,
    )


class Desk:
    """A watch, what it wished for, and the cards that it told."""

    def __init__(self) -> None:
        self.watch, self.wishes, self.cards, self.stops = TrustWatch(), [], [], []
        self.watch.wished.connect(self.wishes.append)
        self.watch.card_changed.connect(self.cards.append)
        self.watch.stop_wished.connect(lambda: self.stops.append(True))

    def answer(self, request: ExplainRequest) -> None:
        self.watch.set_request(request)
        for pane, spec in enumerate(request.panes):
            told = {"serial": request.serial, "image": request.image, "method": spec.method}
            tell(self.watch, given_map(np.ones((2, 2), np.float32), SQUARE, pane=pane, **told))
        tell(self.watch, Finished(serial=request.serial))

    def read(self, *keys: str, ticket: int | None = None) -> None:
        number = self.wishes[-1].ticket if ticket is None else ticket
        for key in keys:
            tell(self.watch, TrustReading(ticket=number, key=key, value=0.5, seconds=1.0))


@pytest.fixture
def desk(qapp) -> Desk:
    return Desk()


def test_nothing_is_asked_for_while_nobody_looks(desk, asked):
    desk.answer(asked)
    assert not desk.wishes
    desk.watch.set_watched(True)
    (wish,) = desk.wishes
    assert wish.request == replace(asked, panes=asked.panes[:1])
    assert wish.measures == ALL
    assert desk.cards[-1].running
    assert desk.cards[-1].heat.method == "grad_cam"


def test_readings_come_one_by_one_with_the_time_that_is_left(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    assert desk.cards[-1].left_s is None
    desk.read(ALL[0])
    told = desk.cards[-1]
    assert list(told.readings) == [ALL[0]]
    assert told.left_s > 1
    desk.read(*ALL[1:])
    tell(desk.watch, TrustEnd(ticket=desk.wishes[-1].ticket))
    assert not desk.cards[-1].running
    assert not desk.cards[-1].missing


def test_what_was_read_is_kept_for_its_map_alone(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL)
    desk.watch.set_pane(1)
    assert desk.wishes[-1].request.panes == asked.panes[1:]
    assert not desk.cards[-1].readings
    desk.watch.set_pane(0)
    assert set(desk.cards[-1].readings) == set(ALL)
    assert len(desk.wishes) == 2  # all is known of the first
    desk.answer(replace(asked, serial=5))
    assert set(desk.cards[-1].readings) == set(ALL)
    other = replace(asked, image=ImageRef(path=asked.image.path.with_name("b.png")), serial=6)
    desk.watch.set_request(other)
    assert not desk.cards[-1].readings


def test_only_what_is_missing_is_asked_for_again(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL[:3])
    assert desk.watch.stop()
    assert desk.stops == [True]
    assert not desk.cards[-1].running
    assert not desk.watch.stop()
    desk.watch.measure()
    assert desk.wishes[-1].measures == ALL[3:]


def test_late_readings_are_dropped(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    old = desk.wishes[-1].ticket
    desk.watch.set_pane(1)
    desk.read(ALL[0], ticket=old)
    tell(desk.watch, TrustEnd(ticket=old))
    assert not desk.cards[-1].readings
    assert desk.cards[-1].running


def test_a_fault_is_told_in_words(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    tell(desk.watch, TrustEnd(ticket=desk.wishes[-1].ticket, headline="No.", hint="Try."))
    assert desk.cards[-1].problem == ("No.", "Try.")
    desk.answer(replace(asked, serial=5))
    assert desk.cards[-1].problem == ("", "")


def test_a_map_that_failed_is_not_measured(desk, asked):
    desk.watch.set_watched(True)
    desk.watch.set_request(asked)
    tell(desk.watch, Finished(serial=4))
    assert not desk.wishes
    assert desk.cards[-1].heat is None


def test_closing_the_panel_stops_the_work(desk, asked):
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.watch.set_watched(False)
    assert desk.stops == [True]


def test_a_check_with_the_library_is_of_the_map_that_is_looked_at(desk, asked):
    wishes, told = [], []
    desk.watch.check_wished.connect(wishes.append)
    desk.watch.checked.connect(told.append)
    desk.watch.check()
    assert not wishes
    desk.answer(asked)
    desk.watch.set_pane(1)
    desk.watch.check()
    assert wishes[0].request.panes == asked.panes[1:]
    tell(desk.watch, LibraryMap(ticket=wishes[0].ticket))
    assert len(told) == 1
    desk.watch.set_request(replace(asked, serial=5))
    tell(desk.watch, LibraryMap(ticket=wishes[0].ticket))
    assert len(told) == 1  # of a map that is gone


def test_figures_are_told_what_was_measured_of_the_same_map(desk: Desk, asked) -> None:
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read("deletion", "insertion")
    image = asked.image
    plain = given_map(np.ones((2, 2), np.float32), SQUARE, image=image, method="grad_cam", serial=9)
    model = given_model(ref=asked.model)
    prediction = given_prediction(SQUARE, image=image)
    maps = (plain, replace(plain, row=built_in().table.find("layer_cam"), pane=1))
    told = desk.watch.with_trust(ExplainedPicture(model=model, prediction=prediction, maps=maps))
    assert [one.key for one in told.maps[0].trust] == ["deletion", "insertion"]
    assert not told.maps[1].trust
    assert not told.maps[0].truth
    box = Shape(points=((1, 1), (2, 1), (2, 2), (1, 2)))
    desk.watch.outline(image.path, (box,))
    assert [one.truth for one in desk.watch.with_trust(told).maps] == [(box,), (box,)]
    desk.watch.outline(Path("another.png"), (box,))
    assert not desk.watch.with_trust(told).maps[0].truth
    of_another = replace(told, model=given_model(ref=ModelRef(name="another")))
    assert not desk.watch.with_trust(of_another).maps[0].trust


PLACES = {one.row.key for one in card(truth=True) if one.row.truth}


def test_places_are_measured_once_it_is_known_where_objects_are(desk, asked, tmp_path):
    truth = tmp_path / "truth.json"
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL)
    tell(desk.watch, TrustEnd(ticket=desk.wishes[-1].ticket))
    assert desk.wishes[-1].truth is None
    desk.watch.set_truth(truth, 1)
    wish = desk.wishes[-1]
    assert set(wish.measures) == PLACES  # what was read is not read again
    assert wish.truth == truth
    assert set(desk.watch.card.keys) == {*ALL, *PLACES}
    desk.read(*PLACES)
    assert desk.watch.card.missing == ()
    assert desk.watch.card.left_s in (None, 0)


def test_another_truth_outdates_what_was_read_of_places_alone(desk, asked, tmp_path):
    truth = tmp_path / "truth.json"
    desk.watch.set_truth(truth, 1)
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL, *PLACES)
    count = len(desk.wishes)
    desk.watch.set_truth(truth, 1)
    assert len(desk.wishes) == count
    desk.watch.set_truth(truth, 2)
    assert set(desk.wishes[-1].measures) == PLACES
    desk.read(*PLACES)
    desk.watch.set_truth(None, 3)
    assert desk.watch.card.keys == ALL
    assert desk.watch.card.missing == ()


def test_another_picture_s_truth_outdates_nothing(desk, asked, tmp_path):
    truth, other = tmp_path / "truth.json", replace(asked, image=ImageRef(path=tmp_path / "b.png"))
    desk.watch.set_truth(truth, 1)
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL, *PLACES)
    desk.watch.set_truth(None, 1)
    desk.answer(other)
    desk.watch.set_truth(truth, 1)
    count = len(desk.wishes)
    desk.answer(asked)
    assert len(desk.wishes) == count
    assert desk.watch.card.missing == ()


def test_what_was_read_comes_back_with_the_session(desk, asked, tmp_path) -> None:
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL[:2])
    nothing = TrustReading(ticket=desk.wishes[-1].ticket, key=ALL[2], value=math.nan, random=(0.5,))
    tell(desk.watch, nothing)
    path = tmp_path / "a.camscope"
    write_session(Scene(image=asked.image.path, trust=desk.watch.kept()), path)
    told = found_again(read_session(path).trust, asked.image.path, asked.model)

    later = Desk()
    later.watch.set_watched(True)
    later.watch.bring_back(told)
    later.answer(asked)
    card_ = later.watch.card
    assert list(card_.readings) == list(ALL[:3])
    assert repr(card_.readings[ALL[0]]) == repr(
        replace(desk.watch.card.readings[ALL[0]], ticket=0)
    )  # nan is not equal to itself
    assert math.isnan(card_.readings[ALL[2]].value)
    assert card_.readings[ALL[2]].random == (0.5,)
    assert later.wishes[-1].measures == ALL[3:]
    heat = given_map(
        np.ones((2, 2), np.float32), SQUARE, image=asked.image, method=asked.panes[0].method
    )
    assert len(later.watch._cards.of_map(asked.model, heat)) == 3  # figures tell of it, too


@pytest.mark.parametrize(
    "changes",
    [
        {"image": ImageRef(path=Path("/a.png"), mtime_ns=1)},
        {"model": ModelRef(source="zoo", name="alexnet")},
        {"target": Target(kind="class", index=3)},
        {"panes": (PaneSpec("grad_cam", layer="early"),)},
        {"panes": (PaneSpec("layer_cam"),)},
        {"input_mode": "stretch"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_of_another_map_nothing_comes_back(desk, asked, changes) -> None:
    asked = replace(asked, image=ImageRef(path=Path("/a.png")))
    desk.watch.set_watched(True)
    desk.answer(asked)
    desk.read(*ALL)
    later = Desk()
    later.watch.set_watched(True)
    later.watch.bring_back(desk.watch.kept())
    later.answer(asked)
    assert not later.watch.card.missing
    later.answer(replace(asked, serial=9, **changes))
    assert later.watch.card.missing == ALL


def test_other_weights_of_the_same_model_outdate_what_was_read(desk, asked) -> None:
    desk.watch.set_watched(True)
    desk.watch.note_model(given_model(ref=asked.model, weights_sha256="1" * 64))
    desk.answer(asked)
    desk.read(*ALL)
    desk.watch.note_model(given_model(ref=asked.model, weights_sha256="1" * 64))
    assert not desk.watch.card.missing
    desk.watch.note_model(given_model(ref=asked.model, weights_sha256="2" * 64))
    assert desk.watch.card.missing == ALL

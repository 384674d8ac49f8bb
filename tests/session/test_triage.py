"""Triage asks for what is missing, in pieces, and goes on after whatever comes between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from given_routes import tell

from viewer.core.asks.messages import Ready
from viewer.core.asks.references import ModelRef
from viewer.core.files.folder import FolderListing
from viewer.core.files.path_list import PathList
from viewer.core.judging.tally import Choice
from viewer.core.judging.verdicts import Judge, Verdict, Verdicts
from viewer.core.maps.geometry import InputRule
from viewer.session.triage import CHUNK, DIED, Triage

FOLDER = Path("/data").absolute()
MODEL = given_model(title="Two", default_layer="", rule=InputRule(size=(8, 8), shorter_side=8))


def listing(count: int, folder: Path = FOLDER) -> FolderListing:
    names = [f"cat/{number}.png" for number in range(count)]
    pictures = PathList(folder, names)
    return FolderListing(path=folder, parent=None, folders=(), pictures=pictures, deep=True)


@pytest.fixture
def triage(qapp) -> Triage:
    one = Triage()
    one.set_model(MODEL)
    one.set_listing(listing(40))
    return one


@pytest.fixture
def asked(triage) -> list[Judge]:
    told: list[Judge] = []
    triage.judge_wished.connect(told.append)
    return told


def answer(triage: Triage, wish: Judge, index: int = 0) -> None:
    said = (Verdict(image=image, index=index, probability=0.5) for image in wish.images)
    tell(triage, Verdicts(serial=wish.serial, verdicts=tuple(said)))


def numbers(wish: Judge) -> list[int]:
    return [int(image.path.stem) for image in wish.images]


def test_nothing_is_asked_before_the_user_wishes_it(triage, asked) -> None:
    assert asked == []
    triage.set_running(True)
    assert [numbers(wish) for wish in asked] == [list(range(CHUNK))]


def test_it_goes_on_to_the_end_and_stops(triage, asked) -> None:
    progress: list[tuple[int, int, bool]] = []
    triage.progress_changed.connect(lambda *told: progress.append(told))
    triage.set_running(True)
    while triage.running:
        answer(triage, asked[-1])
    assert sorted(n for wish in asked for n in numbers(wish)) == list(range(40))
    assert progress[-1] == (40, 40, False)
    assert triage.tally.accuracy() == (40, 40)


def test_more_is_asked_for_while_it_is_judged_in_a_moment(triage, asked, monkeypatch) -> None:
    triage.set_listing(listing(150))
    triage.set_running(True)
    answer(triage, asked[0])
    answer(triage, asked[1])
    monkeypatch.setattr("viewer.session.triage.TELL_MS", -1)  # longer than a moment
    answer(triage, asked[2])
    assert [len(wish.images) for wish in asked] == [CHUNK, 2 * CHUNK, 4 * CHUNK, 2 * CHUNK]
    assert [wish.left for wish in asked] == [150, 150 - CHUNK, 150 - 3 * CHUNK, 150 - 7 * CHUNK]


def test_a_pause_lets_the_present_piece_end(triage, asked) -> None:
    triage.set_running(True)
    triage.set_running(False)
    answer(triage, asked[0])
    assert len(asked) == 1
    assert triage.tally.judged == CHUNK
    triage.set_running(True)
    assert numbers(asked[1])[0] == CHUNK


def test_what_is_in_sight_comes_first(triage, asked) -> None:
    triage.set_sight([FOLDER / "cat" / "33.png", FOLDER / "cat" / "30.png"])
    triage.set_running(True)
    assert numbers(asked[0])[:3] == [33, 30, 0]


def test_another_model_begins_anew_and_late_answers_are_dropped(triage, asked) -> None:
    triage.set_running(True)
    answer(triage, asked[0])
    triage.set_model(replace(MODEL, elapsed_ms=5.0))  # the same one, opened again
    assert triage.tally.judged == CHUNK
    triage.set_model(replace(MODEL, ref=ModelRef.parse("zoo:alexnet")))
    assert triage.tally.judged == 0
    answer(triage, asked[1])
    assert triage.tally.judged == 0
    assert asked[-1].model.name == "alexnet"
    answer(triage, asked[-1])
    assert triage.tally.judged == CHUNK


def test_the_same_folder_keeps_its_verdicts_and_another_does_not_run(triage, asked) -> None:
    triage.set_running(True)
    answer(triage, asked[0])
    triage.choose(Choice("sure"))
    triage.set_listing(listing(41))
    assert (triage.tally.judged, len(triage.tally.pictures)) == (CHUNK, 41)
    assert triage.running
    triage.set_listing(listing(40, FOLDER / "other"))
    assert (triage.tally.judged, triage.running, triage.choice) == (0, False, Choice())


def test_a_picture_over_which_the_engine_dies_is_found_and_left_out(triage, asked) -> None:
    triage.set_running(True)
    for _ in range(200):
        if not triage.running:
            break
        if 5 in numbers(asked[-1]):
            tell(triage, Ready(device="CPU"))  # it has died and was started again
        else:
            answer(triage, asked[-1])
    assert triage.tally.judged == 40
    assert triage.tally.classes[5] == -2
    assert (triage.tally.classes >= 0).sum() == 39
    assert DIED


def test_labels_from_a_table_judge_anew(triage, asked) -> None:
    triage.set_running(True)
    answer(triage, asked[0], index=1)
    assert triage.tally.accuracy() == (0, CHUNK)
    triage.set_table({"0.png": "dog"})
    while triage.running:
        answer(triage, asked[-1], index=1)
    assert triage.tally.accuracy() == (1, 1)


def test_marks_go_on_and_off_and_are_shown_alone(triage) -> None:
    orders: list[object] = []
    triage.order_changed.connect(orders.append)
    some = [FOLDER / "cat" / "3.png", FOLDER / "cat" / "7.png"]
    triage.marks.toggle(some[:1])
    triage.marks.toggle(some)
    triage.choose(Choice("name", "marked"))
    assert orders[-1].tolist() == [3, 7]
    triage.marks.toggle(some)
    assert triage.marks.paths == set()
    assert orders[-1].tolist() == []
    triage.choose(Choice())
    assert orders[-1] is None

"""What an engine died, hung or was stopped over is not given to the next process by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model

from viewer.core.asks.messages import Began, Cancel, OpenFailed, OpenModel, Ready
from viewer.core.asks.records import Failure, Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.work.engine_work import MODEL_MS, REQUEST_MS, STOP_MS, EngineWork

GOOD, BAD = (OpenModel(ref=ModelRef(source="zoo", name=name)) for name in ("good", "bad"))
REQUEST = ExplainRequest(image=ImageRef(path=Path("/a.png")), model=GOOD.ref, serial=1)


@pytest.fixture
def work() -> EngineWork:
    """An engine that has a good model open."""
    one = EngineWork()
    one.note(GOOD)
    assert list(one.begin_again()) == [GOOD]
    for reply in (Ready(device="CPU"), Began(ref=GOOD.ref), given_model(ref=GOOD.ref)):
        one.accept(reply)
    assert one.owed is None
    return one


def opening(work: EngineWork, model: OpenModel) -> None:
    work.note(model)
    work.accept(Began(ref=model.ref))
    assert work.owed is None


def test_a_stopped_model_makes_way_to_the_one_before(work):
    opening(work, BAD)
    work.note(Cancel())
    assert work.owed == ("stop", STOP_MS)
    told = work.give_up_deaf()
    assert isinstance(told, OpenFailed)
    assert told.ref == BAD.ref
    assert list(work.begin_again()) == [GOOD]


def test_a_process_that_dies_while_it_is_stopped_is_stopped(work):
    opening(work, BAD)
    work.note(Cancel())
    assert isinstance(work.note_death("killed"), OpenFailed)
    assert list(work.begin_again()) == [GOOD]


def test_a_model_that_does_not_open_is_not_sent_again(work):
    opening(work, BAD)
    assert work.accept(OpenFailed(ref=BAD.ref, headline="No."))
    assert list(work.begin_again()) == [GOOD]


def test_another_model_outdates_the_one_that_is_opened(work):
    opening(work, BAD)
    third = OpenModel(ref=ModelRef())
    work.note(third)
    assert work.owed == (BAD, MODEL_MS)
    assert not work.accept(OpenFailed(ref=BAD.ref, headline="Stopped."))  # nobody waits for it
    assert work.accept(Began(ref=third.ref)) is False
    assert work.owed is None
    assert work.accept(given_model(ref=third.ref))
    assert list(work.begin_again()) == [third]


def test_a_late_answer_of_an_outdated_model_is_dropped(work):
    opening(work, BAD)
    work.note(GOOD)
    assert not work.accept(given_model(ref=BAD.ref))


def test_a_hanging_model_is_given_up_at_once(work):
    opening(work, BAD)
    told = work.give_up_hung()
    assert isinstance(told, OpenFailed)
    assert list(work.begin_again()) == [GOOD]


def test_f5_before_the_engine_has_begun_gives_nothing_up(work):
    work.note(BAD)
    assert work.give_up_hung() is None
    assert list(work.begin_again()) == [BAD]


def test_a_hanging_explanation_is_tried_again_once(work):
    work.note(REQUEST)
    work.accept(Began(serial=1))
    assert work.give_up_hung() is None
    assert list(work.begin_again()) == [GOOD, REQUEST]
    second = replace(REQUEST, serial=2)  # F5 asks anew, for the same
    for message in (Ready(device="CPU"), Began(ref=GOOD.ref), given_model(ref=GOOD.ref)):
        work.accept(message)
    work.note(second)
    assert work.owed == (None, REQUEST_MS)
    work.accept(Began(serial=2))
    told = work.give_up_hung()
    assert isinstance(told, Failure)
    assert told.headline == "The engine did not answer to this twice."
    assert list(work.begin_again()) == [GOOD]
    assert work.refuses(replace(REQUEST, serial=3))  # which comes with the same press of F5
    assert not work.refuses(replace(REQUEST, serial=4))


def test_what_hung_once_and_killed_once_is_given_up(work):
    work.note(REQUEST)
    work.accept(Began(serial=1))
    work.give_up_hung()
    work.begin_again()
    work.accept(Began(serial=1))
    told = work.note_death("exit code 9")
    assert isinstance(told, Failure)
    assert work.pending is None


def test_an_older_request_does_not_count_for_the_newest(work):
    work.note(REQUEST)
    work.accept(Began(serial=1))
    newer = replace(REQUEST, image=ImageRef(path=Path("/b.png")), serial=2)
    work.note(newer)
    assert work.owed == (REQUEST, REQUEST_MS)
    work.accept(Began(serial=2))
    assert work.owed is None
    work.accept(Finished(serial=2))
    assert list(work.begin_again()) == [GOOD]


def test_a_stopped_explanation_is_told_and_not_sent_again(work):
    work.note(REQUEST)
    work.note(Cancel())
    told = work.give_up_deaf()
    assert isinstance(told, Failure)
    assert told.headline == "Stopped."
    assert list(work.begin_again()) == [GOOD]


def test_nothing_is_owed_where_nothing_is_stopped(work):
    work.note(Cancel())
    assert work.owed is None

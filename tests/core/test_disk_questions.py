"""A disk that answers is asked at once; one that does not holds nobody up."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from viewer.core.asks.references import ImageRef
from viewer.core.files import disk_questions
from viewer.core.files.disk_questions import answering_folder, ask, image_ref


@pytest.fixture
def gate():
    event = threading.Event()
    yield event
    event.set()
    deadline = time.monotonic() + 5
    while disk_questions._under_way and time.monotonic() < deadline:
        time.sleep(0.005)


def test_an_answer_that_comes_at_once_is_returned(photo):
    assert image_ref(photo) == ImageRef.of(photo)
    assert ask(lambda: 3, 0, place=photo.parent) == 3
    assert answering_folder(photo.parent) == photo.parent
    assert answering_folder(photo.parent / "nowhere") == Path.home()


def test_one_that_does_not_come_is_given_up_and_told_later(gate, photo):
    told, come = [], threading.Event()
    started = time.monotonic()
    late = lambda answer: (told.append(answer), come.set())  # noqa: E731
    assert ask(lambda: gate.wait() and 3, 0, place=photo.parent, late=late) == 0
    assert time.monotonic() - started < 1
    gate.set()
    assert come.wait(5)
    assert told == [3]


def test_a_silent_place_is_not_asked_again_and_others_answer(gate, photo, tmp_path):
    dead, threads = Path("/dead"), threading.active_count()
    for _ in range(50):
        assert ask(lambda: gate.wait() and 3, 0, place=dead) == 0
    assert threading.active_count() <= threads + 2
    assert image_ref(photo) == ImageRef.of(photo)

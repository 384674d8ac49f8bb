"""Pictures are made while the model looks at those before, in their order, and never too many."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, active_count

import numpy as np
import pytest

from viewer.engine.explain.made_ahead import made_ahead

WAIT_S = 20


def picture(number: int) -> np.ndarray:
    return np.full((1, 2, 3), number, np.float32)


def test_pictures_come_in_their_order():
    with made_ahead(map(picture, range(7)), 3) as made:
        assert [int(one[0, 0, 0]) for one in made] == list(range(7))


def test_the_next_is_made_while_the_one_before_is_looked_at():
    later = Event()

    def making():
        yield picture(0)
        later.set()
        yield picture(1)

    with made_ahead(making(), 1) as made:
        next(made)
        assert later.wait(WAIT_S)


def test_whoever_stops_early_leaves_no_thread_and_few_pictures():
    before, asked = active_count(), []

    def making():
        for number in range(100):
            asked.append(number)
            yield picture(number)

    with suppress(KeyError), made_ahead(making(), 4) as made:
        next(made)
        raise KeyError
    assert active_count() == before
    assert len(asked) <= 6


def test_what_fails_in_the_making_fails_where_it_is_waited_for():
    def making():
        yield picture(0)
        raise ValueError("no more")

    with made_ahead(making(), 2) as made:
        next(made)
        with pytest.raises(ValueError, match="no more"):
            next(made)

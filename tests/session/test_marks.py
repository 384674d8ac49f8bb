"""Marks are set, taken away, undone and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.stores.mark_store import MarkStore
from viewer.core.tables.options import OPTIONS
from viewer.session.history import History
from viewer.session.marks import Marks
from viewer.session.session import Session

CAT, DOG = Path("/a/cat.png"), Path("/a/dog.png")


@pytest.fixture
def store(tmp_path) -> MarkStore:
    return MarkStore(tmp_path / "marks.sqlite")


def test_marks_outlive_the_window(qapp, store, qtbot) -> None:
    marks = Marks(store)
    with qtbot.waitSignal(marks.changed):
        marks.toggle([CAT])
    marks.toggle([CAT, DOG])
    assert Marks(store).paths == {CAT, DOG}
    marks.toggle([CAT, DOG])
    assert Marks(store).paths == frozenset()
    with qtbot.assertNotEmitted(marks.changed):
        marks.set(frozenset())


def test_each_marking_is_undone_by_itself(qapp, store) -> None:
    Marks(store).toggle([DOG])
    session, marks = Session({option.key: option.default for option in OPTIONS}), Marks(store)
    history = History(session, marks)
    marks.toggle([CAT])
    marks.toggle([DOG])
    session.set_target(Target.parse("3"))
    history.undo()
    assert (session.target, marks.paths) == (Target(), {CAT})
    history.undo()
    assert marks.paths == {CAT, DOG}
    history.undo()
    assert marks.paths == {DOG}
    history.redo()
    assert marks.paths == Marks(store).paths == {CAT, DOG}


def test_a_mark_that_is_not_kept_does_not_look_set_and_is_told(qapp, store, qtbot, monkeypatch):
    marks = Marks(store)
    marks.toggle([CAT])

    def full(added, removed):
        raise UserError("The marks could not be changed.", hint="The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(store, "change", full)
        for chosen in ([DOG], [CAT], [CAT, DOG]):
            with qtbot.waitSignal(marks.failed), qtbot.assertNotEmitted(marks.changed):
                marks.toggle(chosen)
            assert marks.paths == {CAT}
    marks.toggle([DOG])
    assert marks.paths == Marks(store).paths == {CAT, DOG}


def test_a_remade_window_takes_no_marks_of_others_away(qapp, store) -> None:
    old, elsewhere = Marks(store), Marks(store)
    old.toggle([CAT])
    elsewhere.toggle([DOG])
    new = Marks(store)
    new.take_over(old)
    assert Marks(store).paths == {CAT, DOG}

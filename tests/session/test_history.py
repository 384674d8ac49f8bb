"""Undo and redo bring back what was chosen, one user's step at a time."""

from __future__ import annotations

import random

import pytest

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.tables.options import OPTIONS
from viewer.session.history import Choices, History
from viewer.session.marks import Marks
from viewer.session.notes import Notes
from viewer.session.session import Session


@pytest.fixture
def session(qapp):
    return Session({option.key: option.default for option in OPTIONS})


@pytest.fixture
def history(session):
    return History(session)


def test_each_choice_is_one_step_back_and_forth(session, history):
    session.set_target(Target(kind="class", index=3))
    session.set_layer("features.3")
    session.pane_list.add(PaneSpec("eigen_cam"))
    session.set_option("colour_map", "jet")
    history.undo()
    assert session.options["colour_map"] == "inferno"
    history.undo()
    assert len(session.pane_list.specs) == 2
    history.undo()
    assert session.layer is None
    history.redo()
    assert session.layer == "features.3"
    history.undo()
    history.undo()
    assert session.target == Target()
    for _ in range(4):
        history.redo()
    assert session.options["colour_map"] == "jet"
    assert len(session.pane_list.specs) == 3


def test_dragging_a_slider_is_one_step(session, history):
    for percent in range(51, 90):
        session.set_option("opacity", percent)
    history.undo()
    assert session.options["opacity"] == 50
    history.redo()
    assert session.options["opacity"] == 89


def test_a_new_choice_ends_what_could_be_redone(session, history):
    heard = []
    history.available_changed.connect(lambda *can: heard.append(can))
    session.set_layer("a")
    history.undo()
    session.set_target(Target(kind="class", index=1))
    assert heard == [(True, False), (False, True), (True, False)]
    history.redo()
    assert session.layer is None


def test_the_theme_is_no_choice_to_undo(session, history):
    session.set_option("theme", "dark")
    history.undo()
    assert session.options["theme"] == "dark"


def test_any_walk_can_be_undone_to_its_start(session, history, monkeypatch):
    monkeypatch.setattr("viewer.session.history.JOINED_S", 0.0)
    chance, seen = random.Random(4), [Choices.of(session, Marks(), Notes())]
    for step in range(60):
        move = chance.randrange(4)
        if move == 0:
            session.set_target(Target(kind="class", index=step))
        elif move == 1:
            session.set_layer(f"layer{step}")
        elif move == 2:
            session.set_option("opacity", (int(session.options["opacity"]) + 7) % 101)
        else:
            session.pane_list.change(0, PaneSpec("layer_cam", layer=f"layer{step}"))
        seen.append(Choices.of(session, Marks(), Notes()))
    for choices in reversed(seen[:-1]):
        history.undo()
        assert Choices.of(session, Marks(), Notes()) == choices
    for choices in seen[1:]:
        history.redo()
        assert Choices.of(session, Marks(), Notes()) == choices

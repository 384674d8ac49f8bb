"""Undo and redo bring back what was chosen, one user's step at a time."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from given_records import given_model

from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.core.pictures.drawn import DrawnShape
from viewer.core.pictures.strokes import Stroke
from viewer.core.tables.options import OPTIONS
from viewer.session.choices import Choices
from viewer.session.history import History
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


def stroke(*points):
    return Stroke(shape=DrawnShape(tool="brush", points=points, radius=3), filling="grey")


def test_a_stroke_is_one_step_however_long_it_is_drawn(session, history, photo, monkeypatch):
    clock = iter(range(0, 1000, 5))
    monkeypatch.setattr("viewer.session.history.time.monotonic", lambda: next(clock))
    session.set_image(photo)
    first = (stroke((1.0, 1.0), (9.0, 9.0)),)
    session.set_painting((stroke((1.0, 1.0)),))
    session.set_painting(first)
    session.set_painting((*first, stroke((3.0, 3.0))))
    session.set_painting((*first, stroke((3.0, 3.0), (5.0, 3.0))))
    history.undo()
    assert session.image.painted == first
    history.undo()
    assert session.image.painted == ()
    history.redo()
    assert session.image.painted == first
    session.set_painting(())
    history.undo()
    assert session.image.painted == first


def test_strokes_go_with_their_picture(session, history, photo, tall_photo):
    session.set_image(photo)
    session.set_target(Target(kind="class", index=3))
    session.set_painting((stroke((1.0, 1.0)),))
    session.set_painting((stroke((1.0, 1.0)), stroke((2.0, 2.0))))
    heard = []
    history.available_changed.connect(lambda *told: heard.append(told))
    session.set_image(tall_photo)
    assert heard[-1] == (True, False)
    assert session.image.painted == ()
    history.undo()  # there is no empty step between
    assert session.target == Target()
    assert session.image.painted == ()
    assert heard[-1] == (False, True)


def test_the_maps_stay_while_the_picture_is_painted_over(session, photo):
    heard = []
    session.image_changed.connect(heard.append)
    session.painting_changed.connect(lambda image: heard.append(image.painted))
    session.set_painting((stroke((1.0, 1.0)),))  # there is no picture
    session.set_image(photo)
    serial = session.serial
    session.set_painting((stroke((1.0, 1.0)),))
    session.set_painting((stroke((1.0, 1.0)),))
    assert len(heard) == 2
    assert heard[1] == (stroke((1.0, 1.0)),)
    assert session.serial == serial + 1


def test_a_comparison_is_one_step_though_the_model_is_read_anew_for_it(session, history, qtbot):
    setup = ModelSetup(part="logits")
    usual, read = given_model(setup=setup), replace(setup, task=LIKENESS)
    comparing = replace(usual, ref=replace(usual.ref, setup=read), setup=read, task=LIKENESS)
    wishes = []
    session.model_wished.connect(wishes.append)
    session.accept_model(usual)
    dog = Target(kind="class", index=1)
    session.set_target(dog)
    like = Target(kind="name", name="like /b.png")
    history._last = ("", 0.0)  # the class was chosen a while ago
    session.accept_model(comparing)
    session.set_target(like)
    history.undo()
    assert wishes[-1] == replace(usual.ref, setup=usual.setup)
    history.undo()  # nothing more before the model is there
    assert len(wishes) == 1
    session.accept_model(replace(usual, ref=wishes[-1]))
    assert session.target == dog
    history.redo()
    assert wishes[-1].setup.task == LIKENESS
    session.accept_model(replace(comparing, ref=wishes[-1]))
    assert session.target == like
    history.undo()
    session.accept_model(replace(usual, ref=wishes[-1]))
    history.undo()
    assert session.target == Target()
    session.accept_model(given_model(ref=ModelRef.parse("zoo:alexnet")))
    assert not history._past

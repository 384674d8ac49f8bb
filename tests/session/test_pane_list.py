"""Panes are added, moved and taken away within limits, and every map knows where it went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.methods.registry import built_in
from viewer.session.pane_list import DEFAULT_PANES, MOST_PANES, PaneList, origins
from viewer.session.pane_text import dump_panes, load_panes

METHODS = built_in().table

A, B, C, D = (PaneSpec(key) for key in ("grad_cam", "layer_cam", "eigen_cam", "hires_cam"))


@pytest.fixture
def panes(qapp):
    return PaneList([A, B, C])


@pytest.fixture
def told(panes):
    heard = []
    panes.changed.connect(lambda specs, came_from: heard.append((specs, came_from)))
    return heard


def test_panes_are_moved_with_what_they_show(panes, told):
    panes.move(2, 0)
    panes.remove(1)
    panes.change(1, D)
    panes.add(A)
    assert told == [
        ((C, A, B), (2, 0, 1)),
        ((C, B), (0, 2)),
        ((C, D), (0, 1)),
        ((C, D, A), (0, 1, -1)),
    ]


def test_a_method_that_is_gone_keeps_its_name_where_a_pane_shows_it(panes):
    own, other = (replace(METHODS.find("cam"), key=key, package="a.py") for key in ("own", "other"))
    panes.accept_methods([own, other])
    panes.change(0, PaneSpec("own"))
    panes.accept_methods([])  # its file is in the midst of an edit
    assert panes.methods.find("own") == own
    assert not panes.methods.knows("other")
    panes.change(0, A)
    panes.accept_methods([])
    assert not panes.methods.knows("own")


def test_nothing_is_told_when_nothing_changes(panes, told):
    panes.set_specs([A, B, C])
    panes.move(1, 1)
    panes.move(1, 7)
    panes.change(0, A)
    assert told == []


def test_there_is_always_one_pane_and_never_more_than_sixteen(panes):
    for _ in range(20):
        panes.remove(0)
    assert panes.specs == (C,)
    for _ in range(20):
        panes.add()
    assert len(panes.specs) == MOST_PANES
    panes.set_specs([])
    assert panes.specs == DEFAULT_PANES


def test_a_new_pane_shows_a_method_not_yet_there(panes):
    panes.add()
    assert panes.specs[3].method not in {"grad_cam", "layer_cam", "eigen_cam"}


def test_grids_are_filled_in_one_action(panes, told):
    panes.show_methods()
    assert {spec.method for spec in panes.specs} <= {row.key for row in METHODS}
    assert len(panes.specs) == min(MOST_PANES, sum(row.cost == "one pass" for row in METHODS))
    panes.set_specs([A, PaneSpec("grad_cam", layer="early"), B])
    panes.show_classes([7, 5, 3, 1])
    assert [(spec.method, spec.target.index) for spec in panes.specs] == [
        (method, index) for index in (7, 5, 3) for method in ("grad_cam", "layer_cam")
    ]
    panes.forget_model()
    assert all(spec.target is None for spec in panes.specs)


def test_equal_panes_keep_their_places_when_one_of_them_goes():
    assert origins([A, A, B], [A, A]) == (0, 1)
    assert origins([A, B, A], [B, A]) == (1, 2)
    assert origins([A], [B, A, A]) == (-1, 0, -1)


def test_panes_are_remembered_without_their_classes():
    specs = (PaneSpec("layer_cam", layer="features.3", input_mode="whole"), A)
    assert load_panes(dump_panes(specs)) == specs
    assert load_panes(dump_panes([PaneSpec("grad_cam", target=Target(kind="class", index=3))])) == (
        A,
    )


@pytest.mark.parametrize(
    "text", [None, "", "{", "7", "[]", '[{"method": 3}, 5]', '[{"method":"x"}]']
)
def test_a_broken_memory_gives_the_default_panes(text):
    assert load_panes(text) == DEFAULT_PANES


def test_a_wrong_input_mode_is_left_out():
    assert load_panes('[{"method": "layer_cam", "input": "upside down", "layer": 4}]') == (B,)

"""All present labels: a pane for each, on one scale, where classes do not exclude one another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_records import given_model, given_prediction

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.core.models.labels import named_labels
from viewer.core.models.model_setup import Answer
from viewer.features.history import HistoryFeature
from viewer.features.several_labels import SeveralLabelsFeature
from viewer.household import Household
from viewer.tasks.classification import Classification

GEOMETRY = Geometry(original=(300, 200), resized=(300, 200), offset=(0, 0), input=(300, 200))
NAMES = tuple("abcdefgh")
ANSWER = Answer(kind="multi_label", classes=8)


def said(logits: list[float], answer: Answer = ANSWER):
    return Classification(answer, named_labels(NAMES)).say(np.array(logits, np.float32), GEOMETRY)


def test_all_that_are_likelier_than_not_are_listed() -> None:
    assert [row.name for row in said([1, 2, 3, 4, 5, 6, 7, -1]).top] == list("gfedcba")
    assert len(said([-1] * 8).top) == 5
    assert len(said([9] * 8, replace(ANSWER, kind="logits")).top) == 5


@pytest.fixture
def shown(window: Household) -> Household:
    """A window with an answer of two present classes."""
    session = window.session
    session.accept_model(given_model(answer=ANSWER))
    session.pane_list.set_specs([PaneSpec("layer_cam"), PaneSpec("grad_cam")])
    told = said([1, -2, 3, -4, -5, -6, -7, -8])
    seen = given_prediction(GEOMETRY, top=told.top)
    session.explanation = _Explained(seen)
    return window


class _Explained:
    def __init__(self, prediction: object) -> None:
        self.prediction = prediction


def test_each_present_class_has_a_pane_on_one_scale(shown: Household) -> None:
    session, command = shown.session, shown[SeveralLabelsFeature].commands["every_label"]
    command()
    assert session.pane_list.specs == tuple(
        PaneSpec("layer_cam", target=Target(kind="class", index=index)) for index in (2, 0)
    )
    assert session.options["scaling"] == "method"
    shown[HistoryFeature].history.undo()
    shown[HistoryFeature].history.undo()
    assert all(spec.target is None for spec in session.pane_list.specs)
    assert session.options["scaling"] == "map"


def test_classes_that_exclude_one_another_are_not_shown_together(shown: Household) -> None:
    session, command = shown.session, shown[SeveralLabelsFeature].commands["every_label"]
    assert session.model is not None
    session.model = replace(session.model, answer=Answer(classes=8))
    before = session.pane_list.specs
    command()
    assert session.pane_list.specs == before
    assert "exclude one another" in shown.window.notices.text

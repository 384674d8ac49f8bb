"""The predictions take the height that their rows need, until the user divides the column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_records import given_prediction
from PySide6.QtWidgets import QWidget

from viewer.core.asks.scores import ClassScore
from viewer.core.maps.geometry import Geometry
from viewer.ui.panels.predictions import ROW_PX, Predictions
from viewer.ui.window.side_column import SideColumn


def score(name, index, probability):
    return ClassScore(name=name, index=index, logit=1.5, probability=probability)


PREDICTION = given_prediction(
    Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2)),
    answer=np.zeros(3, np.float32),
    probabilities=np.zeros(3, np.float32),
    top=(score("tabby", 281, 0.5), score("lynx", 287, 0.25)),
    groups=(score("dog", -1, 0.02), score("cat", -1, 0.75)),
)


@pytest.fixture
def column(qtbot):
    predictions = Predictions()
    column = SideColumn(QWidget(), predictions)
    qtbot.addWidget(column)
    column.resize(236, 800)
    with qtbot.waitExposed(column):
        column.show()
    return column


def rows_seen(column):
    return column.widget(1).list.viewport().height() / ROW_PX


def test_predictions_take_what_their_rows_need(column):
    predictions = column.widget(1)
    assert rows_seen(column) == 5, "before the first answer"
    predictions.set_prediction(PREDICTION)  # two classes and two groups
    assert rows_seen(column) == 4
    two = replace(PREDICTION, groups=())
    predictions.set_prediction(two)
    assert rows_seen(column) == 4, "stepping through pictures moves nothing about"
    predictions.set_prediction(replace(two, top=two.top[:1]))  # another model
    assert rows_seen(column) == 1


def test_predictions_never_take_more_than_half(column):
    many = tuple(score(f"group {number}", -1, 0.5) for number in range(40))
    column.widget(1).set_prediction(replace(PREDICTION, groups=many))
    assert column.widget(1).height() <= 400


def test_what_the_user_has_divided_stays(column):
    assert column.chosen_state().isEmpty()
    column.moveSplitter(500, 1)
    column.widget(1).set_prediction(PREDICTION)
    assert column.sizes()[0] == 500
    other = SideColumn(QWidget(), Predictions())
    other.resize(236, 800)
    other.restore_chosen(column.chosen_state())
    other.widget(1).set_prediction(PREDICTION)
    assert other.sizes() == column.sizes()
    other.deleteLater()

"""A detector in the window: its boxes are shown, stepped through, and explained as suits them."""

from __future__ import annotations

from given_records import given_model, given_prediction

from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.features.boxes import SUITED, BoxesFeature
from viewer.household import Household
from viewer.session.pane_list import DEFAULT_PANES

GEOMETRY = Geometry(original=(300, 200), resized=(300, 200), offset=(0, 0), input=(300, 200))
ROWS = tuple(
    ClassScore(
        name="dog", index=1, logit=0.0, probability=0.9 - number / 10, asks=f"box {number}",
        place=(10.0 * number, 10.0, 50.0 + 10 * number, 90.0),
    )
    for number in (1, 2, 3)
)  # fmt: skip


def test_methods_that_average_are_shown_for_classes_alone(window: Household) -> None:
    panes = window.session.pane_list
    window.session.accept_model(given_model(local=True, task="boxes"))
    assert panes.specs == SUITED
    window.session.accept_model(given_model())
    assert panes.specs == DEFAULT_PANES
    panes.set_specs([PaneSpec("rise")])
    window.session.accept_model(given_model(local=True, task="boxes"))
    assert panes.specs == (PaneSpec("rise"),)


def test_the_control_is_shown_beside_what_there_is(window: Household) -> None:
    window.session.accept_model(given_model(local=True, task="boxes"))
    window.commands.run("box_control")
    shown = [spec.method for spec in window.session.pane_list.specs]
    assert shown == [*(spec.method for spec in SUITED), "gradient_size"]
    window.commands.run("box_control")  # once is enough
    assert len(window.session.pane_list.specs) == 3


def test_boxes_are_stepped_through_and_listed(window: Household) -> None:
    session = window.session
    session.accept_model(given_model(local=True, task="boxes"))
    feature = window.features[BoxesFeature]
    session.prediction_changed.emit(given_prediction(GEOMETRY, top=ROWS))
    predictions = window.window.predictions
    assert [predictions.list.item(row).text() for row in range(3)] == ["1  dog", "2  dog", "3  dog"]
    assert feature.layer._rows == ROWS
    predictions.list.itemClicked.emit(predictions.list.item(1))
    assert session.target == Target(kind="name", name="box 2")

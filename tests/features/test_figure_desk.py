"""The desk of figures, a real session, an engine that answers at once: no figure waits for ever."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from given_routes import tell

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.records import Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.core.tables.options import OPTIONS
from viewer.features.figure_desk import MOST_KNOWN, FigureDesk
from viewer.figure.style import FigureStyle
from viewer.session.session import Session

SQUARE = Geometry(original=(3, 3), resized=(3, 3), offset=(0, 0), input=(3, 3))


class Answerer:
    """Answers what the desk asks for as the engine would, and counts the questions."""

    def __init__(self, desk: FigureDesk) -> None:
        self.desk, self.asked = desk, 0
        self.waiting: list[ExplainAside] = []
        desk.explanations.wished.connect(self.waiting.append)

    def serve(self, most: int) -> None:
        while self.waiting and self.asked < most:
            wish = self.waiting.pop(0).request
            if wish is None:
                continue
            self.asked += 1
            told = {"serial": wish.serial, "image": wish.image}
            tell(self.desk.explanations, given_prediction(SQUARE, **told))
            for pane, spec in enumerate(wish.panes):
                raw = np.ones((1, 1), np.float32)
                map_of = given_map(raw, SQUARE, pane=pane, method=spec.method, **told)
                tell(self.desk.explanations, map_of)
            tell(self.desk.explanations, Finished(serial=wish.serial))


@pytest.fixture
def desk(qtbot):
    session = Session({option.key: option.default for option in OPTIONS})
    session.model, session.image = given_model(ref=ModelRef()), ImageRef(path=Path("/0.png"))
    panes = SimpleNamespace(difference=None, view=SimpleNamespace(visible=None, chosen=None))
    desk = FigureDesk(session, cast(Any, panes), cast(Any, SimpleNamespace()))
    desk.explanations.answered.connect(desk.note_answer)
    desk.explanations.finished.connect(desk.advance)
    return desk


def test_a_figure_of_more_pictures_than_are_kept_is_finished(desk):
    count = MOST_KNOWN + 100
    images = tuple(Path(f"/{number}.png") for number in range(count))
    engine, orders = Answerer(desk), []
    desk.gather(FigureStyle(kind="table"), images, (Target.parse("0"),), orders.append)
    engine.serve(most=3 * count)
    assert engine.asked == count  # each once, and none again
    (order,) = orders
    assert [each.prediction.image.path for each in order.explanations] == list(images)
    assert len(desk._known) == MOST_KNOWN  # and no more memory is held than before


def test_what_is_known_is_not_asked_again(desk):
    engine, orders = Answerer(desk), []
    images = (Path("/0.png"), Path("/1.png"))
    for _ in range(2):
        desk.gather(FigureStyle(kind="table"), images, (Target.parse("0"),), orders.append)
        engine.serve(most=10)
    assert engine.asked == 2
    assert len(orders) == 2

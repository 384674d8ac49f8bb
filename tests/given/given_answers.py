"""What an engine answers to a request, as small as it can be, through the window's own seam."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from given_engine import FakeEngine
from given_records import given_map, given_prediction

from viewer.core.asks.records import Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.core.maps.geometry import Geometry

SQUARE = Geometry(original=(3, 3), resized=(3, 3), offset=(0, 0), input=(3, 3))


def answer(engine: FakeEngine, request: ExplainRequest, *, end: bool = True) -> None:
    """Answer a request with a prediction and a map of ones for each pane."""
    told = {"serial": request.serial, "image": request.image}
    engine.deliver(given_prediction(SQUARE, **told))
    for pane, spec in enumerate(request.panes):
        ones = np.ones((1, 1), np.float32)
        engine.deliver(given_map(ones, SQUARE, pane=pane, method=spec.method, **told))
    if end:
        engine.deliver(Finished(serial=request.serial))


def newest(engine: FakeEngine) -> ExplainRequest:
    """Return what was asked last."""
    return replace(engine.asked(ExplainRequest)[-1])

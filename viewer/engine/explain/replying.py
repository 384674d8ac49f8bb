"""Answer one request: the prediction, then each pane's map; a pane that fails does so alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from viewer.core.asks.messages import Notice, Progress, failure_of
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import OutOfMemory, UserError
from viewer.engine.explain.answering import Answering, ms_since
from viewer.engine.explain.known_map import KnownMap, Stage
from viewer.engine.explain.resolving import ResolvedPane, understood
from viewer.engine.explain.stages import stages
from viewer.engine.explain.together import TOGETHER, fetch_for_panes

Reply = Prediction | Progress | HeatMap | Failure | Notice


def replies(answering: Answering) -> Iterator[Reply]:
    """Yield the prediction, then a heat map or a failure for each pane.

    Raises:
        UserError: the picture, the model, or the target that panes share is at fault.
    """
    start = time.perf_counter()
    request = answering.request
    seen = answering.predict(request.input_mode)
    yield replace(seen, serial=request.serial, image=request.image, elapsed_ms=ms_since(start))
    if any(pane.target is None for pane in understood(answering.panes)):
        answering.meant(request.target, seen)  # what all panes share fails for all
    for index, pane in enumerate(answering.panes):
        answering.check()
        if answering.task.local and index % TOGETHER == 0:
            fetch_for_panes(answering, answering.panes[index : index + TOGETHER], seen)
        start = time.perf_counter()
        try:
            if isinstance(pane, UserError):
                raise pane
            for reply in stages(answering, pane, answering.resolve(pane, seen)):
                yield _addressed(request, pane, index, reply, start)
        except UserError as error:
            if isinstance(error, OutOfMemory) and answering.on_gpu:
                raise  # the CPU may have more
            yield failure_of(error, request.serial, pane=index)


def _addressed(
    request: ExplainRequest, pane: ResolvedPane, index: int, reply: Stage | KnownMap, start: float
) -> Progress | HeatMap:
    """Return a reply with the pane and the request it answers."""
    if isinstance(reply, KnownMap):
        elapsed_ms = ms_since(start)
        return reply.addressed(request, pane=index, target=pane.target, elapsed_ms=elapsed_ms)
    return Progress(
        serial=request.serial,
        pane=index,
        row=pane.method.row,
        done=reply.done,
        total=reply.total,
        remaining_s=reply.remaining_s,
        heat=reply.heat and reply.heat.addressed(request, pane=index, target=pane.target),
    )

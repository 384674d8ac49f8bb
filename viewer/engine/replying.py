"""Answer one request: the prediction, then each pane's map; a pane that fails does so alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from viewer.core.errors import OutOfMemory, UserError
from viewer.core.messages import Notice, Progress, failure_of
from viewer.core.records import ExplainRequest, Failure, HeatMap, Prediction
from viewer.engine.answering import Answering, ms_since

Reply = Prediction | Progress | HeatMap | Failure | Notice


def replies(answering: Answering) -> Iterator[Reply]:
    """Yield the prediction, then a heat map or a failure for each pane.

    Raises:
        UserError: the picture, the model, or the target that panes share is at fault.
    """
    start = time.perf_counter()
    request, labels = answering.request, answering.subject.model.labels
    seen = answering.predict(request.input_mode)
    yield replace(seen, serial=request.serial, image=request.image, elapsed_ms=ms_since(start))
    if any(pane.target is None for pane in request.panes):
        labels.resolve(request.target, seen.logits)  # what all panes share fails for all
    for index, pane in enumerate(request.panes):
        answering.check()
        start = time.perf_counter()
        try:
            for reply in answering.steps(pane, answering.resolve(pane, seen.logits)):
                yield _addressed(request, reply, index, start)
        except UserError as error:
            if isinstance(error, OutOfMemory) and answering.on_gpu:
                raise  # the CPU may have more
            yield failure_of(error, request.serial, pane=index)


def _addressed(
    request: ExplainRequest, reply: Progress | HeatMap, index: int, start: float
) -> Progress | HeatMap:
    """Return a reply with the pane and the request it answers."""
    serial, target = request.serial, request.panes[index].target or request.target
    if isinstance(reply, Progress):
        heat = reply.heat and replace(reply.heat, serial=serial, pane=index, target=target)
        return replace(reply, pane=index, heat=heat)
    return replace(
        reply,
        serial=serial,
        pane=index,
        image=request.image,
        target=target,
        elapsed_ms=ms_since(start),
    )

"""The evaluation's process: one order from a pipe, progress and ranking back; ends with the window.

A process of its own can be stopped at once; what it has measured stays on the disk, and the same
order goes on from there.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from viewer.core.asks.evaluations import (
    Evaluate,
    Evaluated,
    EvaluationFailed,
    PictureMeasured,
    RankedWay,
)
from viewer.core.asks.wire import pack
from viewer.core.errors import UserError
from viewer.core.log_lines import log_to
from viewer.engine.serve.child import die_with_parent, take_over_standard_streams
from viewer.engine.serve.one_order import read_order
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.progress import EvaluationProgress
from viewer.evaluate.ranking import Overall

log = logging.getLogger(__name__)
POLITENESS = 10  # behind the window and its engine
Send = Callable[[object], None]


@dataclass(slots=True, kw_only=True)
class ToldProgress(EvaluationProgress):
    """Tells the window how far it is, and in the end the order.

    Args:
        send: takes a record.
        order: what was asked.
    """

    send: Send
    order: Evaluate

    def __post_init__(self) -> None:
        """Say how many pictures there are, before the first is done."""
        self.send(PictureMeasured(done=0, total=self.total))

    def finished(self, name: str, error: UserError | None = None) -> None:
        """Tell that a picture is done, or why it is left out."""
        super(ToldProgress, self).finished(name, error)
        problem = error.headline if error is not None else ""
        self.send(
            PictureMeasured(done=self.done, total=self.total, left_s=self.left_s, problem=problem)
        )

    def ranked(self, ways: Sequence[Overall], failures: int) -> None:
        """Send the order over all measures."""
        self.send(Evaluated(out=self.order.out, ways=tuple(map(_way, ways)), failed=failures))


def main() -> int:
    """Serve one order; the standard streams are the pipe."""
    log_to(sys.stderr)
    die_with_parent()
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    requests, replies = take_over_standard_streams()

    def send(record: object) -> None:
        replies.write(pack(record))
        replies.flush()

    order = read_order(requests)
    if order is not None:
        serve(order, send)
    return 0


def serve(order: Evaluate, send: Send) -> None:
    """Measure what is asked; whatever goes wrong is sent in words."""
    from viewer.evaluate.evaluation import evaluate  # brings torch

    options = EvaluateOptions(
        out=order.out,
        model=order.model,
        methods=order.methods,
        layers=order.layers,
        measures=order.measures,
        classes=order.classes,
        truth=order.truth,
        input_mode=order.input_mode,
    )
    try:
        evaluate(order.pictures, options, lambda total: ToldProgress(total, send=send, order=order))
    except UserError as error:
        send(EvaluationFailed(headline=error.headline, hint=error.hint, detail=error.detail))
    except Exception as error:  # the worker's border
        log.exception("the evaluation failed")
        hint = "Help > Show log tells why."
        send(EvaluationFailed(headline="The evaluation failed.", hint=hint, detail=repr(error)))


def _way(one: Overall) -> RankedWay:
    method, layer = one.way
    return RankedWay(method=method, layer=layer, place=one.place, best=one.best, of=one.of)


if __name__ == "__main__":
    sys.exit(main())

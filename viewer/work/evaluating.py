"""One evaluation beside the window, in a process of its own."""

from __future__ import annotations

from viewer.core.asks.evaluations import Evaluate, Evaluated, EvaluationFailed, PictureMeasured
from viewer.work.order_process import OrderProcess


class Evaluator(OrderProcess[Evaluate]):
    """Runs one evaluation at a time."""

    STEP = PictureMeasured
    OUTCOME = Evaluated

    def unexpected(self, order: Evaluate, detail: str) -> EvaluationFailed:  # noqa: ARG002
        """Return why there is no ranking: what was measured is gone on with."""
        headline, hint = "The evaluation stopped unexpectedly.", "Start it again to go on."
        return EvaluationFailed(headline=headline, hint=hint, detail=detail)

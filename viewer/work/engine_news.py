"""What is told of an engine that died, hangs or does not listen."""

from __future__ import annotations

from viewer.core.asks.messages import OpenFailed, failure_of, open_failed
from viewer.core.asks.records import Failure
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError

_ANOTHER = "Try another model, layer or method."


def died_twice_opening(ref: ModelRef, detail: str) -> OpenFailed:
    """Tell that a model is not tried a third time."""
    return open_failed(
        ref, UserError("The engine died over this twice.", hint=_ANOTHER, detail=detail)
    )


def died_twice(request: ExplainRequest, detail: str) -> Failure:
    """Tell that an explanation is not tried a third time."""
    error = UserError("The engine died over this twice.", hint=_ANOTHER, detail=detail)
    return failure_of(error, request.serial)


def hung_opening(ref: ModelRef) -> OpenFailed:
    """Tell that a model was given up."""
    return open_failed(ref, UserError("The engine did not answer while it opened this model."))


def hung_twice(request: ExplainRequest) -> Failure:
    """Tell that an explanation was given up."""
    error = UserError("The engine did not answer to this twice.", hint=_ANOTHER)
    return failure_of(error, request.serial)


def deaf() -> Failure:
    """Tell that the engine had to be ended so that it does what is wished now."""
    return Failure(
        serial=0,
        headline="The engine did not answer.",
        hint="It was started again for what you have asked for now.",
    )


def restarted(detail: str, *, again: bool) -> Failure:
    """Tell that the engine is back; ``again``: with the same picture."""
    hint = "It was started again."
    if again:
        hint = "It was started again, and the same picture is being explained."
    return Failure(serial=0, headline="The engine stopped unexpectedly.", hint=hint, detail=detail)


def gave_up(detail: str) -> Failure:
    """Tell that the engine stays down until the user wants it."""
    return Failure(
        serial=0,
        headline="The engine keeps stopping, so it was not started again.",
        hint="Press F5 to try once more; Help > Show log tells why.",
        detail=detail,
    )

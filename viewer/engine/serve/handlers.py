"""The functions that answer the window's messages, one for each row of the table of jobs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from viewer.core.asks.layer_maps import ExplainLayers
from viewer.core.asks.messages import (
    Began,
    Cancel,
    ExplainAside,
    Neighbours,
    OpenModel,
    Progress,
    failure_of,
    open_failed,
    stopped,
)
from viewer.core.asks.parts import FindParts, PartsFailure
from viewer.core.asks.records import Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.structure import DescribeModules
from viewer.core.asks.trust import CheckMap, LibraryMap, MeasureMap, TrustEnd
from viewer.core.errors import ArchitectureNeeded, Cancelled, UserError
from viewer.core.judging.picture_scores import ScorePictures
from viewer.core.judging.verdicts import Judge
from viewer.core.models.zoo_entries import ListZoo, Zoo
from viewer.engine.serve.service import Service

log = logging.getLogger(__name__)
NOT_CHECKED = "This map could not be checked."
NOT_MEASURED = "This map could not be measured."
NO_PARTS = "This explanation could not be taken apart."
Outcome = Literal["answered", "failed", "interrupted"]


def open_model(service: Service, message: OpenModel) -> None:
    """Open a model, or tell why not."""
    ref = message.ref
    service.answered = None
    service.send(Began(ref=ref))
    try:
        service.send(service.engine.open(ref))
    except Cancelled:
        service.send(stopped(message))
    except UserError as error:
        log.info("opening %s: %s %s", ref, error, error.detail)
        from viewer.engine.models.recognising.architectures import all_names  # noqa: PLC0415

        known = all_names() if isinstance(error, ArchitectureNeeded) else ()
        service.send(open_failed(ref, error, known=known))
    except Exception as error:  # the worker's border
        log.exception("opening %s failed", ref)
        headline, hint = "This model could not be opened.", "Help > Show log tells why."
        told = UserError(headline, hint=hint, detail=repr(error))
        service.send(open_failed(ref, told))


def explain(service: Service, request: ExplainRequest) -> None:
    """Explain what the panes show; what comes next may be prepared after it."""
    service.send(Began(serial=request.serial))
    outcome = _explain(service, request)
    service.answered = request if outcome == "answered" else None


def explain_aside(service: Service, wish: ExplainAside) -> None:
    """Explain for a figure; what the window wants comes first, also half-way."""
    if wish.request is not None and _explain(service, wish.request, aside=True) == "interrupted":
        raise Cancelled


def describe(service: Service, wish: DescribeModules) -> None:
    """Answer with the model's structure; an explanation comes first, also half-way."""
    service.send(service.engine.describe(wish.ref, wish.size))


def explain_layers(service: Service, wish: ExplainLayers) -> None:
    """Answer with the maps of all blocks; an explanation makes the wish out of date."""
    service.send(service.engine.explain_layers(wish.request))


def judge(service: Service, wish: Judge) -> None:
    """Say the top class of some pictures; whatever else waits comes first, also half-way.

    What is judged already is looked up when the same is asked again.
    """
    inbox = service.inbox
    service.send(service.engine.judge(wish, service.store, hold=lambda: inbox.occupied))


def score(service: Service, wish: ScorePictures) -> None:
    """Say what a target is worth in some pictures; whatever else waits comes first."""
    from viewer.engine.explain.scoring import score_pictures  # noqa: PLC0415 - torch takes seconds

    inbox = service.inbox
    service.send(score_pictures(wish, service.engine.ask, hold=lambda: inbox.occupied))


def measure(service: Service, wish: MeasureMap) -> None:
    """Answer with readings as they come; what is more urgent goes between two of them."""
    from viewer.engine.explain.trust import readings  # noqa: PLC0415 - torch takes seconds

    left = list(wish.measures)
    end = TrustEnd(ticket=wish.ticket)
    try:
        for reading in readings(service.engine, wish):
            service.send(reading)
            left.remove(reading.key)
            if service.outdated:
                break
            if left and service.inbox.holds_more_urgent(wish):
                service.inbox.put(replace(wish, measures=tuple(left)))
                return
    except Cancelled:
        log.info("the measures of ticket %d are cancelled", wish.ticket)
    except UserError as error:
        end = replace(end, headline=error.headline, hint=error.hint)
    except Exception:  # the worker's border
        log.exception("measuring failed")
        end = replace(end, headline=NOT_MEASURED, hint="Help > Show log tells why.")
    service.send(end)


def check_map(service: Service, wish: CheckMap) -> None:
    """Answer with the grad-cam library's own map, or say why there is none."""
    failed = LibraryMap(ticket=wish.ticket)
    try:
        told = service.engine.check_map(wish)
    except Cancelled:
        told = replace(failed, headline="Stopped.")
    except UserError as error:
        told = replace(failed, headline=error.headline, hint=error.hint)
    except Exception:  # the worker's border
        log.exception("checking failed")
        told = replace(failed, headline=NOT_CHECKED, hint="Help > Show log tells why.")
    service.send(told)


def take_apart(service: Service, wish: FindParts) -> None:
    """Answer with what an explanation is made of, or say why it cannot be taken apart."""
    from viewer.engine.explain.parts import find_parts  # noqa: PLC0415 - torch takes seconds

    failed = PartsFailure(ticket=wish.ticket, headline="Stopped.")
    try:
        service.send(service.engine.ask(wish.request, lambda given: find_parts(given, wish)))
    except Cancelled:
        service.send(failed)
    except UserError as error:
        service.send(replace(failed, headline=error.headline, hint=error.hint))
    except Exception:  # the worker's border
        log.exception("taking apart failed")
        service.send(replace(failed, headline=NO_PARTS, hint="Help > Show log tells why."))


def list_zoo(service: Service, _message: ListZoo) -> None:
    """Answer with the list of published models."""
    from viewer.engine.models.zoo import catalogue  # noqa: PLC0415 - torch takes seconds

    try:
        service.send(catalogue.list_zoo())
    except Exception:  # the worker's border
        log.exception("the zoo cannot be listed")
        service.send(Zoo(entries=()))


def note_neighbours(service: Service, message: Neighbours) -> None:
    """Take note of the pictures that may be looked at next."""
    service.neighbours = message.images


def cancel(service: Service, message: Cancel) -> None:
    """Forget what waits, and tell so: nobody else answers it."""
    for waiting in service.inbox.drop_outdated(message):
        measuring = isinstance(waiting, MeasureMap)
        service.send(TrustEnd(ticket=waiting.ticket) if measuring else stopped(waiting))


def _explain(service: Service, request: ExplainRequest, *, aside: bool = False) -> Outcome:
    """Answer a request, and tell what came of it."""
    at_work = -1  # the pane whose slow method runs
    try:
        for reply in service.engine.explain(request):
            if service.outdated:
                return "interrupted"
            at_work = reply.pane if isinstance(reply, Progress) else -1
            service.send(reply)
        service.send(Finished(serial=request.serial))
    except Cancelled:
        log.info("request %d cancelled", request.serial)
        # Stopped by the user, and not by something newer?
        if not aside and not service.outdated:
            service.send(stopped(request, pane=at_work))
            service.send(Finished(serial=request.serial))
        return "interrupted"
    except UserError as error:
        log.info("request %d: %s %s", request.serial, error, error.detail)
        service.send(failure_of(error, request.serial))
    except Exception as error:  # the worker's border
        log.exception("request %d failed", request.serial)
        headline = "This explanation failed."
        hint = "Try another layer or method; Help > Show log tells why."
        told = UserError(headline, hint=hint, detail=repr(error))
        service.send(failure_of(told, request.serial))
    else:
        return "answered"
    return "failed"


# What waits is answered by the thread that computes, all else by the one that reads the pipe.
HANDLERS: dict[type[Any], Callable[[Service, Any], None]] = {
    OpenModel: open_model,
    ExplainRequest: explain,
    ExplainAside: explain_aside,
    DescribeModules: describe,
    ExplainLayers: explain_layers,
    CheckMap: check_map,
    FindParts: take_apart,
    MeasureMap: measure,
    ScorePictures: score,
    Judge: judge,
    ListZoo: list_zoo,
    Neighbours: note_neighbours,
    Cancel: cancel,
}

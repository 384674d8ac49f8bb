"""The table of questions to the engine: what answers each, what it interrupts, what outdates it.

A new question is one row here, one function in ``engine/serve/handlers.py``, and a route to whoever
asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from viewer.core.asks.layer_maps import ExplainLayers, LayerMaps
from viewer.core.asks.messages import (
    Began,
    Cancel,
    ExplainAside,
    Neighbours,
    Notice,
    OpenFailed,
    OpenModel,
    Progress,
    Ready,
)
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.parts import (
    FindParts,
    LayerConcepts,
    PartsFailure,
    ScoreShares,
    TokenLooks,
)
from viewer.core.asks.records import Failure, Finished, HeatMap, Prediction
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.structure import DescribeModules, Structure
from viewer.core.asks.trust import CheckMap, LibraryMap, MeasureMap, TrustEnd
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.judging.picture_scores import PictureScores, ScorePictures
from viewer.core.judging.verdicts import Judge, Verdicts
from viewer.core.models.zoo_entries import ListZoo, Zoo

Kinds = tuple[type[Any], ...]
Survivor = OpenModel | ExplainRequest  # what the next process is given after a crash
PRESSING: Kinds = (OpenModel, ExplainRequest, Cancel)  # what nearly everything makes way for
ANSWERS: Kinds = (Prediction, HeatMap, Progress, Failure, Finished)
UNASKED: Kinds = (Ready, Notice)  # what the engine says by itself


def _always(_message: object) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One kind of question to the engine; the order of the rows is the order of urgency."""

    message: type[Any]
    replies: Kinds = ()
    waits: bool = True  # in the inbox, the latest of its kind; else it is heeded as it arrives
    yields_to: Kinds = PRESSING  # what interrupts it while it runs
    presses: Callable[[Any], bool] = _always  # whether this very message interrupts anything
    outdated_by: Kinds = ()  # what makes it pointless while it waits
    # What was interrupted waits again, unless one of these waits; None: it is not done again.
    put_back_unless: Kinds | None = None
    # What the next process is given after a crash: this model, or this request unless a stop came.
    survives: Literal["", "model", "request", "stop"] = ""


ROWS = (
    Job(message=Cancel, waits=False, replies=(OpenFailed, Failure, TrustEnd), survives="stop"),
    Job(message=Neighbours, waits=False),
    Job(
        message=OpenModel,
        replies=(Began, ModelInfo, OpenFailed),
        yields_to=(OpenModel, Cancel),
        outdated_by=(Cancel,),
        survives="model",
    ),
    Job(
        message=ExplainRequest,
        replies=(Began, *ANSWERS),
        outdated_by=(OpenModel, Cancel),
        survives="request",
    ),
    Job(message=ListZoo, replies=(Zoo,)),
    Job(
        message=DescribeModules,
        replies=(Structure,),
        outdated_by=(OpenModel,),
        put_back_unless=(OpenModel,),
    ),
    Job(
        message=ExplainAside,
        replies=ANSWERS,
        yields_to=(*PRESSING, ExplainAside),
        presses=lambda wish: wish.request is None,
        put_back_unless=(OpenModel,),
    ),
    Job(
        message=ExplainLayers,
        replies=(LayerMaps,),
        outdated_by=(OpenModel, ExplainRequest),  # it is asked for again after the answer
        put_back_unless=(OpenModel, ExplainRequest),
    ),
    Job(message=CheckMap, replies=(LibraryMap,), outdated_by=(OpenModel, ExplainRequest)),
    Job(
        message=FindParts,
        replies=(LayerConcepts, ScoreShares, TokenLooks, PartsFailure),
        outdated_by=(OpenModel, ExplainRequest),
    ),
    Job(
        message=MeasureMap,  # what is more urgent waits for one measure at most
        replies=(TrustReading, TrustEnd),
        outdated_by=(OpenModel, ExplainRequest, Cancel),
    ),
    Job(message=ScorePictures, replies=(PictureScores,), put_back_unless=(OpenModel,)),
    Job(message=Judge, replies=(Verdicts,), put_back_unless=(OpenModel,)),
)
JOBS: dict[type[Any], Job] = {row.message: row for row in ROWS}


def interrupts(message: object, running: Job | None) -> bool:
    """Tell whether what is running must make way to a message; None: something nobody asked for."""
    kinds = running.yields_to if running is not None else PRESSING
    return type(message) in kinds and JOBS[type(message)].presses(message)

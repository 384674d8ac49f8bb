"""The top class of many pictures, one by one, in idle time; what is known already is looked up."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import Cancelled, UserError
from viewer.core.judging.verdicts import Judge, Verdict, Verdicts
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.cache import BoundedCache

log = logging.getLogger(__name__)
Ask = Callable[[ExplainRequest], Answering]


def judge(wish: Judge, ask: Ask, store: VerdictStore) -> Verdicts:
    """Return the verdict on each picture; the present picture and its maps are left alone.

    Args:
        wish: which pictures.
        ask: makes a request ready to be answered.
        store: of verdicts given before.

    Raises:
        Cancelled: something more urgent waits.
    """
    verdicts: list[Verdict] = []
    for image in wish.images:
        try:
            verdicts.append(_judge(wish, image, ask, store))
        except UserError as error:
            verdicts.append(Verdict(image=image, problem=str(error)))
        except Cancelled:
            raise
        except Exception as error:  # one picture's border: the others go on
            log.exception("judging %s failed", image.path)
            verdicts.append(Verdict(image=image, problem=repr(error)))
    return Verdicts(serial=wish.serial, verdicts=tuple(verdicts))


def _judge(wish: Judge, image: ImageRef, ask: Ask, store: VerdictStore) -> Verdict:
    image = ImageRef.of(image.path, image.page, image.levels)
    answering = ask(ExplainRequest(image=image, model=wish.model, input_mode=wish.input_mode))
    model = _state_of(answering.subject.info, wish)
    known = store.find(model, image)
    if known is None:
        aside = replace(
            answering, sights=answering.sights.of_another_picture(), results=BoundedCache(1 << 20)
        )
        best = next(iter(aside.predict(wish.input_mode).top), None)
        if best is None:
            raise UserError(
                "This model names no classes, so there is nothing to judge.",
                hint="Triage sorts the pictures of a folder by their likeliest class.",
            )
        known = Verdict(image=image, index=best.index, probability=best.probability)
        store.keep(model, (known,))
    return known


def _state_of(info: ModelInfo, wish: Judge) -> str:
    """Return a name for a model in one state: weights, input and what the user has said of it."""
    state = info.ref, info.weights_sha256, info.rule, info.setup, len(info.class_names)
    return hashlib.sha256(repr((state, wish.input_mode)).encode()).hexdigest()[:32]

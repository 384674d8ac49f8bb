"""The top class of many pictures, one by one, in idle time; what is known already is looked up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from viewer.core.errors import UserError
from viewer.core.records import ExplainRequest, ImageRef, ModelInfo
from viewer.core.verdict_store import VerdictStore
from viewer.core.verdicts import Judge, Verdict
from viewer.engine.answering import Answering
from viewer.engine.cache import Kept

Ask = Callable[[ExplainRequest], Answering]


def judge(wish: Judge, ask: Ask, store: VerdictStore) -> Iterator[Verdict]:
    """Yield the verdict on each picture; the present picture and its maps are left alone.

    Args:
        wish: which pictures.
        ask: makes a request ready to be answered.
        store: of verdicts given before.

    Raises:
        UserError: the model cannot be opened.
        Cancelled: something more urgent waits.
    """
    for image in wish.images:
        image = ImageRef.of(image.path, image.page)  # noqa: PLW2901 - as it is now
        request = ExplainRequest(image=image, model=wish.model, input_mode=wish.input_mode)
        answering = ask(request)
        model = _state_of(answering.subject.info, wish)
        known = store.find(model, image)
        if known is None:
            known = _judge_one(answering, image)
            if known.index >= 0:
                store.keep(model, (known,))
        yield known


def _judge_one(answering: Answering, image: ImageRef) -> Verdict:
    aside = replace(answering, sights=answering.sights.of_another_picture(), results=Kept(1 << 20))
    try:
        seen = aside.predict(answering.request.input_mode)
    except UserError as error:
        return Verdict(image=image, problem=str(error))
    best = seen.top[0]
    return Verdict(image=image, index=best.index, probability=best.probability)


def _state_of(info: ModelInfo, wish: Judge) -> str:
    """Return a name for a model in one state: weights, input and what the user has said of it."""
    state = info.ref, info.weights_sha256, info.rule, info.setup, len(info.class_names)
    return hashlib.sha256(repr((state, wish.input_mode)).encode()).hexdigest()[:32]

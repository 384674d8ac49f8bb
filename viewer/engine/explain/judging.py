"""The top class of many pictures in idle time; what is known already is looked up."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.core.errors import Cancelled, UserError
from viewer.core.judging.verdicts import Judge, Verdict, Verdicts
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.batches import BatchAnswer, answers_in_batches
from viewer.engine.explain.cache import BoundedCache
from viewer.engine.fast.terms import USUAL
from viewer.engine.look.forward import FORWARD_ERRORS

log = logging.getLogger(__name__)
Ask = Callable[[ExplainRequest], Answering]
WORTH_COMPILING = 100  # pictures: ResNet-50 takes 2.3 s of CPU time for it, and saves 36 ms on each


def judge(wish: Judge, ask: Ask, store: VerdictStore) -> Verdicts:
    """Return the verdict on each picture; the present picture and its maps are left alone.

    Where many are left, a compiled network is asked in batches: one is made at the first of them,
    and serves the rest.

    Args:
        wish: which pictures.
        ask: makes a request ready to be answered.
        store: of verdicts given before.

    Raises:
        Cancelled: something more urgent waits.
    """
    judging = _Judging(wish, ask, store)
    found = {image: _guarded(image, judging.known) for image in wish.images}
    found |= judging.together([image for image, verdict in found.items() if verdict is None])
    each = (found[image] or _guarded(image, judging.alone) for image in wish.images)
    return Verdicts(
        serial=wish.serial, verdicts=tuple(verdict for verdict in each if verdict is not None)
    )


@dataclass(frozen=True, slots=True)
class _Judging:
    """One wish, and how its pictures are judged."""

    wish: Judge
    ask: Ask
    store: VerdictStore

    def known(self, image: ImageRef) -> Verdict | None:
        """Return the verdict that was given on a file in its present state."""
        image, answering = self._asked(image)
        return self.store.find(self._state(answering), image)

    def together(self, images: Sequence[ImageRef]) -> dict[ImageRef, Verdict | None]:
        """Return the verdicts on those pictures that a compiled network can be asked about."""
        found: dict[ImageRef, Verdict | None] = {}
        if not images:
            return found
        fresh = {_fresh(image): image for image in images}
        _, answering = self._asked(images[0])
        mode, worth = self.wish.input_mode, self.wish.left >= WORTH_COMPILING
        terms = USUAL if worth else None
        with closing(answers_in_batches(answering, [*fresh], mode, terms)) as batches:
            for batch in batches:
                verdicts = [*_told(answering, batch)]
                self.store.keep(self._state(answering), verdicts)
                found |= {fresh[verdict.image]: verdict for verdict in verdicts}
        return found

    def alone(self, image: ImageRef) -> Verdict:
        """Return the verdict on one picture, by a pass of its own."""
        image, answering = self._asked(image)
        aside = replace(
            answering, sights=answering.sights.of_another_picture(), results=BoundedCache(1 << 20)
        )
        verdict = _best(image, aside.predict(self.wish.input_mode).top)
        self.store.keep(self._state(answering), (verdict,))
        return verdict

    def _asked(self, image: ImageRef) -> tuple[ImageRef, Answering]:
        """Return a picture as its file is now, and all that is at hand to answer."""
        wish, image = self.wish, _fresh(image)
        request = ExplainRequest(image=image, model=wish.model, input_mode=wish.input_mode)
        return image, self.ask(request)

    def _state(self, answering: Answering) -> str:
        return _state_of(answering.subject.info, self.wish)


def _told(answering: Answering, batch: Sequence[BatchAnswer]) -> Iterator[Verdict]:
    """Yield what the answers to a batch say; what they refuse to say is asked for once more."""
    task = answering.task
    for one in batch:
        try:
            task.resolve(Target(), one.answer, one.geometry)  # refuses invalid numbers
            yield _best(one.image, task.say(one.answer, one.geometry).top)
        except (UserError, *FORWARD_ERRORS):
            continue


def _best(image: ImageRef, top: Sequence[ClassScore]) -> Verdict:
    best = next(iter(top), None)
    if best is None:
        raise UserError(
            "This model names no classes, so there is nothing to judge.",
            hint="Triage sorts the pictures of a folder by their likeliest class.",
        )
    return Verdict(image=image, index=best.index, probability=best.probability)


def _guarded(image: ImageRef, say: Callable[[ImageRef], Verdict | None]) -> Verdict | None:
    """Return what is said of a picture; one that fails costs itself alone."""
    try:
        return say(image)
    except UserError as error:
        return Verdict(image=image, problem=str(error))
    except Cancelled:
        raise
    except Exception as error:  # one picture's border: the others go on
        log.exception("judging %s failed", image.path)
        return Verdict(image=image, problem=repr(error))


def _fresh(image: ImageRef) -> ImageRef:
    """Return a picture with the state that its file is in now."""
    return ImageRef.of(image.path, image.page, image.levels)


def _state_of(info: ModelInfo, wish: Judge) -> str:
    """Return a name for a model in one state: weights, input and what the user has said of it."""
    state = info.ref, info.weights_sha256, info.rule, info.setup, len(info.class_names)
    return hashlib.sha256(repr((state, wish.input_mode)).encode()).hexdigest()[:32]

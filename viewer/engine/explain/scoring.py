"""One target's score in many pictures, one by one, in idle time: a cosine to sort them by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import Cancelled, UserError
from viewer.core.judging.picture_scores import PictureScores, ScorePictures
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.cache import BoundedCache
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.stopping import never

log = logging.getLogger(__name__)
KEPT_BYTES = 4 << 20  # of what is said of these pictures, and of those they are compared with
Ask = Callable[[ExplainRequest, Callable[[Answering], float]], float]


def score_pictures(
    wish: ScorePictures, ask: Ask, *, hold: Callable[[], bool] = never
) -> PictureScores:
    """Return the target's score in each picture; the present picture and its maps are left alone.

    Args:
        wish: which pictures, and what is scored.
        ask: answers a question on a request.
        hold: asked between two pictures; True ends the work.

    Raises:
        Cancelled: something more urgent waits.
    """
    results = BoundedCache[Prediction | KnownMap](KEPT_BYTES)
    scores = np.full(len(wish.images), np.nan, np.float32)
    for place, image in enumerate(wish.images):
        if hold():
            raise Cancelled
        try:
            scores[place] = ask(_request(wish, image), lambda given: _score(given, results))
        except UserError as error:
            log.info("%s has no score: %s", image.path, error)
        except Cancelled:
            raise
        except Exception:  # one picture's border: the others go on
            log.exception("scoring %s failed", image.path)
    return PictureScores(serial=wish.serial, scores=scores)


def _request(wish: ScorePictures, image: ImageRef) -> ExplainRequest:
    image = ImageRef.of(image.path, image.page, image.levels)
    return ExplainRequest(
        image=image, model=wish.model, target=wish.target, input_mode=wish.input_mode
    )


def _score(given: Answering, results: BoundedCache[Prediction | KnownMap]) -> float:
    """Return what the request's target is worth in its picture; others are looked up if known."""
    aside = replace(given, sights=given.sights.of_another_picture(), results=results)
    seen = aside.predict(given.request.input_mode)
    return aside.task.worth(aside.meant(given.request.target, seen), seen).score

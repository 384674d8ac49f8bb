"""What a model answers to many pictures: they are read ahead by threads and asked in batches."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import torch
from torch import Tensor

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, InputMode
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.read_ahead import read_ahead
from viewer.engine.fast.terms import Terms
from viewer.engine.fast.whole import Whole
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import read_each
from viewer.engine.look.probe import batch_of
from viewer.engine.look.still import undisturbed

log = logging.getLogger(__name__)
_UNREADABLE = (UserError, OSError, *FORWARD_ERRORS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BatchAnswer:
    """What the model answers to one picture of a batch."""

    image: ImageRef
    geometry: Geometry
    answer: Floats  # as its task reads it


@dataclass(frozen=True, slots=True, eq=False)
class _Input:
    image: ImageRef
    geometry: Geometry
    x: Tensor  # (1, C, h, w)


def answers_in_batches(
    answering: Answering, images: Sequence[ImageRef], mode: InputMode, terms: Terms | None
) -> Generator[list[BatchAnswer]]:
    """Yield the answers of a compiled network; what cannot be asked so is left out.

    Whether there is one that answers as torch does is found out on the first picture.

    Args:
        answering: a request for the open model; its picture is left alone.
        images: what is asked about.
        mode: how the model's input is made of each.
        terms: on which it is compiled; None: so few pictures are not worth it.
    """
    subject, wholes, check = answering.subject, answering.wholes, answering.check
    if subject.model.answer.by_itself or not (terms or wholes.in_use):
        return
    first = next(_read(answering, images, mode), None)
    if first is None:
        return
    whole = wholes.of(subject, first.x, batch_of(first.x), check, terms)
    if whole is None:
        return
    left = images[images.index(first.image) + 1 :]
    many = whole.at_once * whole.streams  # one that is done early seldom waits for the others
    with closing(_read_ahead(answering, left, mode, 2 * many)) as rest:
        every = chain((first,), rest)
        fitting = (given for given in every if tuple(given.x.shape[1:]) == whole.shape[1:])
        while batch := list(islice(fitting, many)):
            yield _asked(answering, whole, batch)


def _read(answering: Answering, images: Sequence[ImageRef], mode: InputMode) -> Iterator[_Input]:
    """Yield those that can be read."""
    for image in images:
        try:
            yield _Input(image, *answering.sights.read(image, mode))
        except _UNREADABLE:
            continue  # told when it is asked about by itself


def _read_ahead(
    answering: Answering, images: Sequence[ImageRef], mode: InputMode, ahead: int
) -> Generator[_Input]:
    """Do as `_read`, so many pictures ahead of their turn."""

    def read(image: ImageRef) -> list[_Input]:
        return list(_read(answering, [image], mode))

    threads = torch.get_num_threads()
    with closing(read_ahead(read, images, answering.check, threads=threads, ahead=ahead)) as ready:
        for _, inputs in ready:
            yield from inputs.result()


def _asked(answering: Answering, whole: Whole, batch: Sequence[_Input]) -> list[BatchAnswer]:
    """Ask about a batch; what is no number is left out, to be asked of torch."""
    model, check = answering.subject.opened.module, answering.check
    x = torch.cat([given.x for given in batch])
    try:
        with whole.answering(check, fewest=1), undisturbed(model, x), torch.no_grad():
            answers = read_each(model(x), len(batch)).float().numpy()
    except (UserError, *FORWARD_ERRORS):
        log.info("a batch failed, torch goes on", exc_info=True)
        return []
    return [
        BatchAnswer(image=given.image, geometry=given.geometry, answer=answer)
        for given, answer in zip(batch, answers, strict=True)
        if np.isfinite(answer).all()
    ]

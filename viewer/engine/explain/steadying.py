"""The mean of a map over small changes of the picture that mean nothing, and its spread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch

from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.engine.explain.slow import SlowJob
from viewer.engine.explain.views import (
    TOGETHER_BYTES,
    ViewPasses,
    fetch_view_gradients,
    view_map,
)
from viewer.engine.look.budget import graph_bytes
from viewer.engine.look.preprocess import black_and_white
from viewer.engine.look.sight import Sight
from viewer.measures.variants import Variant, mean_and_spread, refuse_none, variants
from viewer.methods.look import Step

TOGETHER = 5  # variants are run at a time
PASSES = 10  # about so many are run: the picture, and nine variants


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A picture as the model sees it, (C, H, W), with its black and white."""

    x: Floats
    black: Floats
    white: Floats

    @property
    def random(self) -> np.random.Generator:
        return np.random.default_rng(0)


def steadied(job: SlowJob) -> Iterator[Step]:
    """Explain the picture and its variants that are predicted alike; take mean or spread.

    The passes of the variants are kept where their graphs fit the budget, so that the spread
    costs little beside the mean.

    Returns:
        Steps with maps of the input's size, in the method's own values.

    Raises:
        UserError: every change changes the prediction.
    """
    size = (job.sight.x.shape[-1], job.sight.x.shape[-2])
    every = _variants(job)
    views, maps = _views(job.sight, every), list[Floats]()
    spread = job.pane.method.row.spread_map
    for number, view in enumerate(_run(job, views)):
        job.check()
        if number == 0 or _best(view) == _best(job.sight):
            maps.append(every[number].back(upsample(view_map(job, view), size)))
        if number + 1 == len(views):
            refuse_none(maps[1:])
        found = tuple(maps)
        yield Step(number + 1, len(views), lambda found=found: mean_and_spread(found)[spread])


def _run(job: SlowJob, views: list[Sight]) -> Iterator[Sight]:
    """Yield views that have been run, a few at a time; the first is the picture as it is."""
    layers = job.layers | frozenset(job.pane.layers.names)
    bytes_each = graph_bytes(layers, job.subject.info.layers, scale=job.sight.scale(job.subject))
    alone = TOGETHER * bytes_each > TOGETHER_BYTES or job.subject.model.answer.by_itself
    at_a_time = 1 if alone else TOGETHER
    with ViewPasses(job, layers, 0, together=False if alone else None) as passes:
        for start in range(0, len(views), at_a_time):
            group = views[start : start + at_a_time]
            passes.run(group)
            fetch_view_gradients(job, group)
            yield from group
            if len(views) * bytes_each > job.budget_bytes:
                for view in group:
                    view.run = None


def _variants(job: SlowJob) -> list[Variant]:
    """Return the picture as it is, and its variants."""
    x = job.sight.x[0].float().cpu().numpy()
    seen = _Seen(x, *black_and_white(job.subject.model.rule))
    return [Variant(x, lambda values: values), *variants(seen)]


def _views(sight: Sight, every: list[Variant]) -> list[Sight]:
    if not sight.variants:
        for one in every:
            x = torch.from_numpy(np.ascontiguousarray(one.x)[None]).to(sight.x)
            sight.variants.append(replace(sight, x=x, run=None, views=[], variants=[]))
    return sight.variants


def _best(sight: Sight) -> int:
    assert sight.run is not None  # noqa: S101 - it was run
    return int(sight.run.capture.answer.detach().flatten().argmax())

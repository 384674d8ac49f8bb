"""Augmentation smoothing: the mean map of six views of a picture, mirrored and made fainter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import torch

from viewer.engine.explain.mapping import scaled
from viewer.engine.explain.slow import SlowJob
from viewer.engine.explain.views import (
    TOGETHER_BYTES,
    ViewPasses,
    fetch_view_gradients,
    view_map,
)
from viewer.engine.look.budget import graph_bytes
from viewer.engine.look.sight import Sight
from viewer.methods.look import Step

FACTORS = (0.9, 1.0, 1.1)  # by which the normalised input is multiplied
VIEWS = 2 * len(FACTORS)
ITSELF = 1  # the view that is the picture as it is


def augmented(job: SlowJob) -> Iterator[Step]:
    """Explain six views of the picture, and take the mean of their maps.

    L = mean over views of mirrored back ( scaled to 0..1 ( map of the view ) )

    The three views of one side are computed together, with the model in its fast form; where that
    does not answer to the picture itself as the model did, or would take too much memory, each is
    computed alone. The passes are
    kept where their graphs fit the budget, so that another method, class or layer of theirs costs
    two backward passes at most.

    Returns:
        Steps with maps of the input's size, 0..1.

    Source: Gildenblat, pytorch-grad-cam, 2021 ("aug_smooth")
    """
    sight = job.sight
    size = (sight.x.shape[-1], sight.x.shape[-2])
    layers = job.layers | frozenset(job.pane.layers.names)
    bytes_each = graph_bytes(layers, job.subject.info.layers, scale=sight.scale(job.subject))
    total = np.zeros(sight.x.shape[-2:], np.float32)
    views, size_together = views_of(sight), len(FACTORS)
    if size_together * bytes_each > TOGETHER_BYTES or job.subject.model.answer.by_itself:
        size_together = 1
    with ViewPasses(job, layers, ITSELF, together=None if size_together > 1 else False) as passes:
        for start in range(0, VIEWS, size_together):
            group = views[start : start + size_together]
            passes.run(group)
            fetch_view_gradients(job, group)
            for done, view in enumerate(group, start + 1):
                job.check()
                one = scaled(scaled(view_map(job, view), size))
                total += np.flip(one, axis=1) if done > len(FACTORS) else one
                mean = total / np.float32(done)
                yield Step(done, VIEWS, lambda mean=mean: mean)
            if VIEWS * bytes_each > job.budget_bytes:
                for view in group:
                    view.run = None


def views_of(sight: Sight) -> list[Sight]:
    """Return the six views: first the picture, then its mirror image, each times three factors."""
    if not sight.views:
        mirrored = torch.flip(sight.x, dims=[-1])
        sight.views.extend(
            replace(sight, x=x * factor, run=None, views=[], variants=[])
            for x in (sight.x, mirrored)
            for factor in FACTORS
        )
    return sight.views

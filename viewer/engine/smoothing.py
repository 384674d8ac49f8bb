"""Augmentation smoothing: the mean map of six views of a picture, mirrored and made fainter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import torch

from viewer.core.merging import parse_layers
from viewer.core.records import Floats
from viewer.engine.channels_last import channels_last
from viewer.engine.mapping import quick_map, scaled
from viewer.engine.passes import graph_bytes
from viewer.engine.probe import Step
from viewer.engine.sight import Sight, recorded
from viewer.engine.task import Task

FACTORS = (0.9, 1.0, 1.1)  # by which the normalised input is multiplied
VIEWS = 2 * len(FACTORS)


def augmented(task: Task) -> Iterator[Step]:
    """Explain six views of the picture one after the other, and take the mean of their maps.

    L = mean over views of mirrored back ( scaled to 0..1 ( map of the view ) )

    The views' passes are kept where their graphs fit the budget, so that another method, class or
    layer of theirs costs six backward passes at most. The second view is the picture itself.

    Returns:
        Steps with maps of the input's size, 0..1.

    Source: Gildenblat, pytorch-grad-cam, 2021 ("aug_smooth")
    """
    sight, subject = task.sight, task.subject
    size = (sight.x.shape[-1], sight.x.shape[-2])
    bytes_each = graph_bytes(task.layers, subject.info.layers, scale=sight.scale(subject))
    total = np.zeros(sight.x.shape[-2:], np.float32)
    with channels_last(subject.opened.module, sight.x):
        for done, view in enumerate(views_of(sight), 1):
            task.check()
            one = scaled(scaled(_raw(task, view), size))
            total += np.flip(one, axis=1) if done > len(FACTORS) else one
            if VIEWS * bytes_each > task.budget_bytes:
                view.run = None
            mean = total / np.float32(done)
            yield Step(done, VIEWS, lambda mean=mean: mean)


def _raw(task: Task, view: Sight) -> Floats:
    own = frozenset(parse_layers(str(task.pane.layer)).names)
    wanted = task.layers | own if view.run is None else own
    budget = task.budget_bytes // VIEWS
    run = recorded(task.subject, view, wanted, budget_bytes=budget, check=task.check)
    return quick_map(task.pane, task.target, view, run, sorted(own)).raw


def views_of(sight: Sight) -> list[Sight]:
    """Return the six views: first the picture, then its mirror image, each times three factors."""
    if not sight.views:
        mirrored = torch.flip(sight.x, dims=[-1])
        sight.views.extend(
            replace(sight, x=x * factor, run=None, views=[])
            for x in (sight.x, mirrored)
            for factor in FACTORS
        )
    return sight.views

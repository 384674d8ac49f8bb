"""Augmentation smoothing: the mean map of six views of a picture, mirrored and made fainter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import torch

from viewer.core.merging import parse_layers
from viewer.core.records import PaneSpec, ResolvedTarget
from viewer.engine.channels_last import channels_last
from viewer.engine.mapping import quick_map, scaled
from viewer.engine.passes import graph_bytes
from viewer.engine.probe import Step
from viewer.engine.sight import Sight, recorded
from viewer.engine.still import Check
from viewer.engine.subject import Subject

FACTORS = (0.9, 1.0, 1.1)  # by which the normalised input is multiplied
VIEWS = 2 * len(FACTORS)


def augmented(
    pane: PaneSpec,
    subject: Subject,
    sight: Sight,
    target: ResolvedTarget,
    *,
    layers: frozenset[str],
    budget_bytes: int,
    check: Check,
) -> Iterator[Step]:
    """Explain six views of the picture one after the other, and take the mean of their maps.

    L = mean over views of mirrored back ( scaled to 0..1 ( map of the view ) )

    The views' passes are kept where their graphs fit the budget, so that another method, class or
    layer of theirs costs six backward passes at most. The second view is the picture itself.

    Args:
        pane: with its layer named.
        subject: the open model.
        sight: the picture as the model sees it.
        target: the classes to explain.
        layers: all that will be asked of these views.
        budget_bytes: how much memory the kept passes may take together.
        check: called before every module; what it raises ends the work.

    Returns:
        Steps with maps of the input's size, 0..1.

    Source: Gildenblat, pytorch-grad-cam, 2021 ("aug_smooth")
    """
    views = views_of(sight)
    size = (sight.x.shape[-1], sight.x.shape[-2])
    own = frozenset(parse_layers(str(pane.layer)).names)
    kept = graph_bytes(layers, subject.info.layers, scale=sight.scale(subject)) * VIEWS
    total = np.zeros(sight.x.shape[-2:], np.float32)
    with channels_last(subject.opened.module, sight.x):
        for done, view in enumerate(views, 1):
            check()
            wanted = layers | own if view.run is None else own
            run = recorded(subject, view, wanted, budget_bytes=budget_bytes // VIEWS, check=check)
            raw = quick_map(pane, target, view, run, sorted(own)).raw
            one = scaled(scaled(raw, size))
            total += np.flip(one, axis=1) if done > len(FACTORS) else one
            if kept > budget_bytes:
                view.run = None
            mean = total / np.float32(done)
            yield Step(done, VIEWS, lambda mean=mean: mean)


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

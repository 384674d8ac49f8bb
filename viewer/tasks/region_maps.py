"""Find the maps of classes in what a segmenter returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from viewer.core.bounds import MOST_CLASSES
from viewer.core.models.model_setup import REGIONS, Answer, ModelSetup
from viewer.tasks.outputs import named_tensors

if TYPE_CHECKING:
    from torch import Tensor

PART = "out"  # what torchvision's segmenters call their answer
LEAST_GRID = 16  # rows or columns of a map of classes that nothing else tells


def detect_regions(output: object, setup: ModelSetup, counts: Sequence[int] = ()) -> Answer | None:
    """Tell which part of an output holds the maps; None: none does.

    A single map may mean anything, and a coarse one be the features of a network without a head:
    they are read where the user says so, where names fit, or where they are “out”.

    Args:
        output: what the model returned for one picture.
        setup: the user's word on it.
        counts: of names that the model's file tells.
    """
    part = setup.part or (PART if isinstance(output, Mapping) else "")
    found = map_of(output, part)
    told = setup.task == REGIONS or (bool(part) and part == PART)
    if found is None or found.shape[0] != 1:
        return None
    channels = found.shape[1]
    known = told or channels in (len(setup.class_names), *counts)
    plain = channels > 1 and min(found.shape[2:]) >= LEAST_GRID
    if channels > MOST_CLASSES or not (known or plain):
        return None
    return Answer(part=part, single=channels == 1, classes=max(2, channels))


def map_of(output: object, part: str) -> Tensor | None:
    """Return the first map (B, C, h, w) of an output, or that of a part; None: there is none."""
    parts = named_tensors(output)
    if part in parts:
        parts = {part: parts[part]}
    maps = (one for one in parts.values() if one.ndim == 4 and min(one.shape) > 0)
    return next((one for one in maps if one.shape[2] * one.shape[3] > 1), None)

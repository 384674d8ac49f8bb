"""One picture as the model sees it, with the forward pass that was last run on it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from viewer.core.geometry import Geometry, InputMode, plan_geometry
from viewer.core.images import Picture, load_picture
from viewer.core.records import ImageRef
from viewer.engine.capture import Check
from viewer.engine.layers import Survey, survey
from viewer.engine.passes import Pass, choose_layers, failing_in_words, run_pass
from viewer.engine.preprocess import to_input
from viewer.engine.subject import Subject

SightKey = tuple[ImageRef, InputMode]


@dataclass(slots=True)
class Sight:
    """The model's input made from one picture; the pass is replaced when more layers are wanted."""

    key: SightKey
    picture: Picture
    geometry: Geometry
    x: Tensor  # (1, channels, h, w) on the model's device
    survey: Survey  # at this input's size
    run: Pass | None = None


def open_picture(image: ImageRef, old: Sight | None) -> Picture:
    """Decode a picture, unless the old sight was of the same file."""
    if old is not None and old.key[0] == image:
        return old.picture
    return load_picture(image.path)


def look(
    subject: Subject, picture: Picture, key: SightKey, device: torch.device, check: Check
) -> Sight:
    """Turn a picture into the model's input; token grids are surveyed again at another size.

    Raises:
        UserError: the model cannot take a picture of this size.
    """
    rule, fixed = subject.model.rule, subject.model.fixed_size
    geometry = plan_geometry(picture.size, rule, key[1], fixed_size=fixed)
    x = to_input(picture, geometry, rule).to(device)
    found = subject.survey
    has_tokens = any(layout.kind == "tokens" for layout in found.layouts.values())
    if has_tokens and geometry.input != rule.size:
        with failing_in_words(x):
            found = survey(subject.opened.module, x, check=check)
    return Sight(key, picture, geometry, x, found)


def recorded(
    subject: Subject, sight: Sight, wanted: frozenset[str], *, budget_bytes: int, check: Check
) -> Pass:
    """Return a pass that recorded the wanted layers: the last one, if it did.

    Raises:
        UserError: the model fails on this picture.
    """
    old = sight.run
    if old is not None and wanted <= old.layers:
        return old
    width, height = subject.model.rule.size
    layers = choose_layers(
        wanted or frozenset((subject.info.default_layer,)),
        old.layers if old is not None else frozenset(),
        subject.info.layers,
        scale=sight.x.shape[-1] * sight.x.shape[-2] / (width * height),
        budget_bytes=budget_bytes,
    )
    sight.run = old = None  # frees the old graph before the new one grows
    independent = subject.model.answer.independent
    sight.run = run_pass(subject.opened.module, sight.x, layers, check, independent=independent)
    return sight.run

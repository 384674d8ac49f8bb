"""An open model with what a dry run found out: the subject of all explanations until the next."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import torch

from viewer.core.errors import UserError
from viewer.core.methods import find_method
from viewer.core.records import ImageRef, ModelInfo, ModelRef, PaneSpec
from viewer.engine.blocks import find_blocks
from viewer.engine.capture import find_module
from viewer.engine.layers import Survey, survey
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model

Stamp = tuple[ModelRef, ImageRef | None]  # with the state of the model's file, where it has one


@dataclass(frozen=True, slots=True)
class Subject:
    """An open model, its dry run, and what the window may know of it."""

    stamp: Stamp
    opened: OpenedModel
    survey: Survey
    info: ModelInfo
    blocks: tuple[str, ...]  # one layer for each step of the model


def stamp_of(ref: ModelRef) -> Stamp:
    """Return what tells a model from another, and from the same file before it was changed."""
    return ref, ImageRef.of(ref.path) if ref.path else None


def open_subject(ref: ModelRef, device: torch.device, device_name: str) -> Subject:
    """Open a model and run it dry once.

    Raises:
        UserError: it cannot be opened, or has nothing to explain.
    """
    start = time.perf_counter()
    stamp = stamp_of(ref)
    opened = open_model(ref, device)
    width, height = opened.rule.size
    found = survey(opened.module, torch.zeros(1, 3, height, width, device=device))
    info = ModelInfo(
        ref=ref,
        title=opened.title,
        tree=opened.tree,
        layers=found.layers,
        default_layer=found.default,
        class_names=opened.labels.names,
        class_titles=opened.labels.titles,
        groups=opened.labels.groups,
        rule=opened.rule,
        fixed_size=opened.fixed_size,
        parameters=sum(parameter.numel() for parameter in opened.module.parameters()),
        device=device_name,
        weights_sha256=opened.weights_sha256,
        notes=opened.notes,
        elapsed_ms=(time.perf_counter() - start) * 1000,
    )
    blocks = find_blocks(opened.module, [layer.name for layer in found.layers], found.default)
    return Subject(stamp, opened, found, info, blocks)


def resolve_pane(pane: PaneSpec, subject: Subject, found: Survey) -> PaneSpec:
    """Return the pane with its layer named; method and layer are known to exist.

    Raises:
        UserError: there is no such method or layer, or the layer cannot be explained.
    """
    layer = pane.layer or subject.info.default_layer
    find_method(pane.method)
    try:
        find_module(subject.opened.module, layer)
    except UserError as error:
        hint = f"The default layer is “{found.default}”; “camscope inspect” lists all."
        raise UserError(error.headline, hint=hint) from error
    found.layout(layer)
    return replace(pane, layer=layer)

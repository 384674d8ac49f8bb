"""Describe every module of a model: its place, its parameters, and what it gives in a dry run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.asks.structure import ModuleNode, Structure, Unfit
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import Size
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.layers import TYPE_CHARACTERS, Survey, survey
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject

DETAIL_CHARACTERS = 200


def describe_subject(
    subject: Subject, size: Size | None, device: torch.device, check: Check
) -> Structure:
    """Describe an open model at an input size; another one than its usual costs a dry run.

    Args:
        subject: the open model.
        size: width, height in pixels; None: the model's usual size.
        device: where the model is.
        check: called before every module of the dry run; what it raises ends it.

    Raises:
        UserError: the model cannot take an input of this size.
    """
    rule, module = subject.model.rule, subject.opened.module
    width, height = size or rule.size
    found = subject.survey
    if (width, height) != rule.size:
        x = blank_input(replace(rule, size=(width, height)), device)
        with failing_in_words(x):
            found = survey(module, x, check=check)
    default = subject.info.default_layer
    return describe(module, found, ref=subject.info.ref, size=(width, height), default=default)


def describe(
    model: nn.Module, found: Survey, *, ref: ModelRef, size: Size, default: str
) -> Structure:
    """Return the records of all modules, each after the one that holds it."""
    nodes = tuple(_describe(name, module, found, again) for name, module, again in _walk(model))
    return Structure(ref=ref, size=size, nodes=nodes, default_layer=default)


def _walk(model: nn.Module) -> Iterator[tuple[str, nn.Module, bool]]:
    """Yield path and module in the order of print(model), and whether the module came before.

    What a module holds is told where it stands first, so that the walk ends however it is nested.
    """
    seen: set[nn.Module] = set()
    waiting = [("", model)]
    while waiting:
        name, module = waiting.pop()
        yield name, module, module in seen
        if module in seen:
            continue
        seen.add(module)
        prefix = f"{name}." if name else ""
        held = [(f"{prefix}{key}", child) for key, child in vars(module)["_modules"].items()]
        waiting.extend((path, child) for path, child in reversed(held) if child is not None)


def _describe(name: str, module: nn.Module, found: Survey, again: bool) -> ModuleNode:
    output = (1, *found.answer) if not name else found.shapes.get(name, ())
    return ModuleNode(
        name=name,
        type=shown(type(module).__name__, TYPE_CHARACTERS),
        detail=shown(" ".join(module.extra_repr().split()), DETAIL_CHARACTERS),
        parameters=sum(parameter.numel() for parameter in module.parameters()),
        shape=output[1:],
        unfit="shared" if again else _unfit(name, found),
    )


def _unfit(name: str, found: Survey) -> Unfit:
    """Tell why a module cannot be explained; empty: it can."""
    if name in found.layouts:
        return ""
    if not name:
        return "model"
    if name not in found.shapes:
        return "idle"
    places = found.shapes[name][1:]
    if not places:
        return "no_tensor"
    # A row of numbers, or one for each channel: nothing of it stands anywhere in the picture.
    return "no_extent" if sum(side > 1 for side in places) < 2 else "no_grid"

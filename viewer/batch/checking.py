"""Whether an export can be done as it was ordered, before and after its model is open."""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np

from viewer.batch.order import LOCAL, ExportOptions, names_place
from viewer.batch.typed_likeness import check_likeness
from viewer.batch.typed_regions import check_regions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.merging import parse_layers
from viewer.core.maps.methods import MethodTable
from viewer.core.models.labels import labels_of
from viewer.core.models.typed_target import spelled_of, typed_target


def check_options(options: ExportOptions, methods: MethodTable) -> None:
    """Find what is wrong before the model is opened.

    Raises:
        UserError: a class, method or colour map is empty or unknown, or a number out of its limits.
    """
    nothing = not (options.targets or options.boxes.every or options.present)
    if nothing or not options.panes:
        raise UserError("There is nothing to explain.", hint="Name a class and a method.")
    for pane in options.panes:
        methods.find(pane.method)
    options.style.checked()


def settled(options: ExportOptions, info: ModelInfo) -> ExportOptions:
    """Return the options with each class spelled so that it means one class of this model only.

    Raises:
        UserError: a number that was typed means one class, and is the name of another.
    """
    labels = labels_of(info)

    def spell(text: str) -> str:
        target = typed_target(text, labels)
        return text if target == Target.parse(text) else spelled_of(target, info)

    methods = LOCAL if options.suited and info.local else options.methods
    return replace(options, classes=tuple(map(spell, options.classes)), methods=methods)


def check_against_model(options: ExportOptions, info: ModelInfo) -> None:
    """Find what the model does not have before the first picture is read.

    Raises:
        UserError: it has no such class or layer, or gives no boxes.
    """
    labels = labels_of(info)
    options.boxes.check(info)
    if options.present and not info.answer.independent:
        raise UserError(
            "The classes of this model exclude one another.",
            hint="--classes present goes with models of several labels at once.",
        )
    names = [target.name for _, target in options.targets]
    check_regions(names, info)
    check_likeness([each.spelled for _, each in options.targets], info)
    for _, target in options.targets:
        if not names_place(target.name, info.task):
            labels.resolve(target, np.zeros(max(2, len(info.class_names)), np.float32))
    layers = [layer.name for layer in info.layers]
    wished = parse_layers(options.layer).names if options.layer is not None else ()
    for layer in wished:
        if layer in layers:
            continue
        near = difflib.get_close_matches(layer, layers, n=4) or [info.default_layer]
        raise UserError(
            f"“{layer}” is no layer of this model that can be explained.",
            hint=f"Near: {', '.join(near)}. “camscope inspect” lists all.",
        )

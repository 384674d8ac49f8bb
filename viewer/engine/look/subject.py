"""An open model with what a dry run found out: the subject of all explanations until the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import nn

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.errors import OutOfMemory, UserError
from viewer.core.foreign_text import LONGEST_PATH, LONGEST_SENTENCE, shown, shown_lines
from viewer.core.models.label_data import told_few
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remembered_setup
from viewer.engine.look.blocks import find_blocks
from viewer.engine.look.device import wants_memory
from viewer.engine.look.layers import Survey
from viewer.engine.look.reader import Reader
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.pickled.weight_sets import choose
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.engine.models.users.users_file import wished_weights
from viewer.tasks.registry import TaskRegistry, built_in

OpenNetwork = Callable[[ModelRef, torch.device], OpenedModel]
Stamp = tuple[ModelRef, ImageRef | None]  # with the state of the model's file, where it has one


@dataclass(frozen=True, slots=True)
class Subject:
    """An open model, its dry run, and what the window may know of it."""

    stamp: Stamp
    opened: OpenedModel
    model: PreparedModel
    survey: Survey
    info: ModelInfo
    blocks: tuple[str, ...]  # one layer for each step of the model


def stamp_of(ref: ModelRef) -> Stamp:
    """Return what tells a model from another, and from the same file before it was changed."""
    return ref, ImageRef.of(ref.path) if ref.path else None


def is_of(subject: Subject, ref: ModelRef) -> bool:
    """Tell whether a reference means this open model, and its file is unchanged."""
    return stamp_of(ref) in {subject.stamp, (subject.info.ref, subject.stamp[1])}


def open_subject(
    ref: ModelRef,
    device: torch.device,
    device_name: str,
    *,
    before: Subject | None = None,
    tasks: TaskRegistry | None = None,
    open_network: OpenNetwork = open_model,
) -> Subject:
    """Open a model and run it dry once; only another setup of the model before is applied to it.

    Raises:
        OutOfMemory: the device has too little of it.
        UserError: it cannot be opened, or has nothing to explain.
    """
    try:
        return _opened(
            ref, device, device_name, before, tasks=tasks or built_in(), open_network=open_network
        )
    except Exception as error:
        if not wants_memory(error):
            raise
        raise OutOfMemory(
            "There is not enough memory to open this model.",
            hint="Close other programs, or open a smaller model.",
            detail=repr(error),
        ) from error


def _opened(
    ref: ModelRef,
    device: torch.device,
    device_name: str,
    before: Subject | None,
    *,
    tasks: TaskRegistry,
    open_network: OpenNetwork,
) -> Subject:
    start = time.perf_counter()
    stamp = stamp_of(ref)
    if before is not None and _same_network(before, stamp):
        opened, reader = before.opened, before.model.reader
    else:
        opened = open_network(ref, device)
        _check_layers(opened.module)
        reader = Reader(opened.module)
    ref = replace(ref, code=opened.code)  # also where it was allowed before, and not named now
    setup = remembered_setup(opened.weights_sha256) if ref.setup is None else ref.setup
    with reader.changing():
        model = prepare(opened, reader, setup or ModelSetup(), tasks)
        _check_names(ref, model)
    opened, found = replace(opened, look=None), model.survey  # its graph has done its work
    info = _describe(ref, opened, model, found, setup=setup, device=device_name)
    blocks = find_blocks(opened.module, [layer.name for layer in found.layers], found.default)
    elapsed_ms = (time.perf_counter() - start) * 1000
    return Subject(stamp, opened, model, found, replace(info, elapsed_ms=elapsed_ms), blocks)


def _check_names(ref: ModelRef, model: PreparedModel) -> None:
    """Refuse names that the user has given for another number of classes; an embedding has none."""
    names = ref.setup.class_names if ref.setup is not None else ()
    if names and model.answer.classes and len(names) != model.answer.classes:
        raise UserError(
            f"There are {len(names)} class names ({told_few(names)}), but the model has"
            f" {model.answer.classes} classes.",
            hint="Give one name for each class, in the order of the model's outputs.",
        )


def _check_layers(module: nn.Module) -> None:
    """Refuse a name that is more than a name: it is what a layer is called by, and is shown."""
    for inner in module.modules():
        for name in vars(inner)["_modules"]:
            if shown(name) != name:
                raise UserError(
                    f"A layer of this model has a name that cannot be shown: “{shown(name)}”.",
                    hint="Rename it, and save the model again.",
                )
    for path, _ in module.named_modules():
        if len(path) > LONGEST_PATH:
            raise UserError(
                "The layers of this model are nested too deeply.",
                hint="CamScope explains image classifiers of the usual kinds.",
            )


def _same_network(before: Subject, now: Stamp) -> bool:
    """Tell whether the open network will do, and is of the set of weights that is wished."""
    ref, state = before.stamp
    if not ref.same_network(now[0]) or state != now[1]:
        return False
    sets, wish = before.opened.weight_sets, wished_weights(now[0], before.opened.weights_sha256)
    return choose(sets, wish) == before.opened.weight_set if sets else not wish


def _open_first(opened: OpenedModel) -> tuple[str, ...]:
    """Return a file's sets of weights, the open one first."""
    return tuple(sorted(opened.weight_sets, key=lambda name: name != opened.weight_set))


def _describe(
    ref: ModelRef,
    opened: OpenedModel,
    model: PreparedModel,
    found: Survey,
    *,
    setup: ModelSetup | None,
    device: str,
) -> ModelInfo:
    return ModelInfo(
        ref=ref,
        title=shown(opened.title_with(model.answer)),
        tree=shown_lines(opened.tree),
        layers=found.layers,
        default_layer=found.default,
        class_names=model.labels.names,
        class_titles=model.labels.titles,
        groups=model.labels.groups,
        rule=model.rule,
        fixed_size=model.fixed_size,
        parameters=sum(parameter.numel() for parameter in opened.module.parameters()),
        device=device,
        architecture=opened.architecture,
        weights_sha256=opened.weights_sha256,
        named=model.named,
        setup=setup,
        task=model.task.key,
        local=model.task.local,
        answer=model.answer,
        inputs=model.inputs,
        weight_sets=_open_first(opened),
        notes=tuple(shown(note, LONGEST_SENTENCE) for note in model.notes),
    )

"""An opened network with the user's setup applied: its input, its answer and its classes."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.core.models.label_data import told_few
from viewer.core.models.labels import Labels, named_labels, numbered_labels
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.engine.look.device import wants_memory
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.reader import Reader
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.zoo.imagenet import CLASSES, imagenet_labels
from viewer.tasks.protocol import Task
from viewer.tasks.registry import TaskRegistry


class DoesNotRun(UserError):  # noqa: N818 - a refusal like the others
    """A network that fails with an empty picture, as old files do with today's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedModel:
    """What explanations are made with."""

    module: nn.Module
    reader: Reader
    rule: InputRule
    task: Task
    answer: Answer
    labels: Labels
    named: bool
    fixed_size: bool  # accepts only rule.size
    notes: tuple[str, ...]


def prepare(
    opened: OpenedModel,
    reader: Reader,
    setup: ModelSetup,
    device: torch.device,
    tasks: TaskRegistry,
) -> PreparedModel:
    """Apply a setup to an opened network; the network itself is changed only in how it is read.

    Raises:
        UserError: the network does not take such pictures, or no task knows its answer. It is
            read as before then.
    """
    rule = setup.rule or opened.rule
    with reader.changing():
        reader.task = None
        kind, answer = tasks.detect(answer_of(opened.module, rule), setup)
        labels, named, notes = _labels(opened, setup, answer)
        task = reader.task = kind.task(answer, labels)
        return PreparedModel(
            module=opened.module,
            reader=reader,
            rule=rule,
            task=task,
            answer=answer,
            labels=labels,
            named=named,
            fixed_size=not accepts_other_sizes(opened.module, rule, device),
            notes=(*opened.notes, *notes, *task.notes),
        )


def answer_of(module: nn.Module, rule: InputRule) -> object:
    """Return the answer to an empty picture, with the graph that tells how it was made.

    Raises:
        DoesNotRun: the network fails with such a picture.
    """
    width, height = rule.size
    device = next((parameter.device for parameter in module.parameters()), torch.device("cpu"))
    x = blank_input(rule, device).requires_grad_().clone()
    kind = "colour" if rule.channels == 3 else "one-channel"
    try:
        with torch.enable_grad():
            return module(x)
    except FORWARD_ERRORS as error:
        if wants_memory(error):
            raise
        raise DoesNotRun(
            f"This {type(module).__name__} does not run with a {kind} picture of"
            f" {width}×{height} pixels.",
            hint="Set the size and the channels that it was trained with in Model > Model setup."
            " A file of another version of torchvision or timm may open by its state_dict() and"
            " --arch NAME.",
            detail=repr(error)[:500],
        ) from error


def accepts_other_sizes(module: nn.Module, rule: InputRule, device: torch.device) -> bool:
    """Try an odd, non-square picture: many transformers take only the size they were made for."""
    width, height = rule.size
    with torch.inference_mode():
        try:
            module(torch.zeros(1, rule.channels, height + 5, width + 37, device=device))
        except FORWARD_ERRORS as error:
            if wants_memory(error):
                raise
            return False
    return True


def _labels(
    opened: OpenedModel, setup: ModelSetup, answer: Answer
) -> tuple[Labels, bool, tuple[str, ...]]:
    """Return the labels, whether they are names, and a note: the user's names come first."""
    notes: tuple[str, ...] = ()
    yours, files, count = setup.class_names, opened.class_names, answer.classes
    known = _known_labels(opened, count)
    my, its = told_few(yours), told_few(files)
    for names, misfit in (
        (yours, f"{len(yours)} of your class names ({my}) do not fit {count} classes."),
        (files, f"{len(files)} of the file's class names ({its}) do not fit {count} classes."),
    ):
        if len(names) == count:
            return _of_names(names, known), True, notes
        if names:
            notes = (misfit, *notes)
    if known is not None:
        return known, True, notes
    unnamed = "The classes have no names: Model > Model setup gives them some."
    return numbered_labels(answer.classes), False, (*notes, unnamed)


def _known_labels(opened: OpenedModel, count: int) -> Labels | None:
    """Return the labels of the data set that a model of so many classes was trained on."""
    if opened.labels is not None and len(opened.labels.names) == count:
        return opened.labels
    return imagenet_labels() if count == CLASSES else None


def _of_names(names: tuple[str, ...], known: Labels | None) -> Labels:
    """Return labels of names; where these are a known data set's, its groups go with them."""
    return known if known is not None and names == known.titles else named_labels(names)

"""An opened network with the user's setup applied: its input, its answer and its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torch import nn

from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import InputRule
from viewer.core.models.label_data import told_few
from viewer.core.models.labels import Labels, named_labels, numbered_labels
from viewer.core.models.model_setup import BOXES, Answer, FurtherInput, ModelSetup
from viewer.engine.look.backbone import stages_of
from viewer.engine.look.dry_run import last_layer
from viewer.engine.look.first_look import FirstLook, look_first
from viewer.engine.look.further_inputs import Given
from viewer.engine.look.layers import Survey
from viewer.engine.look.part_notes import headless_note, part_notes
from viewer.engine.look.reader import Reader
from viewer.engine.look.second_look import look_again
from viewer.engine.look.shared_stage import shared_stage
from viewer.engine.models.detectors import told_classes
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.zoo.imagenet import CLASSES, imagenet_labels
from viewer.tasks.protocol import ComparingTask, Task
from viewer.tasks.registry import TaskRegistry

VARIES_NOTES = {
    "batch": "This model's answer hangs on the pictures beside it: each is computed by itself.",
    "runs": "This model answers otherwise at every run: it draws random numbers.",
    "alone": "This model takes one picture at a time.",
}


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
    survey: Survey  # of its layers, at rule.size
    fixed_size: bool  # accepts only rule.size
    inputs: tuple[FurtherInput, ...]  # what it is given beside the picture
    notes: tuple[str, ...]


def prepare(
    opened: OpenedModel, reader: Reader, setup: ModelSetup, tasks: TaskRegistry
) -> PreparedModel:
    """Apply a setup to an opened network; the network itself is changed only in how it is read.

    It runs twice: once for its answer and its layers, which may have been done when it was opened,
    and once for what its answer hangs on.

    Raises:
        UserError: the network does not take such pictures, or no task knows its answer. It is
            read as before then.
    """
    with reader.changing():
        reader.reset()
        look = opened.look
        if look is None or look.setup != setup:
            look = look_first(opened.module, setup.rule or opened.rule, setup)
        counts = (len(opened.class_names), *told_classes(opened.module))
        kind, answer = tasks.detect(look.output, setup, counts)
        labels, named, notes = _labels(opened, setup, answer)
        notes = (*notes, *headless_note(opened.module, answer, kind.key))
        reader.task, reader.given = kind.task(answer, labels), look.given
        reader.read_before(last_layer(look.run) if _is_read_before(reader.task) else None)
        second = look_again(opened.module, look.rule, draws=look.draws)
        answer = replace(answer, varies=second.varies)
        task = reader.task = kind.task(answer, labels)
        survey, stage_notes = _survey(look, task, opened.module)
        return PreparedModel(
            module=opened.module,
            reader=reader,
            rule=look.rule,
            task=task,
            answer=answer,
            labels=labels,
            named=named,
            survey=survey,
            fixed_size=second.fixed_size,
            inputs=tuple(one.told for one in look.given),
            notes=(*opened.notes, *notes, *task.notes, *stage_notes, *_notes_of(look, answer)),
        )


def _is_read_before(task: Task | None) -> bool:
    return isinstance(task, ComparingTask) and task.before_last


def _survey(look: FirstLook, task: Task, module: nn.Module) -> tuple[Survey, tuple[str, ...]]:
    """Return the layers, and a note on where maps start.

    What is a matter of one place is first shown where the backbone ends, or as far before that as
    all boxes still depend on it.
    """
    found = look.survey(task)
    stages = stages_of(module, found.layers) if task.local else []
    if not stages:
        return found, ()
    stage = shared_stage(module, stages, look.rule) if task.key == BOXES else stages[0]
    note = (
        "Not all boxes of this model depend on the last stage of its backbone: maps start at"
        f" “{shown(stage)}”, which all of them depend on."
    )
    return replace(found, default=stage), (note,) if stage != stages[0] else ()


def _notes_of(look: FirstLook, answer: Answer) -> tuple[str, ...]:
    """Tell what the answer hangs on, what was chosen for the user, and what could be instead."""
    varies = VARIES_NOTES.get(answer.varies)
    told = (varies,) if varies else ()
    return (*told, *_input_notes(look.given, look.setup), *part_notes(look.output, answer))


def _input_notes(given: Sequence[Given], setup: ModelSetup) -> tuple[str, ...]:
    """Tell which inputs are zero because nobody has said what they are."""
    said = {one.name for one in setup.inputs}
    unsaid = [f"“{shown(one.told.name)}”" for one in given if one.told.name not in said]
    note = (
        f"This model wants more than a picture; given as 0: {', '.join(unsaid)}."
        " Model > Model setup changes that."
    )
    return (note,) if unsaid else ()


def _labels(
    opened: OpenedModel, setup: ModelSetup, answer: Answer
) -> tuple[Labels, bool, tuple[str, ...]]:
    """Return the labels, whether they are names, and a note: the user's names come first."""
    notes: tuple[str, ...] = ()
    if not answer.classes:  # an embedding
        return numbered_labels(0), True, ()
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

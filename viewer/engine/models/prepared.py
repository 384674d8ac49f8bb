"""An opened network with the user's setup applied: its input, its answer and its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import nn

from viewer.core.asks.records import Floats
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import InputRule
from viewer.core.models.labels import Labels, named_labels, numbered_labels
from viewer.core.models.model_setup import Answer, FurtherInput, ModelSetup
from viewer.engine.look.answers import Reader
from viewer.engine.look.first_look import FirstLook, look_first
from viewer.engine.look.further_inputs import Given
from viewer.engine.look.layers import Survey
from viewer.engine.look.part_notes import headless_note, part_notes
from viewer.engine.look.second_look import look_again
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.zoo.imagenet import CLASSES, imagenet_labels

ANSWER_NOTES = {
    "probabilities": "This model answers with probabilities: their logarithm is explained.",
    "log_probabilities": "This model answers with log-probabilities: these are explained.",
    "multi_label": "Each class has a probability of its own: several may be present.",
    "multi_label_probabilities": "Each class has a probability of its own: several may be present.",
}
VARIES_NOTES = {
    "batch": "This model's answer hangs on the pictures beside it: each is computed by itself.",
    "runs": "This model answers otherwise at every run: it draws random numbers.",
    "alone": "This model takes one picture at a time.",
}
SINGLE_NOTE = "This model gives one number: class 1 has it as its logit, class 0 its negative."


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedModel:
    """What explanations are made with."""

    module: nn.Module
    reader: Reader
    rule: InputRule
    answer: Answer
    labels: Labels
    named: bool
    survey: Survey  # of its layers, at rule.size
    fixed_size: bool  # accepts only rule.size
    inputs: tuple[FurtherInput, ...]  # what it is given beside the picture
    notes: tuple[str, ...]

    def probabilities(self, logits: Floats) -> Floats:
        """Return each class's probability, (classes,) float32: a softmax, or a sigmoid of each."""
        values = torch.from_numpy(logits)
        return (values.sigmoid() if self.answer.independent else values.softmax(0)).numpy()


def prepare(opened: OpenedModel, reader: Reader, setup: ModelSetup) -> PreparedModel:
    """Apply a setup to an opened network; the network itself is changed only in how it is read.

    It runs twice: once for its answer and its layers, which may have been done when it was opened,
    and once for what its answer hangs on.

    Raises:
        UserError: the network does not take such pictures, or is no classifier. It is read as
            before then.
    """
    with reader.changing():
        reader.answer, reader.given = None, ()
        look = opened.look
        if look is None or look.setup != setup:
            rule, counts = setup.rule or opened.rule, (len(opened.class_names),)
            look = look_first(opened.module, rule, setup, counts)
        reader.answer, reader.given = look.answer, look.given
        second = look_again(opened.module, look.rule, draws=look.draws)
        answer = replace(look.answer, varies=second.varies)
        labels, named, notes = _labels(opened, setup, answer)
        notes = (*notes, *headless_note(opened.module, answer))
        return PreparedModel(
            module=opened.module,
            reader=reader,
            rule=look.rule,
            answer=answer,
            labels=labels,
            named=named,
            survey=look.survey(),
            fixed_size=second.fixed_size,
            inputs=tuple(one.told for one in look.given),
            notes=(*opened.notes, *notes, *_answer_notes(answer), *_notes_of(look)),
        )


def _answer_notes(answer: Answer) -> tuple[str, ...]:
    note = SINGLE_NOTE if answer.single else ANSWER_NOTES.get(answer.kind, "")
    return tuple(filter(None, (note, VARIES_NOTES.get(answer.varies, ""))))


def _notes_of(look: FirstLook) -> tuple[str, ...]:
    """Tell what was chosen for the user, and what could be chosen instead."""
    return (*_input_notes(look.given, look.setup), *part_notes(look.output, look.answer))


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
    yours, files, count = setup.class_names, opened.class_names, answer.classes
    for names, misfit in (
        (yours, f"{len(yours)} of your class names do not fit {count} classes."),
        (files, f"{len(files)} of the file's class names do not fit {count} classes."),
    ):
        if len(names) == count:
            return named_labels(names), True, notes
        if names:
            notes = (misfit, *notes)
    if opened.labels is not None and len(opened.labels.names) == answer.classes:
        return opened.labels, True, notes
    if answer.classes == CLASSES:
        return imagenet_labels(), True, notes
    unnamed = "The classes have no names: Model > Model setup gives them some."
    return numbered_labels(answer.classes), False, (*notes, unnamed)

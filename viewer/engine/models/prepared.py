"""An opened network with the user's setup applied: its input, its answer and its classes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import nn

from viewer.core.asks.records import Floats
from viewer.core.maps.geometry import InputRule
from viewer.core.models.labels import Labels, named_labels, numbered_labels
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.engine.look.answers import Reader
from viewer.engine.look.first_look import look_first
from viewer.engine.look.layers import Survey
from viewer.engine.look.second_look import look_again
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.zoo.imagenet import CLASSES, imagenet_labels

ANSWER_NOTES = {
    "probabilities": "This model answers with probabilities: their logarithm is explained.",
    "log_probabilities": "This model answers with log-probabilities: these are explained.",
    "multi_label": "Each class has a probability of its own: several may be present.",
    "multi_label_probabilities": "Each class has a probability of its own: several may be present.",
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
        reader.answer = None
        look = opened.look
        if look is None or look.setup != setup:
            look = look_first(opened.module, setup.rule or opened.rule, setup)
        reader.answer = look.answer
        second = look_again(opened.module, look.rule, draws=look.draws)
        answer = replace(look.answer, varies=second.varies)
        labels, named, notes = _labels(opened, setup, answer)
        return PreparedModel(
            module=opened.module,
            reader=reader,
            rule=look.rule,
            answer=answer,
            labels=labels,
            named=named,
            survey=look.survey(),
            fixed_size=second.fixed_size,
            notes=(*opened.notes, *notes, *_answer_notes(answer)),
        )


def _answer_notes(answer: Answer) -> tuple[str, ...]:
    note = SINGLE_NOTE if answer.single else ANSWER_NOTES.get(answer.kind, "")
    return (note,) if note else ()


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

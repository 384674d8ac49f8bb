"""Whatever a model answers with becomes one logit for each class, with its own probabilities."""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.engine.look.reader import Reader
from viewer.tasks import class_reading
from viewer.tasks.class_reading import to_logits
from viewer.tasks.classification import Classification
from viewer.tasks.registry import built_in

SCORES = torch.tensor([[2.0, -1.0, 0.5]])
Pair = namedtuple("Pair", "features logits")


@dataclasses.dataclass
class Record:
    loss: None
    logits: Tensor


def detect(output: object, **told: Any) -> Answer:
    """Tell how an output is read that can be read."""
    answer = class_reading.detect(output, **told)
    assert answer is not None
    return answer


def graph(values: Tensor) -> Tensor:
    """The values as a model's last layer gives them."""
    return values.clone().requires_grad_() * 1


def test_the_last_operation_tells_the_kind():
    assert detect(graph(SCORES)).kind == "logits"
    assert detect(graph(SCORES).softmax(1)).kind == "probabilities"
    assert detect(graph(SCORES).log_softmax(1)).kind == "log_probabilities"
    assert detect(graph(SCORES).sigmoid()).kind == "multi_label_probabilities"
    assert detect(graph(SCORES).sigmoid().squeeze(0).unsqueeze(0)).kind.startswith("multi")
    assert detect(nn.Hardsigmoid()(graph(SCORES))).kind == "multi_label_probabilities"


@pytest.mark.parametrize("turn", [lambda s: s, lambda s: s.softmax(1), lambda s: s.log_softmax(1)])
def test_softmax_of_the_logits_is_the_models_own(turn):
    output = turn(graph(SCORES))
    logits = to_logits(output, detect(output))
    assert torch.allclose(logits.softmax(1), SCORES.softmax(1), atol=1e-6)


def test_sigmoid_of_independent_logits_is_the_models_own():
    output = graph(SCORES).sigmoid()
    answer = detect(output)
    assert answer.independent
    assert torch.allclose(to_logits(output, answer), SCORES, atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 1), (1,), (1, 1, 1, 1)])
def test_one_number_decides_between_two_classes(shape):
    number = graph(torch.full(shape, 0.75))
    answer = detect(number)
    assert (answer.single, answer.classes, answer.independent) == (True, 2, True)
    assert to_logits(number, answer).tolist() == [[-0.75, 0.75]]
    sure = number.sigmoid()
    assert torch.allclose(to_logits(sure, detect(sure)), torch.tensor([[-0.75, 0.75]]))


def test_certain_probabilities_stay_finite():
    for values in ([[0.0, 1.0, 0.0]], [[1.0]]):
        output = torch.tensor(values)
        answer = detect(output, kind="probabilities")
        assert torch.isfinite(to_logits(output, answer)).all()


@pytest.mark.parametrize(
    ("output", "part", "parts"),
    [
        (Pair(torch.ones(1, 8, 4, 4), SCORES), "logits", ()),
        (Record(None, SCORES), "logits", ()),
        ({"aux": torch.ones(1, 7), "out": SCORES}, "out", ("aux", "out")),
        ((SCORES, torch.ones(1, 7)), "0", ("0", "1")),
        ([torch.ones(1, 1), SCORES], "1", ("0", "1")),
    ],
)
def test_the_classes_are_found_among_the_parts(output, part, parts):
    answer = detect(output)
    assert (answer.part, answer.parts) == (part, parts)
    assert torch.equal(to_logits(output, answer), SCORES)


def test_the_users_word_counts_where_it_can():
    output = {"aux": torch.ones(1, 7), "out": SCORES}
    assert detect(output, part="aux").classes == 7
    assert detect(output, part="gone").part == "out"
    assert detect(graph(SCORES), kind="multi_label").independent


def test_batches_are_read_picture_by_picture():
    batch = torch.cat((SCORES, 2 * SCORES))
    assert torch.equal(to_logits((batch,), Answer(part="0", classes=3)), batch)


@pytest.mark.parametrize(
    "output", [None, 3, (), torch.ones(1, 4, 5, 5), torch.ones(2, 4), torch.ones(4), {"a": "b"}]
)
def test_what_is_no_classifier_is_told_in_words(output):
    assert class_reading.detect(output) is None
    with pytest.raises(UserError, match="one score per class") as told:
        built_in().detect(output, ModelSetup())
    assert told.value.hint


def change_and_fail(reader, module):
    reader.task = None
    module(torch.ones(1, 7))


def test_a_reader_changes_the_output_and_an_error_brings_the_old_way_back():
    module = nn.Sequential(nn.Linear(2, 3), nn.Softmax(dim=1))
    x = torch.ones(1, 2)
    plain = module(x)
    reader = Reader(module)
    assert torch.equal(module(x), plain), "without a task nothing is changed"
    reader.task = task = Classification(Answer(kind="probabilities", classes=3))
    assert torch.allclose(module(x), plain.log())
    with pytest.raises(RuntimeError), reader.changing():
        change_and_fail(reader, module)
    assert reader.task is task

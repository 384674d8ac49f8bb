from collections import OrderedDict, namedtuple

import pytest
import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.engine.look.capture import record
from viewer.engine.look.outputs import find_tensor, read_each, replace_tensor

Pair = namedtuple("Pair", "features count")
Answer = namedtuple("Answer", "logits aux_logits")
ONE = torch.ones(1, 4)


@pytest.fixture
def x():
    return torch.randn(1, 3, 8, 12, generator=torch.Generator().manual_seed(1))


def test_the_first_floating_tensor_is_found_and_exchanged():
    count, other = torch.tensor(3), torch.zeros(2)
    for output in ((count, ONE, other), [count, ONE, other], OrderedDict(a=count, b=ONE, c=other)):
        assert find_tensor(output) is ONE
        changed = replace_tensor(output, other)
        assert type(changed) is type(output)
        assert find_tensor(changed) is other
        assert find_tensor(output) is ONE, "the original stays as it was"
    assert find_tensor(replace_tensor(Pair(ONE, 2), other)) is other
    assert replace_tensor(ONE, other) is other


@pytest.mark.parametrize("output", [None, 3, (), [torch.tensor(1)], {"a": "b"}])
def test_outputs_without_a_floating_tensor_have_none(output):
    assert find_tensor(output) is None


@pytest.mark.parametrize("output", [None, 3, (), {"scores": "b"}, ONE[0], torch.tensor(1.0)])
def test_an_output_without_a_row_for_each_picture_is_told_in_words(output):
    with pytest.raises(UserError, match="one answer for each picture") as told:
        read_each(output, 1)
    assert told.value.hint


@pytest.mark.parametrize("output", [ONE, Answer(ONE, None), {"aux": 1, "logits": ONE}])
def test_the_first_tensor_is_the_answer(output):
    assert read_each(output, 1) is ONE


@pytest.mark.parametrize("wrap", [tuple, list, "dictionary", Pair])
def test_tensors_inside_other_outputs_are_found_and_put_back(x, wrap):
    class Wrapping(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 5, 3)

        def forward(self, x):
            y, count = self.conv(x), torch.tensor(3)
            if wrap == "dictionary":
                return {"count": count, "features": y}
            return Pair(y, count) if wrap is Pair else wrap([count, y])

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = Wrapping()
            self.head = nn.Linear(5, 3)

        def forward(self, x):
            found = self.body(x)
            kind = dict if wrap == "dictionary" else wrap
            assert type(found) is kind
            if wrap == "dictionary":
                y = found["features"]
            else:
                y = found.features if wrap is Pair else found[1]
            return self.head(y.mean((2, 3)))

    torch.manual_seed(0)
    model = Model()
    capture = record(model, x, ["body"])
    inside = record(model, x, ["body.conv"])
    assert torch.equal(capture.activations("body"), inside.activations("body.conv"))
    assert torch.equal(
        capture.gradients(capture.answer[1], "body"),
        inside.gradients(inside.answer[1], "body.conv"),
    )

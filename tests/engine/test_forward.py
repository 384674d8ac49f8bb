"""A network that raises counts as failing, whatever it raises and wherever it is run."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from viewer.core.errors import OutOfMemory, UserError
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.first_look import DoesNotRun, look_first
from viewer.engine.look.passes import run_pass
from viewer.engine.look.second_look import look_again
from viewer.engine.models.input_guess import find_input
from viewer.tasks.classification import Classification

RULE = InputRule(size=(8, 6), shorter_side=None)
RAISED = [
    RuntimeError("shapes"),
    NotImplementedError("no kernel"),
    AttributeError("no such part"),
    TypeError("forward() takes 3 arguments"),
    ValueError("only squares"),
    KeyError("level3"),
    IndexError("too few"),
    ZeroDivisionError("by zero"),
    OverflowError("too large"),
    AssertionError("224 only"),
]


class Failing(nn.Module):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def forward(self, x: Tensor) -> Tensor:
        raise self.error


def check() -> None:
    pass


@pytest.mark.parametrize("error", RAISED, ids=repr)
def test_whatever_is_raised_is_a_failure_everywhere(error: BaseException) -> None:
    network = Failing(error)
    with pytest.raises(UserError, match="The model failed on a picture of 8 × 6 pixels"):
        run_pass(network, torch.zeros(1, 3, 6, 8), frozenset(), check, Classification())
    with pytest.raises(DoesNotRun) as told:
        look_first(network, RULE, ModelSetup())
    assert str(error) in str(told.value)
    assert look_again(network, RULE, draws=False).fixed_size
    with pytest.raises(DoesNotRun):
        find_input(network, ModelSetup())


@pytest.mark.parametrize(
    "error", [MemoryError("7 GiB"), torch.OutOfMemoryError("CUDA out of memory.")], ids=repr
)
@pytest.mark.parametrize(
    "run",
    [
        lambda network: look_first(network, RULE, ModelSetup()),
        lambda network: look_again(network, RULE, draws=False),
        lambda network: find_input(network, ModelSetup()),
    ],
    ids=["answer", "sizes", "guess"],
)
def test_want_of_memory_says_nothing_of_the_network(
    error: BaseException, run: Callable[[nn.Module], object]
) -> None:
    with pytest.raises(type(error)):
        run(Failing(error))
    with pytest.raises(OutOfMemory):
        run_pass(Failing(error), torch.zeros(1, 3, 6, 8), frozenset(), check, Classification())

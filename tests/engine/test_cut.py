"""A network is cut behind a layer, and its tail reads what it would have been given."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from viewer.core.errors import Cancelled
from viewer.engine.fast.cut import Cut, NoCut, find_cut
from viewer.engine.fast.tracing import trace
from viewer.engine.look.capture import record
from viewer.engine.look.outputs import find_tensor


class Block(nn.Module):
    """Adds its input to what it makes of it, in place, and calls one ReLU twice."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.two(self.relu(self.one(x)))
        y += x
        return self.relu(y)


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)
        self.blocks = nn.Sequential(Block(), Block())
        self.head = nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))


class Given(nn.Module):
    """A stem whose output is changed, so that a network cannot be cut behind it."""

    def __init__(self, change: Any) -> None:
        super().__init__()
        self.inner, self.stem, self.change = nn.Identity(), nn.Conv2d(3, 4, 3), change

    def forward(self, x: Tensor) -> Tensor:
        return self.change(self, x)


@pytest.fixture
def network() -> Network:
    torch.manual_seed(0)
    return Network().eval()


@pytest.fixture
def x() -> Tensor:
    return torch.randn(1, 3, 12, 9, generator=torch.Generator().manual_seed(1))


def go_on() -> None:
    """Never stop."""


def read_by(network: nn.Module, cut: Cut) -> list[tuple[str, int]]:
    names = {module: name for name, module in network.named_modules()}
    return [(names[cut.ended[at].module], cut.ended[at].call) for at in cut.read]


@pytest.mark.parametrize(
    ("layer", "read"),
    [
        ("stem", [("stem", 0)]),
        ("blocks.0", [("blocks.0", 0)]),
        ("blocks", [("blocks", 0)]),
        ("blocks.1.two", [("blocks.0", 0), ("blocks.1.two", 0)]),
    ],
)
def test_a_tail_reads_the_layer_and_what_goes_around_it(
    network: Network, x: Tensor, layer: str, read: list[tuple[str, int]]
) -> None:
    assert read_by(network, find_cut(network, x, layer, go_on)) == read


@pytest.mark.parametrize("layer", ["stem", "blocks.0.two", "blocks.1.one", "blocks.1"])
def test_another_picture_goes_through_trunk_and_tail_as_through_the_whole(
    network: Network, x: Tensor, layer: str
) -> None:
    cut = find_cut(network, x, layer, go_on)
    traced = trace(network, x, cut, go_on)
    other = x.flip(3) * 2
    whole = record(network, other, [layer])
    with cut.entered(list(traced(other))):
        halves = record(network, other, [layer])
    assert torch.equal(halves.answer, whole.answer)
    assert torch.equal(halves.activations(layer), whole.activations(layer))
    slopes = [one.gradients(one.answer[3], layer) for one in (halves, whole)]
    assert torch.equal(*slopes)


def test_a_tail_computes_nothing_of_the_trunk(network: Network, x: Tensor) -> None:
    cut = find_cut(network, x, "blocks.0", go_on)
    found = list(trace(network, x, cut, go_on)(x))
    for part in ("stem", "blocks.0.one"):
        del network.get_submodule(part).weight
    with cut.entered(found):
        assert record(network, x, ["blocks"]).answer.isfinite().all()


def test_what_a_tail_was_not_known_to_read_makes_no_number(network: Network, x: Tensor) -> None:
    cut = find_cut(network, x, "blocks.1.two", go_on)
    less = Cut(cut.layer, cut.ended, cut.read[1:])
    with less.entered([torch.zeros(1, 4, 10, 7)]):
        assert record(network, x, ["blocks.1.two"]).answer.isnan().all()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda self, x: self.stem(self.stem(x)[:, :3]), "called 2 times"),
        (lambda self, x: self.stem(x).detach().mean() + self.inner(x), "does not depend"),
        (lambda self, x: self.inner(x.long()).float().mean() + self.stem(x), "gives a Tensor"),
        (lambda self, x: self.inner({1, 2}) and self.stem(x), "gives a set"),
        (lambda self, x: self.stem(x) if self.inner(x) is x else self.inner(), "not run alone"),
    ],
)
def test_some_networks_cannot_be_cut(change: Any, reason: str, x: Tensor) -> None:
    with pytest.raises(NoCut, match=reason):
        find_cut(Given(change).eval(), x, "stem", go_on)


def test_a_search_can_be_stopped_and_leaves_the_network_as_it_was(
    network: Network, x: Tensor
) -> None:
    cut = find_cut(network, x, "blocks.1", go_on)
    steps = iter(range(3))

    def stop() -> None:
        if next(steps, None) is None:
            raise Cancelled

    for work in (
        lambda: find_cut(network, x, "blocks.1", stop),
        lambda: trace(network, x, cut, stop),
    ):
        with pytest.raises(Cancelled):
            work()
        steps = iter(range(3))
    for module in network.modules():
        assert not module._forward_hooks
        assert not module._forward_pre_hooks
        assert "forward" not in vars(module)
    assert all(parameter.requires_grad for parameter in network.parameters())
    assert find_tensor(network(x)) is not None

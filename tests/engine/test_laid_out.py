"""A detector's picture is laid out with channels last where that pays and the network allows it."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from viewer.core.models.box_rule import BoxRule
from viewer.core.models.model_setup import Answer
from viewer.engine.look.capture import record
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.reader import Reader
from viewer.tasks.boxes import Boxes

TASK = Boxes(Answer(classes=2, boxes=BoxRule(layout="rows", objectness=4, classes=5)))


class Network(nn.Module):
    """A row of seven numbers for each place; its rows are cut out of the maps' own order."""

    def __init__(self, *, groups: int, views: bool) -> None:
        super().__init__()
        self.deep = nn.Conv2d(3, 21, 3, padding=1, groups=groups)
        self.head = nn.Conv2d(21, 7, 3, padding=1)
        self.views, self.laid_out = views, list[bool]()
        self.deep.register_forward_pre_hook(self._look)

    def _look(self, _module: nn.Module, given: tuple[Tensor]) -> None:
        self.laid_out.append(given[0].is_contiguous(memory_format=torch.channels_last))

    def forward(self, x: Tensor) -> Tensor:
        maps = self.head(self.deep(x).relu())
        return maps.view(1, -1, 7) if self.views else maps.flatten(2).transpose(1, 2)


def run(network: Network, x: Tensor) -> tuple[Pass, Tensor, Tensor]:
    """Return a pass, and the answer and the gradient of the plain picture."""
    Reader(network).task = TASK
    plain = record(network, x, ["deep"])
    network.laid_out.clear()
    found = run_pass(network, x, frozenset({"deep"}), lambda: None, TASK)
    score = plain.answer[5, 6]
    return found, plain.answer.detach(), plain.gradients(score, "deep")


def test_grouped_convolutions_see_channels_last_and_answer_the_same() -> None:
    torch.manual_seed(0)
    network = Network(groups=3, views=False)
    found, answer, gradient = run(network, torch.rand(1, 3, 12, 8))
    assert network.laid_out == [True]
    torch.testing.assert_close(found.capture.answer.detach(), answer)
    own = found.capture.gradients(found.capture.answer[5, 6], "deep")
    torch.testing.assert_close(own, gradient)


def test_others_see_their_picture_as_it_is() -> None:
    network = Network(groups=1, views=False)
    run(network, torch.rand(1, 3, 12, 8))
    assert network.laid_out == [False]


def test_a_network_that_takes_its_order_for_granted_is_run_as_it_was_made() -> None:
    network = Network(groups=3, views=True)
    found, answer, _ = run(network, torch.rand(1, 3, 12, 8))
    assert network.laid_out == [True, False]
    torch.testing.assert_close(found.capture.answer.detach(), answer)

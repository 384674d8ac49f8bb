"""LRP: by hand, conserved where nothing takes it, and against zennit where it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest
import torch
from given_looks import CHOSEN, last, look_at
from given_networks import asked, drawn, resnet, small, swin, vit
from torch import nn

from viewer.core.errors import Cancelled, UserError
from viewer.engine.look.probe import Probe
from viewer.engine.look.relevance import relevance
from viewer.engine.look.relevance_rules import gamma
from viewer.methods.led_back import led_back
from viewer.methods.look import Composite
from viewer.methods.registry import built_in

BOX = (torch.full((3, 1, 1), -4.0), torch.full((3, 1, 1), 4.0))
COMPOSITES: tuple[Composite, ...] = get_args(Composite)


class One(nn.Module):
    """A network of one operation before the sum of its values, which is the third class."""

    def __init__(self, run: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.run, self.weight = run, nn.Parameter(torch.zeros(1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        total = self.run(x).flatten(1).sum(1)
        return torch.stack([total * 0, total * 0, total], 1)


LIMITS = (torch.full((1, 1, 1), -1.0), torch.full((1, 1, 1), 5.0))


def led(run: Callable[[torch.Tensor], torch.Tensor], values: Any, composite: Composite) -> Any:
    x = torch.tensor(values, dtype=torch.float32).reshape(1, 1, 1, -1)
    found = last(led_back(asked(One(run).eval(), x), composite, LIMITS))
    return found.make().ravel()


MEANS = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))  # and deviations
WEIGHT = torch.tensor([[[[2.0, 1.0, -1.0]]]])


@pytest.mark.truth("lrp_epsilon_plus", "lrp_epsilon_plus_flat", "lrp_alpha_beta", "lrp_gamma_box")
@pytest.mark.parametrize(
    ("composite", "expected"),
    [
        # 3, 2, 4 times 2, 1, -1 with the bias 1 gives 6 + 2 - 4 + 1 = 5; for it speak 6, 2 and 1
        ("epsilon_plus", [5 * 6 / 9, 5 * 2 / 9, 0]),
        ("epsilon_plus_flat", [5 / 3, 5 / 3, 5 / 3]),
        ("epsilon_alpha2_beta1", [2 * 5 * 6 / 9, 2 * 5 * 2 / 9, -5]),
        # between -1 and 5 the values have moved by 4, 3 and -1 from what speaks least for it
        ("epsilon_gamma_box", [5 * 8 / 12, 5 * 3 / 12, 5 * 1 / 12]),
    ],
)
def test_one_convolution_by_hand(composite: Composite, expected: list[float]) -> None:
    bias = torch.ones(1)
    found = led(lambda x: nn.functional.conv2d(x, WEIGHT, bias), [3, 2, 4], composite)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_what_pulls_a_value_the_way_it_went_counts_a_quarter_more() -> None:
    """After a first convolution of 1 the values are 3, -2, 4 times 2, 1, -1: 6 - 2 - 4 + 1 = 1.

    Upwards count 7.5 and the bias 1.25: 7.5 - 2 - 4 + 1.25 = 2.75. With the bias -1 it is -1, and
    downwards count -2.5, -5 and -1.25: 6 - 2.5 - 5 - 1.25 = -2.75.
    """
    values = torch.tensor([[[[3.0, -2.0, 4.0]]]])
    up, down = (
        gamma(nn.functional.conv2d, one.reshape(1, 1, 1, 1), (values, WEIGHT, one))
        for one in (torch.ones(1), -torch.ones(1))
    )
    np.testing.assert_allclose(up.ravel(), np.array([7.5, -2, -4]) / 2.75, atol=1e-5)
    np.testing.assert_allclose(down.ravel(), -np.array([6, -2.5, -5]) / -2.75, atol=1e-5)


def test_the_pane_s_box_is_black_and_white() -> None:
    look = look_at(normed(small()), drawn(), "1")
    black, white = (
        torch.tensor([(w - m) / d for m, d in zip(*MEANS, strict=True)])[:, None, None]
        for w in (0, 1)
    )
    expected = last(led_back(look.probe, "epsilon_gamma_box", (black, white))).make()
    steps = built_in().find("lrp_gamma_box").steps
    assert steps is not None
    found = last(steps(look)).make()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_one_dense_layer_by_hand() -> None:
    found = led(lambda x: nn.functional.linear(x, WEIGHT[0, 0]), [3, 2, 4], "epsilon_plus")
    np.testing.assert_allclose(found, [6, 2, -4], atol=1e-4)  # of the sum 4, each its own part


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (torch.relu, [3, 0, 4]),
        (lambda x: nn.functional.relu(1 * x, inplace=True), [3, 0, 4]),
        (lambda x: x + x.roll(1, -1), [6, -4, 8]),  # each value counts twice
        (lambda x: x.mean(-1), [1, -2 / 3, 4 / 3]),
        (lambda x: nn.functional.avg_pool2d(x, (1, 3)), [1, -2 / 3, 4 / 3]),
        (lambda x: nn.functional.max_pool2d(x, (1, 3)), [0, 0, 4]),
        (lambda x: x * torch.sigmoid(x.mean(-1, keepdim=True)), None),  # a gate gets nothing
        (lambda x: x / 2, [1.5, -1, 2]),
    ],
)
def test_the_ways_back_through_one_operation_by_hand(run: Any, expected: list[float]) -> None:
    values = [3.0, -2.0, 4.0]
    if expected is None:
        gate = 1 / (1 + np.exp(-5 / 3))
        expected = [value * gate for value in values]
    np.testing.assert_allclose(led(run, values, "epsilon_plus"), expected, atol=1e-4)


@pytest.mark.parametrize("composite", COMPOSITES)
def test_without_biases_all_relevance_arrives(composite: Composite) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model = nn.Sequential(
            *(nn.Conv2d(3, 6, 3, bias=False), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(6, 4, 2, bias=False), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1)),
            *(nn.Flatten(), nn.Linear(4, 5, bias=False)),
        ).eval()
    done = last(led_back(asked(model, drawn()), composite, BOX))
    logit = float(model(drawn())[0, CHOSEN].detach())
    assert float(done.make().sum()) == pytest.approx(logit, rel=1e-3)
    assert f"of the {logit:.4g} that were led back" in done.note[0]


def squeezed() -> nn.Module:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return squeezenet1_1(num_classes=7).eval()


def normed(model: nn.Module) -> nn.Module:
    """Give batch norms something to do."""
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(2)
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                for values in (module.running_mean, module.bias):
                    values.uniform_(-0.2, 0.2)
                for values in (module.running_var, module.weight):
                    values.uniform_(0.5, 1.5)
    return model


@pytest.mark.parametrize("kind", ["ResNetCanonizer", "SequentialMergeBatchNorm", ""])
@pytest.mark.parametrize("composite", COMPOSITES)
def test_it_is_zennit_s(composite: Composite, kind: str) -> None:
    parts = ("canonizers", "torchvision", "attribution", "composites")
    zennit = {part: pytest.importorskip(f"zennit.{part}") for part in parts}
    network = {"ResNetCanonizer": lambda: resnet()[0], "": squeezed}.get(kind, small)
    model = normed(network()).double()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eps = 0.0  # which zennit takes into the convolution, and then once more
        if isinstance(module, nn.ReLU | nn.ReLU6):
            module.inplace = False
    x = drawn().double() if kind.startswith("Seq") else torch.randn(1, 3, 64, 64).double()
    canonizer = (
        [getattr(zennit["torchvision"], kind, None) or getattr(zennit["canonizers"], kind)]
        if kind
        else []
    )
    low, high = (one.double() for one in BOX)
    _, ours = relevance(
        model, x, lambda logits: logits[CHOSEN], lambda: None, composite, limits=(low, high)
    )
    limits = {"low": low[None], "high": high[None]} if composite.endswith("box") else {}
    rules = zennit["composites"].COMPOSITES[composite](
        canonizers=[one() for one in canonizer], **limits
    )
    with zennit["attribution"].Gradient(model=model, composite=rules) as attributor:
        logits = model(x).detach()
        (theirs,) = attributor(x.clone(), torch.eye(len(logits[0]))[[CHOSEN]] * logits)[1]
    assert float((ours - theirs).abs().max() / theirs.abs().max()) <= 1e-5


@pytest.mark.parametrize("build", [vit, swin])
def test_a_transformer_is_told(build: Callable[[], Any]) -> None:
    model, x = build()
    with pytest.raises(UserError, match="layer norm"):
        last(led_back(asked(model, x), "epsilon_plus"))


def test_nothing_is_left_behind_and_stop_is_heard() -> None:
    model, x = normed(small()), drawn()
    before = model(x).detach()
    last(led_back(asked(model, x), "epsilon_plus"))
    assert torch.equal(model(x).detach(), before)

    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(led_back(Probe(model, x, lambda logits: logits[CHOSEN], check), "epsilon_plus"))

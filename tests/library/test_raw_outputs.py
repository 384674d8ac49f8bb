"""A function of whatever a network returns is explained, to the map that is known by hand."""

from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn

import camscope
from camscope import UserError


class Raw(nn.Module):
    """Activations weighed by one number a channel; what is returned is chosen."""

    def __init__(self, shape):
        super().__init__()
        torch.manual_seed(1)
        self.first, self.shape = nn.Conv2d(3, 4, 3, stride=4), shape
        self.weight = nn.Parameter(torch.randn(4))

    def forward(self, x):
        weighed = self.first(x) * self.weight[:, None, None]
        total = weighed.sum((1, 2, 3))
        return {
            "number": total,
            "tuple": (weighed.mean((2, 3)), {"not": "a tensor"}, total[:, None]),
            "dict": {"deep": weighed[:, :, None], "total": total},
            "classes": weighed.sum((2, 3)),
            "deep": weighed[:, :, None],  # which no other kind knows
        }[self.shape]


TARGETS = {
    "number": lambda output: output,
    "tuple": lambda output: output[1][0],
    "dict": lambda output: output["total"],
    "classes": lambda output: output.sum(),
    "deep": lambda output: output.sum(),
}


@pytest.fixture
def x():
    torch.manual_seed(3)
    return torch.randn(1, 3, 32, 48)


@pytest.mark.parametrize("shape", TARGETS)
def test_a_function_of_any_output_is_explained(x, shape):
    net = Raw(shape)
    said: dict[str, Any] = {} if shape == "deep" else {"task": "raw"}
    with camscope.open(net, size=(48, 32), **said) as model:
        target = cast("Any", TARGETS[shape])
        seen = model.explain(
            x, classes=target, layer=net.first, methods=["hires_cam", "ablation_cam"]
        )
        with pytest.raises(UserError, match="no classes"):
            model.explain(x, classes="top", layer=net.first)
    with torch.no_grad():
        weighed = net.first(x)[0] * net.weight[:, None, None]
    by_hand = weighed.sum(0)
    np.testing.assert_allclose(cast("Any", seen.maps[0].signed), by_hand, atol=1e-5)
    assert seen.maps[0].score == pytest.approx(float(weighed.sum()), abs=1e-4)
    shares = weighed.sum((1, 2)) / abs(weighed.sum())
    own = (shares[:, None, None] * net.first(x)[0]).sum(0).detach()
    np.testing.assert_allclose(
        cast("Any", seen.maps[1].signed), own, atol=1e-3 * float(own.abs().max())
    )
    assert seen.predictions == ()


def test_an_output_without_any_tensor_is_refused(x):
    class Nothing(Raw):
        def forward(self, x):
            super().forward(x)
            return "a word"

    with pytest.raises(UserError, match="one score per class"):
        camscope.open(Nothing("number"), size=(48, 32))

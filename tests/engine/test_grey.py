"""Zoo networks whose first convolution takes one grey channel open from bare weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import timm
import torch
from torch import nn
from torchvision import models

from viewer.core.asks.references import ModelRef
from viewer.engine.engine import Engine
from viewer.engine.look.preprocess import blank_input


def _grey(model: nn.Module) -> nn.Module:
    """What everybody does to a torchvision network for MNIST."""
    name, first = next((n, m) for n, m in model.named_modules() if isinstance(m, nn.Conv2d))
    options = (first.out_channels, first.kernel_size, first.stride, first.padding)
    parent, _, own = name.rpartition(".")
    fresh = nn.Conv2d(1, *cast(Any, options), bias=first.bias is not None)
    setattr(model.get_submodule(parent), own, fresh)
    return model


NETWORKS = {
    "resnet18": lambda: _grey(models.resnet18(num_classes=10)),
    "squeezenet": lambda: _grey(models.squeezenet1_1(num_classes=10)),
    "timm": lambda: timm.create_model("resnet10t", in_chans=1, num_classes=10),
}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("prefix", ["", "module."])
def test_grey_weights_are_recognised(tmp_path: Path, name: str, prefix: str) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = NETWORKS[name]().eval()
    path = tmp_path / "grey.pth"
    torch.save({f"{prefix}{key}": t for key, t in model.state_dict().items()}, path)
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(path)))
        assert (info.rule.channels, info.rule.colours) == (1, "single")
        assert info.answer.classes == 10
        x = torch.rand(blank_input(info.rule).shape, generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            assert torch.allclose(engine._subject.opened.module(x), model(x), atol=1e-5)

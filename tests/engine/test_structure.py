"""Every module with its true type, parameters and output shape, and why some are unfit."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine
from viewer.engine.look.layers import survey
from viewer.engine.look.structure import describe


class Net(nn.Module):
    """Convolutions, an unused head, a shared activation, and a module that returns no tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.act = nn.ReLU()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), self.act, nn.MaxPool2d(2))
        self.words = Words()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flat = nn.Flatten()
        self.head = nn.Linear(4, 2)
        self.aux = nn.Linear(4, 2)
        self.none = None

    def forward(self, x):
        self.words()
        return self.head(self.flat(self.pool(self.body(x))))


class Words(nn.Module):
    def forward(self):
        return "no tensor"


def nodes_of(model, width, height):
    found = survey(model, torch.zeros(1, 3, height, width))
    structure = describe(model, found, ref=ModelRef(), size=(width, height), default=found.default)
    return structure, {node.name: node for node in structure.nodes}


@pytest.mark.parametrize(("width", "height"), [(12, 8), (8, 12)])
def test_modules_tell_type_parameters_and_shape(width, height):
    structure, nodes = nodes_of(Net(), width, height)
    assert list(nodes) == [
        "", "act", "body", "body.0", "body.1", "body.2", "words", "pool", "flat", "head", "aux",
    ]  # fmt: skip
    assert (nodes["body.0"].type, nodes["body.0"].parameters) == ("Conv2d", 4 * 3 * 9 + 4)
    assert nodes["body.0"].detail == "3, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1)"
    assert nodes["body.0"].shape == (4, height, width)
    assert nodes["body.2"].shape == nodes["body"].shape == (4, height // 2, width // 2)
    assert nodes["head"].shape == (2,)
    assert nodes[""].parameters == 112 + 10 + 10
    assert (nodes["body.2"].label, nodes["body.2"].parent) == ("2", "body")
    assert nodes[""].shape == (2,)
    assert structure.default_layer == "body.2"


def test_every_unfit_module_has_its_reason():
    _, nodes = nodes_of(Net(), 12, 8)
    assert {name: node.unfit for name, node in nodes.items() if node.unfit} == {
        "": "model",
        "body.1": "shared",
        "words": "no_tensor",
        "pool": "no_extent",
        "flat": "no_extent",
        "head": "no_extent",
        "aux": "idle",
    }


def test_a_module_that_holds_itself_ends():
    model = Net()
    model.body.append(nn.Sequential())
    model.body[3].add_module("loop", model.body[3])
    found = survey(Net(), torch.zeros(1, 3, 8, 12))
    structure = describe(model, found, ref=ModelRef(), size=(12, 8), default="body.2")
    assert [node.name for node in structure.nodes if "loop" in node.name] == ["body.3.loop"]


def test_the_engine_describes_the_open_model_at_any_size_and_stops_when_told():
    ref = ModelRef.default()
    with Engine() as engine:
        info = engine.open(ref)
        usual = engine.describe(ref)
        wide = engine.describe(ref, (320, 192))
        engine._subject.opened.module.conv_stem.register_forward_hook(lambda *_: engine.cancel())
        with pytest.raises(Cancelled):
            engine.describe(ref, (96, 64))
    assert usual.size == (224, 224)
    fit = {node.name for node in usual.nodes if not node.unfit}
    assert fit == {layer.name for layer in info.layers}
    shapes = {node.name: node.shape for node in wide.nodes}
    assert shapes["conv_stem"] == (32, 96, 160)
    assert shapes[info.default_layer][1:] == (6, 10)
    assert list(Unpacker().feed(pack(wide))) == [wide]

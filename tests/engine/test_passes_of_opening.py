"""Opening a model runs it twice, and looks at its answer once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import timm
import torch
import torchvision
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.engine.look.subject import Subject, open_subject
from viewer.tasks import class_reading

CPU = torch.device("cpu")


class Counted:
    """How often a root was run with numbers, by a hook on every module there is."""

    def __init__(self, kind: str) -> None:
        self.kind, self.passes = kind, list[tuple[int, ...]]()

    def __call__(self, module: nn.Module, arguments: tuple[Tensor, ...], _output: object) -> None:
        if type(module).__name__ == self.kind and arguments[0].device.type != "meta":
            self.passes.append(tuple(arguments[0].shape))


def opened(ref: ModelRef, kind: str) -> tuple[Subject, Counted]:
    counted = Counted(kind)
    handle = nn.modules.module.register_module_forward_hook(counted)
    try:
        return open_subject(ref, CPU, "CPU"), counted
    finally:
        handle.remove()


@pytest.fixture
def detected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every answer that was looked at for how it is to be read."""
    found: list[object] = []
    own = class_reading._kind_of
    monkeypatch.setattr(
        class_reading, "_kind_of", lambda tensor: found.append(tensor) or own(tensor)
    )
    return found


@pytest.mark.parametrize("name", ["resnet10t", "vit_tiny_patch16_224"])
def test_a_whole_network_runs_twice(name: str, tmp_path: Path, detected: list[object]) -> None:
    model = timm.create_model(name, num_classes=3)
    torch.save(model.eval(), tmp_path / "m.pth")
    ref = ModelRef.parse(str(tmp_path / "m.pth"))
    _, counted = opened(ref, type(model).__name__)
    assert len(counted.passes) == 2
    assert counted.passes[0] == (1, *cast(Any, model).default_cfg["input_size"])
    assert len({id(answer) for answer in detected}) == 1  # told in the title, then applied


def test_bare_weights_run_twice(tmp_path: Path, detected: list[object]) -> None:
    torch.save(torchvision.models.squeezenet1_1(num_classes=3).state_dict(), tmp_path / "m.pth")
    subject, counted = opened(
        ModelRef.parse(str(tmp_path / "m.pth"), "squeezenet1_1"), "SqueezeNet"
    )
    assert counted.passes == [(1, 3, 224, 224), (2, 3, 229, 261)]
    assert len(detected) == 1
    assert not subject.model.fixed_size


def test_opening_leaves_random_numbers_alone(tmp_path: Path) -> None:
    torch.save(torchvision.models.squeezenet1_1(num_classes=3), tmp_path / "m.pth")
    before = torch.random.get_rng_state()
    opened(ModelRef.parse(str(tmp_path / "m.pth")), "SqueezeNet")
    assert torch.equal(before, torch.random.get_rng_state())

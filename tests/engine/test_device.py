"""Choosing a device, and going on on the CPU when a GPU's memory is not enough."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from viewer.core.errors import OutOfMemory, UserError
from viewer.core.messages import Notice
from viewer.core.records import ExplainRequest, Failure, HeatMap, ImageRef, ModelRef, PaneSpec
from viewer.engine import passes
from viewer.engine.device import choose_device
from viewer.engine.engine import Engine


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(True, False, "cuda"), (False, True, "mps"), (True, True, "cuda"), (False, False, "cpu")],
)
def test_the_best_device_is_taken(
    monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, expected: str
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert choose_device().type == expected
    monkeypatch.setenv("CAMSCOPE_DEVICE", "cpu")
    assert choose_device().type == "cpu"


@pytest.mark.parametrize("name", ["cuda", "mps", "abacus"])
def test_a_device_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    with pytest.raises(UserError, match=name):
        choose_device(name)


@pytest.fixture
def asked(photo: Path, tmp_path: Path) -> ExplainRequest:
    from torchvision.models import squeezenet1_1

    torch.save(squeezenet1_1(num_classes=4).state_dict(), tmp_path / "four.pth")
    model = ModelRef.parse(str(tmp_path / "four.pth"), arch="squeezenet1_1")
    return ExplainRequest(image=ImageRef.of(photo), model=model, panes=(PaneSpec("grad_cam"),))


def test_out_of_memory_on_a_gpu_goes_on_on_the_cpu(
    asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine(device="cpu", cache_bytes=0) as engine:
        expected = next(reply for reply in engine.explain(asked) if isinstance(reply, HeatMap))
    with Engine(device="cpu", cache_bytes=0) as engine:
        engine.open(asked.model)
        engine._on_gpu = True  # as if; there may be no GPU here
        original = torch.nn.Module.__call__
        failed: list[int] = []

        def call(self: torch.nn.Module, *args: object, **kwargs: object) -> object:
            if not failed:
                failed.append(1)
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return original(self, *args, **kwargs)

        monkeypatch.setattr(torch.nn.Module, "__call__", call)
        replies = list(engine.explain(asked))
    assert isinstance(replies[0], Notice)
    assert "not enough memory" in replies[0].headline
    assert isinstance(replies[-1], HeatMap)
    assert np.array_equal(replies[-1].raw, expected.raw)


def test_out_of_memory_on_the_cpu_is_told(
    asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine(device="cpu") as engine:
        engine.open(asked.model)

        def record(*_: object, **__: object) -> object:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried 9 bytes")

        monkeypatch.setattr(passes, "record_each", record)
        with pytest.raises(OutOfMemory, match="memory"):
            [reply for reply in engine.explain(asked) if isinstance(reply, Failure)]

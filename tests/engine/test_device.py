"""Choosing a device, and going on on the CPU when a GPU's memory is not enough."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from viewer.core.asks.messages import Notice
from viewer.core.asks.records import Failure, HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import OutOfMemory, UserError
from viewer.engine.engine import Engine
from viewer.engine.look import device, passes
from viewer.engine.look.device import choose_device, wants_memory
from viewer.engine.look.forward import failing_in_words


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(True, False, "cuda"), (False, True, "mps"), (True, True, "cuda"), (False, False, "cpu")],
)
def test_the_best_device_is_taken(
    monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, expected: str
) -> None:
    there = {"cuda": cuda, "mps": mps, "cpu": True}
    monkeypatch.setattr(device, "computes", there.__getitem__)
    monkeypatch.delenv("CAMSCOPE_DEVICE")
    assert choose_device().type == expected
    monkeypatch.setenv("CAMSCOPE_DEVICE", "cpu")
    assert choose_device().type == "cpu"


def test_a_gpu_that_torch_has_no_code_for_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old GPUs are listed, and every operation on them fails."""
    plain = torch.ones

    def ones(*size: int, device: str | None = None) -> torch.Tensor:
        if device is not None:
            raise torch.AcceleratorError("CUDA error: no kernel image is available for execution")
        return plain(*size)

    monkeypatch.setattr(torch, "ones", ones)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.delenv("CAMSCOPE_DEVICE")
    assert choose_device().type == "cpu"
    with pytest.raises(UserError, match="cuda"):
        choose_device("cuda")


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 MiB"),
        RuntimeError("MPS backend out of memory (MPS allocated: 5.5 GB, max allowed: 6.8 GB)."),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED"),
        MemoryError("Unable to allocate 7 GiB for an array with shape (1, 2)"),
    ],
)
def test_want_of_memory_is_known_in_all_its_words(error: BaseException) -> None:
    assert wants_memory(error)
    with pytest.raises(OutOfMemory), failing_in_words(torch.zeros(1, 3, 2, 2)):
        raise error


def test_other_failures_are_not_want_of_memory() -> None:
    assert not wants_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    assert not wants_memory(KeyError("out of memory"))


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
    assert replies[0].device == "CPU"
    assert isinstance(replies[-1], HeatMap)
    assert np.array_equal(replies[-1].raw, expected.raw)


def test_a_model_that_a_gpu_has_no_memory_for_is_opened_on_the_cpu(
    asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, failed = torch.nn.Module.to, list[int]()

    def to(self: torch.nn.Module, *args: object, **kwargs: object) -> torch.nn.Module:
        if not failed:
            failed.append(1)
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return plain(self, *args, **kwargs)  # type: ignore[arg-type]

    with Engine(device="cpu") as engine:
        monkeypatch.setattr(torch.nn.Module, "to", to)
        with pytest.raises(OutOfMemory, match="not enough memory to open this model"):
            engine.open(asked.model)
        failed.clear()
        engine._on_gpu = True  # as if; there may be no GPU here
        info = engine.open(asked.model)
        assert "has not enough memory for this model" in info.notes[-1]
        assert info.parameters > 0


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

"""A graph compiled by OpenVINO for this CPU; nothing else of CamScope knows OpenVINO."""

from __future__ import annotations

import importlib
import io
import sys
from collections import deque
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from viewer.engine.fast.wanted import PACKAGE
from viewer.engine.look.still import Check

TELEMETRY = f"{PACKAGE}_telemetry"
_WAIT_MS = 4  # between two looks at whether something newer waits


class Compiled:
    """A compiled graph, which one thread runs at a time.

    Args:
        compiled: by OpenVINO.
        streams: how many runs it makes side by side, each on threads of its own.
    """

    def __init__(self, compiled: Any, streams: int) -> None:
        self._compiled = compiled
        self._batch = int(compiled.input(0).shape[0])
        self._requests = [compiled.create_infer_request() for _ in range(streams)]

    def run(self, x: Tensor, check: Check) -> list[Tensor]:
        """Return the graph's outputs for pictures, in memory of their own.

        Args:
            x: (B, C, H, W) float32, of the size the graph was compiled for, and B a multiple of
                the number.
            check: called every few milliseconds; what it raises ends the run.
        """
        given = [part.numpy() for part in x.detach().contiguous().split(self._batch)]
        found: list[list[Tensor]] = []
        running = deque[Any]()
        try:
            for place, part in enumerate(given):
                if len(running) == len(self._requests):
                    found.append(_outputs(running, check))
                request = self._requests[place % len(self._requests)]
                request.start_async({0: part}, share_inputs=True)
                running.append(request)
            while running:
                found.append(_outputs(running, check))
        except BaseException:
            _give_up(running)
            raise
        if len(found) == 1:
            return found[0]
        return [torch.cat(each) for each in zip(*found, strict=True)]

    def packed(self) -> bytes:
        """Return what `unpacked` makes the same of, on the same CPU with the same OpenVINO."""
        stream = self._compiled.export_model()
        return stream.getvalue() if isinstance(stream, io.BytesIO) else bytes(stream)


def compiled(
    traced: torch.jit.ScriptModule, x: Tensor, *, threads: int, streams: int = 1
) -> Compiled:
    """Compile a graph for pictures of one size; float32 stays float32.

    Args:
        traced: frozen, with one input.
        x: as many pictures (B, C, H, W) as a run takes.
        threads: how many it may compute with.
        streams: how many runs share them.
    """
    _core()
    graphs = importlib.import_module(f"{PACKAGE}.frontend")
    torch_graphs = importlib.import_module(f"{PACKAGE}.frontend.pytorch.ts_decoder")
    # The pieces of openvino.convert_model, which would also tell its makers that it was used.
    decoder = torch_graphs.TorchScriptPythonDecoder(traced, example_input=x)
    frontend = graphs.FrontEndManager().load_by_framework("pytorch")
    model = frontend.convert(frontend.load(decoder))
    model.reshape([*x.shape])
    return Compiled(_core().compile_model(model, "CPU", _settings(threads, streams)), streams)


def unpacked(packed: bytes, *, threads: int, streams: int = 1) -> Compiled:
    """Return a graph that was compiled before."""
    return Compiled(_core().import_model(packed, "CPU", _settings(threads, streams)), streams)


def engine_name() -> str:
    """Return what a compiled graph is bound to: OpenVINO's version and the CPU."""
    return f"{_openvino().__version__} {_core().get_property('CPU', 'FULL_DEVICE_NAME')}"


@cache
def _core() -> Any:
    return _openvino().Core()


@cache
def _openvino() -> Any:
    """Return the package, imported without what tells its makers of every import."""
    modules: dict[str, Any] = sys.modules
    ours = modules.setdefault(TELEMETRY, None) is None  # its import fails; OpenVINO does without
    try:
        return importlib.import_module(PACKAGE)
    finally:
        if ours:
            del modules[TELEMETRY]


def _settings(threads: int, streams: int) -> dict[str, object]:
    return {
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": streams,
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,
    }


def _outputs(running: deque[Any], check: Check) -> list[Tensor]:
    """Wait for the run that was begun first, and return what came of it."""
    request = running[0]
    while not request.wait_for(_WAIT_MS):
        check()
    running.popleft()
    return [torch.from_numpy(np.array(tensor.data)) for tensor in request.output_tensors]


def _give_up(running: deque[Any]) -> None:
    for request in running:
        request.cancel()
    for request in running:
        with suppress(RuntimeError):  # it says that it was cancelled
            request.wait()

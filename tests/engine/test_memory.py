"""After an explanation nothing but the caches remains; benchmarks/soak.py does it 500 times."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.engine.engine import Engine

PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))


@pytest.fixture
def model(tmp_path: Path) -> ModelRef:
    from torchvision.models import squeezenet1_1

    torch.save(squeezenet1_1(num_classes=4).state_dict(), tmp_path / "four.pth")
    return ModelRef.parse(str(tmp_path / "four.pth"), arch="squeezenet1_1")


def tensors_alive() -> int:
    gc.collect()
    return sum(issubclass(type(each), torch.Tensor) for each in gc.get_objects())


def test_many_pictures_leave_one_graph_and_a_bounded_cache(model: ModelRef, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    counts: list[int] = []
    with Engine(device="cpu", cache_bytes=40_000) as engine:
        for turn in range(5):
            path = tmp_path / f"{turn}.png"
            Image.fromarray(rng.integers(0, 255, (60, 90, 3), np.uint8)).save(path)
            request = ExplainRequest(image=ImageRef.of(path), model=model, panes=PANES)
            list(engine.explain(request))
            engine.prepare(request)
            counts.append(tensors_alive())
            assert engine._results.used_bytes <= 40_000
        module = engine._subject and engine._subject.opened.module
        assert module is not None
        assert all(parameter.grad is None for parameter in module.parameters())
        del module
    assert max(counts[2:]) <= counts[1]

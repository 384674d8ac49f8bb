"""The opening of a model ends between two modules when it is stopped; the one before stays."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import Cancelled
from viewer.engine.engine import Engine


def test_it_ends_in_the_first_pass(tmp_path, photo, monkeypatch):
    path = tmp_path / "three.pth"
    parts = (nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(1), nn.Linear(4, 3))
    torch.save(nn.Sequential(*parts), path)
    ref = ModelRef(source="file", path=path)
    with Engine() as engine:
        before = engine.open(ModelRef())
        real, calls = nn.ReLU.forward, []

        def stop(module: nn.ReLU, x: torch.Tensor) -> torch.Tensor:
            calls.append(module)
            engine.cancel()
            return real(module, x)

        monkeypatch.setattr(nn.ReLU, "forward", stop)
        with pytest.raises(Cancelled):
            engine.open(ref)
        assert len(calls) == 1  # it went no further than to the next module
        monkeypatch.undo()
        assert engine.open(ModelRef()) is before  # it has stayed open
        request = ExplainRequest(image=ImageRef.of(photo), model=ref, panes=(PaneSpec("grad_cam"),))
        assert list(engine.explain(request))  # and the other one opens as if nothing had been
    assert not torch.nn.modules.module._global_forward_pre_hooks

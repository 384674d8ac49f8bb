"""Half precision is off until it is wanted; then maps are a little different and say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.tables.options import BY_OPTION
from viewer.engine.engine import Engine
from viewer.engine.look.precision import VARIABLE
from viewer.ui.panes.heat_title import heat_title

METHODS = ("grad_cam", "score_cam", "full_grad", "grad_cam+aug_smooth", "shapley_cam")


@pytest.fixture
def asked(photo: Path, tmp_path: Path) -> ExplainRequest:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        torch.save(squeezenet1_1(num_classes=6).state_dict(), tmp_path / "six.pth")
    return ExplainRequest(
        image=ImageRef.of(photo),
        model=ModelRef.parse(str(tmp_path / "six.pth"), arch="squeezenet1_1"),
        target=Target.parse("1"),
    )


def maps_of(request: ExplainRequest, panes: tuple[PaneSpec, ...]) -> list[HeatMap]:
    with Engine(device="cpu") as engine:
        replies = list(engine.explain(replace(request, panes=panes)))
        assert engine.device_name == ("CPU" if not half() else "CPU · bfloat16")
    return [reply for reply in replies if isinstance(reply, HeatMap)]


def half() -> bool:
    import os

    return os.environ.get(VARIABLE) == "1"


def test_the_option_is_off() -> None:
    assert BY_OPTION["half_precision"].default is False


def test_half_precision_changes_maps_a_little_and_says_so(
    asked: ExplainRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Score-CAM asks once for each channel, which takes minutes in bfloat16 on an older CPU.
    layers = {"score_cam": "features.0"}
    panes = tuple(PaneSpec(one, layer=layers.get(one, "features.12")) for one in METHODS)
    monkeypatch.delenv(VARIABLE, raising=False)
    full, again = maps_of(asked, panes), maps_of(asked, panes)
    monkeypatch.setenv(VARIABLE, "0")
    off = maps_of(asked, panes)
    monkeypatch.setenv(VARIABLE, "1")
    fast = maps_of(asked, panes)
    assert len(fast) == len(METHODS)
    for one, same, other, quick in zip(full, again, off, fast, strict=True):
        assert np.array_equal(one.raw, same.raw)
        assert np.array_equal(one.raw, other.raw)
        assert one.precision == "float32"
        assert quick.precision == "bfloat16"
        assert quick.raw.dtype == np.float32
        assert not np.array_equal(one.raw, quick.raw)
        scale = np.abs(one.raw).max()
        assert np.abs(one.raw - quick.raw).mean() < 0.05 * scale, quick.method
        assert heat_title(quick).endswith(" · bfloat16")
        assert heat_title(one) + " · bfloat16" != heat_title(one)
        assert "float" not in heat_title(one)

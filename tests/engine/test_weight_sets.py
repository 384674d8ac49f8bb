"""Two sets of weights in one file: told, the average by default, the other on the user's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remember_setup
from viewer.engine.engine import Engine
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.model_file import read_model_file

State = dict[str, Tensor]
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def two() -> tuple[nn.Module, nn.Module]:
    """A raw network and its average."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return tuple(models.squeezenet1_1(num_classes=3).eval() for _ in range(2))  # type: ignore[return-value]


def below(prefix: str, state: State) -> State:
    return {f"{prefix}{key}": tensor for key, tensor in state.items()}


FILES: dict[str, Callable[[State, State], Any]] = {
    "state_dict_ema": lambda raw, ema: {"epoch": 3, "state_dict": raw, "state_dict_ema": ema},
    "model_ema": lambda raw, ema: {"model": raw, "model_ema": below("module.", ema)},
    "ema": lambda raw, ema: {"ema": {"state_dict": ema, "decay": 0.9}, "model": raw},
    "swa": lambda raw, ema: {
        "model": raw,
        "swa_model": {"n_averaged": torch.tensor(3), **below("module.", ema)},
    },
    "teacher": lambda raw, ema: {**below("student.", raw), **below("teacher.", ema)},
    "ema_model": lambda raw, ema: {
        "state_dict": {**below("model.", raw), **below("ema_model.module.", ema)}
    },
    "model_ema.": lambda raw, ema: {
        **below("model.", raw),
        **{f"model_ema.{key.replace('.', '')}": tensor for key, tensor in ema.items()},
        "model_ema.decay": torch.tensor(0.9),
        "model_ema.num_updates": torch.tensor(7),
    },
}


def opened(path: Path, weights: str = "") -> OpenedModel:
    setup = ModelSetup(weights=weights) if weights else None
    return open_model(ModelRef(source="file", path=path, setup=setup), CPU)


def is_of(model: OpenedModel, net: nn.Module) -> bool:
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        return torch.allclose(model.module(x), net(x), atol=1e-6)


@pytest.mark.parametrize("kind", FILES)
def test_the_average_is_open_and_the_other_is_told(kind: str, two, tmp_path: Path) -> None:
    raw, ema = two
    path = tmp_path / "two.pth"
    torch.save(FILES[kind](raw.state_dict(), ema.state_dict()), path)
    found = opened(path)
    assert is_of(found, ema)
    assert len(found.weight_sets) == 2
    assert any("several sets of weights" in note for note in found.notes)
    assert is_of(opened(path, "raw"), raw)
    assert is_of(opened(path, "ema"), ema)
    other = next(name for name in found.weight_sets if name != found.weight_set)
    assert is_of(opened(path, other), raw)


def test_a_set_that_is_not_there_is_named(two, tmp_path: Path) -> None:
    raw, ema = (net.state_dict() for net in two)
    torch.save({"state_dict": raw, "state_dict_ema": ema}, path := tmp_path / "two.pth")
    with pytest.raises(UserError, match="no set of weights “best”") as told:
        opened(path, "best")
    assert told.value.hint == "It holds state_dict, state_dict_ema."
    torch.save(raw, path)
    with pytest.raises(UserError, match="no set of weights “ema”"):
        opened(path, "ema")


def test_networks_that_differ_are_no_sets(two, tmp_path: Path) -> None:
    """A teacher of another kind is another network: the student is the model."""
    raw = two[0].state_dict()
    other = models.mobilenet_v3_small(num_classes=3).state_dict()
    torch.save({"model": raw, "model_ema": other}, path := tmp_path / "two.pth")
    assert read_model_file(path).payload.sets.names == ()
    assert is_of(opened(path), two[0])
    torch.save({"rgb": 0, **below("rgb.", raw), **below("depth.", raw)}, path)
    assert read_model_file(path).payload.sets.names == ()


def test_averaged_weights_without_statistics_take_the_raw_ones(tmp_path: Path) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        raw, ema = (models.mobilenet_v3_small(num_classes=3).eval() for _ in range(2))
    averaged = {key.replace(".", ""): t.detach() for key, t in ema.named_parameters()}
    state = {**below("model.", raw.state_dict()), **below("model_ema.", averaged)}
    torch.save(state, path := tmp_path / "two.pth")
    assert is_of(opened(path), ema)  # whose statistics are as fresh as the raw ones


def test_another_set_is_read_when_the_setup_says_so(two, tmp_path: Path) -> None:
    raw, ema = two
    torch.save({"model": raw.state_dict(), "ema": ema.state_dict()}, path := tmp_path / "two.pth")
    ref = ModelRef(source="file", path=path)
    with Engine() as engine:
        info = engine.open(ref)
        assert info.weight_sets == ("ema", "model")
        info = engine.open(replace(ref, setup=ModelSetup(weights="model")))
        assert info.weight_sets[0] == "model"
        assert is_of(engine._subject.opened, raw)
        remember_setup(info.weights_sha256, ModelSetup(weights="raw"))
        assert engine.open(replace(ref, arch="squeezenet1_1")).weight_sets[0] == "model"


def test_the_only_entry_that_leads_further_is_followed(
    two: tuple[nn.Module, nn.Module], tmp_path: Path
) -> None:
    inner = {"net": {"weights_of_today": two[0].state_dict()}}
    torch.save({"step": 3, "checkpoint": inner, "optimizer": {"state": {}}}, tmp_path / "m.pth")
    opened = open_model(ModelRef(source="file", path=tmp_path / "m.pth"), CPU)
    x = torch.rand(1, 3, 64, 64)
    assert torch.equal(opened.module(x), two[0](x))

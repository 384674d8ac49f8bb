"""Weights that are spread over several files open from their index, or from any one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn
from torchvision import models

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.files.shards import hash_model, shards_of
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.model_file import read_model_file
from viewer.features.opening import has_model_name

COUNT = 3


@pytest.fixture
def net() -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return models.squeezenet1_1(num_classes=3).eval()


def spread(net: nn.Module, folder: Path, kind: str) -> Path:
    """Write a network's weights into three files and an index, which is returned."""
    base, suffix = ("model", ".safetensors") if kind == "safetensors" else ("pytorch_model", ".bin")
    table: dict[str, str] = {}
    entries = list(net.state_dict().items())
    for number in range(COUNT):
        name = f"{base}-{number + 1:05}-of-{COUNT:05}{suffix}"
        part = dict(entries[number::COUNT])
        save_file(part, folder / name) if suffix != ".bin" else torch.save(part, folder / name)
        table |= dict.fromkeys(part, name)
    index = folder / f"{base}{suffix}.index.json"
    index.write_text(json.dumps({"metadata": {}, "weight_map": table}))
    return index


@pytest.mark.parametrize("kind", ["safetensors", "bin"])
@pytest.mark.parametrize("by", ["index", "first", "last", "shard without index"])
def test_all_ways_lead_to_the_whole(net: nn.Module, tmp_path: Path, kind: str, by: str) -> None:
    index = spread(net, tmp_path, kind)
    shards = shards_of(index)
    path = {"index": index, "first": shards[0]}.get(by, shards[-1])
    if by == "shard without index":
        index.unlink()
    opened = open_model(ModelRef(source="file", path=path), torch.device("cpu"))
    x = torch.rand(1, 3, 64, 64)
    assert torch.allclose(opened.module(x), net(x), atol=1e-6)
    assert "The weights were read from 3 files." in opened.notes
    assert opened.weights_sha256 == hash_model(path) == hash_model(shards[0])
    assert has_model_name(path)


@pytest.mark.parametrize("by_index", [True, False])
def test_a_missing_shard_is_named(net: nn.Module, tmp_path: Path, *, by_index: bool) -> None:
    index = spread(net, tmp_path, "safetensors")
    first, second, _ = shards_of(index)
    second.unlink()
    with pytest.raises(UserError, match=r"“model-00002-of-00003.safetensors” is missing"):
        read_model_file(index if by_index else first)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"weight_map": 3}',
        '{"weight_map": {"a": "../x.bin"}}',
        '{"weight_map": {}}',
    ],
)
def test_another_index_is_refused(tmp_path: Path, text: str) -> None:
    (path := tmp_path / "model.bin.index.json").write_text(text)
    with pytest.raises(UserError):
        read_model_file(path)


def test_the_same_weight_twice_is_refused(net: nn.Module, tmp_path: Path) -> None:
    first, second, _ = shards_of(spread(net, tmp_path, "safetensors"))
    second.write_bytes(first.read_bytes())
    with pytest.raises(UserError, match="is no part of these weights"):
        read_model_file(first)


@pytest.mark.parametrize("wish", ["", "ema", "raw"])
def test_one_of_two_sets_is_read_from_all_files_together(
    net: nn.Module, tmp_path: Path, wish: str
) -> None:
    class Both(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.student = models.squeezenet1_1(num_classes=3)
            self.teacher = net

    both = Both().eval()
    index = spread(both, tmp_path, "safetensors")
    setup = ModelSetup(weights=wish) if wish else None
    opened = open_model(ModelRef(source="file", path=index, setup=setup), torch.device("cpu"))
    x = torch.rand(1, 3, 64, 64)
    right = both.student if wish == "raw" else net
    assert torch.allclose(opened.module(x), right(x), atol=1e-6)
    assert opened.weight_sets == ("student", "teacher")
    with pytest.raises(UserError, match="no set of weights “best”"):
        open_model(
            ModelRef(source="file", path=index, setup=ModelSetup(weights="best")),
            torch.device("cpu"),
        )

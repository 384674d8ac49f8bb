"""The list of published models: true sizes and addresses, and what is here is told."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from given_scripts import load_script

from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.core.models.zoo_entries import megabytes
from viewer.engine.models.recognising.architectures import Architecture, build
from viewer.engine.models.zoo.catalogue import find_entry, list_zoo

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_list_holds_both_zoos_and_travels(tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    zoo = list_zoo()
    specs = [entry.spec for entry in zoo.entries]
    assert len(specs) == len(set(specs)) > 1000
    assert {"zoo:alexnet", "zoo:resnet18", "timm:resnet50.a1_in1k"} <= set(specs)
    assert all(entry.parameters and entry.download.size_bytes for entry in zoo.entries)
    assert all(entry.download.url.startswith("https://") for entry in zoo.entries)
    assert list(Unpacker().feed(pack(zoo))) == [zoo]
    # Whatever has no hash beforehand gets one from the hub before the first byte.
    assert all(entry.download.sha256 or entry.download.hub_id for entry in zoo.entries)


def test_a_torchvision_model_says_where_it_comes_from_and_goes_to(tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    entry = find_entry("zoo:resnet18")
    order = entry.download
    assert (order.host, order.file_name) == ("download.pytorch.org", "resnet18-f37072fd.pth")
    assert order.folder == tmp_path / "hub" / "checkpoints"
    assert order.sha256 == "f37072fd"
    assert megabytes(order.size_bytes) == "46.8 MB"
    assert entry.parameters == 11_689_512
    assert not entry.cached
    order.folder.mkdir(parents=True)
    (order.folder / order.file_name).touch()
    assert find_entry("zoo:resnet18").cached


def test_a_timm_model_comes_from_the_hub():
    entry = find_entry("timm:resnet50.a1_in1k")
    assert entry.download.url.endswith("/timm/resnet50.a1_in1k/resolve/main/model.safetensors")
    assert entry.download.hub_id == "timm/resnet50.a1_in1k"
    assert (entry.parameters, entry.download.size_is_exact) == (25_557_032, False)


@pytest.mark.parametrize("name", ["mobilenetv3_small_050", "vit_tiny_patch16_224", "levit_128s"])
def test_the_table_of_parameters_is_right(name):
    with torch.device("meta"):
        network = build(Architecture("timm", name), {}).module
    assert find_entry(f"timm:{name}").parameters == sum(
        math.prod(parameter.shape) for parameter in network.parameters()
    )


def test_the_table_of_parameters_is_current():
    script = load_script("packaging/parameter_table.py")
    assert script.table() == script.TARGET.read_text(encoding="utf-8"), (
        "run python packaging/parameter_table.py --write"
    )


@pytest.mark.parametrize("spec", ["zoo:nothing", "timm:resnet50d_nothing", "nothing"])
def test_what_is_in_no_zoo_is_told(spec):
    with pytest.raises(UserError, match="There is no architecture"):
        find_entry(spec)


def test_what_is_not_published_is_told():
    with pytest.raises(UserError, match="No weights of coatnet_0_224 are published"):
        find_entry("timm:coatnet_0_224")


def test_the_download_s_process_needs_no_torch():
    code = "import sys, viewer.engine.serve.fetching; print('torch' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert run.stdout.strip() == "False"

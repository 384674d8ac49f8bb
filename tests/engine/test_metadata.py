"""What timm and Hugging Face write beside safetensors is used, and never trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import timm
import torch
from safetensors.torch import save_file

from viewer.core.asks.references import ModelRef
from viewer.engine.engine import Engine
from viewer.engine.models.zoo.metadata import MAX_BYTES, Metadata, header_names, read_config

CONFIG = {
    "architecture": "resnet10t",
    "num_classes": 2,
    "label_names": ["cat", "dog"],
    "pretrained_cfg": {
        "input_size": [3, 96, 128],
        "mean": [0.1, 0.2, 0.3],
        "std": [0.4, 0.5, 0.6],
        "crop_pct": 1.0,
        "interpolation": "bicubic",
    },
}


@pytest.fixture(scope="module")
def weights() -> dict[str, torch.Tensor]:
    return timm.create_model("resnet10t", num_classes=2).state_dict()


def test_a_folder_of_the_hub_opens_as_its_config_says(tmp_path: Path, weights) -> None:
    save_file(weights, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(tmp_path / "model.safetensors")))
    assert "resnet10t" in info.title
    assert (info.class_names, info.named) == (("cat", "dog"), True)
    assert (info.rule.size, info.rule.mean) == ((128, 96), (0.1, 0.2, 0.3))


def test_names_in_the_header_are_used(tmp_path: Path, weights) -> None:
    path = tmp_path / "a.safetensors"
    save_file(weights, path, metadata={"format": "pt", "id2label": '{"0": "猫", "1": "狗"}'})
    assert header_names(path.read_bytes()[:MAX_BYTES]) == ("猫", "狗")
    with Engine() as engine:
        assert engine.open(ModelRef.parse(str(path))).class_names == ("猫", "狗")


def test_a_config_of_another_network_is_passed_over(tmp_path: Path, weights) -> None:
    save_file(weights, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(json.dumps({"architecture": "vit_tiny_patch16_224"}))
    with Engine() as engine:
        assert "resnet10t" in engine.open(ModelRef.parse(str(tmp_path / "model.safetensors"))).title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"pretrained_cfg": 3}',
        '{"id2label": {"0": "a", "7": "b"}}',
        "[" * 9999,
    ],
)
def test_damaged_configs_tell_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text)
    assert read_config(tmp_path / "model.safetensors") == Metadata()


@pytest.mark.parametrize("header", [b"", b"\xff" * 8, b"\x02" + b"\0" * 7 + b"[]", b"\0" * 40])
def test_damaged_headers_tell_nothing(header: bytes) -> None:
    assert header_names(header) == ()

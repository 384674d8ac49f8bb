"""Folders as transformers saves them, opened by their config once the package is allowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from viewer.core.asks.references import ModelRef
from viewer.core.errors import OwnClasses, UserError
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_packages import allow_by_name
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.hub_folder import told_class
from viewer.tasks.registry import built_in

CPU = torch.device("cpu")


def test_only_plain_words_name_a_class(tmp_path: Path) -> None:
    weights, config = tmp_path / "model.safetensors", tmp_path / "config.json"
    assert told_class(weights) == ""
    for kind, name, full in (
        ("vit", "ViTModel", "transformers.models.vit.modeling_vit.ViTModel"),
        ("a.b", "X", ""),
        ("vit", "X.y", ""),
        ("../x", "Y", ""),
        (3, "Y", ""),
    ):
        config.write_text(json.dumps({"model_type": kind, "architectures": [name]}))
        assert told_class(weights) == full
    config.write_text("[1]")
    assert told_class(weights) == ""


def segformer(package: Any) -> Any:
    config = package.SegformerConfig(
        depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], num_labels=5, decoder_hidden_size=16
    )
    return package.SegformerForSemanticSegmentation(config)


def convnext(package: Any) -> Any:
    config = package.ConvNextConfig(depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], num_labels=5)
    return package.ConvNextForImageClassification(config)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the package's own
@pytest.mark.parametrize(("make", "kind"), [(segformer, "regions"), (convnext, "classes")])
def test_a_folder_opens_as_its_config_says(make: Any, kind: str, tmp_path: Path) -> None:
    package = pytest.importorskip("transformers", reason="transformers is not installed here")
    torch.manual_seed(0)
    model = make(package).eval()
    model.save_pretrained(tmp_path)
    path = tmp_path / "model.safetensors"
    with pytest.raises(OwnClasses, match="--allow transformers"):
        open_model(ModelRef.parse(str(path)), CPU)
    allow_by_name("transformers")
    opened = open_model(ModelRef.parse(str(path)), CPU)
    x = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(opened.module(x)["logits"], model(x)["logits"], atol=1e-5)
    assert opened.look is not None
    assert built_in().detect(opened.look.output, ModelSetup())[0].key == kind
    config = tmp_path / "config.json"
    told = json.loads(config.read_text())
    config.write_text(json.dumps(told | {"hidden_sizes": [8, 16, 24, 1 << 40]}))
    with pytest.raises(UserError):
        open_model(ModelRef.parse(str(path)), CPU)

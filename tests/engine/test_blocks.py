"""One layer for each step of a model, whatever way its blocks are nested."""

from __future__ import annotations

import pytest
import torch

from viewer.engine.look.blocks import find_blocks
from viewer.engine.look.layers import survey


@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [
        ("alexnet", "features.2", "features.12", 5),
        ("resnet50", "maxpool", "layer4.2", 17),
        ("mobilenet_v3_small", "features.0", "features.12", 13),
    ],
)
def test_blocks_of_torchvision_models(name: str, first: str, last: str, count: int) -> None:
    import torchvision

    model = torchvision.models.get_model(name, weights=None).eval()
    found = survey(model, torch.zeros(1, 3, 224, 224))
    names = [layer.name for layer in found.layers]
    blocks = find_blocks(model, names, found.default)
    assert (blocks[0], blocks[-1], len(blocks)) == (first, last, count)
    assert blocks[-1] == found.default
    assert sorted(blocks, key=names.index) == list(blocks)


def test_stages_are_opened_and_the_suggested_norm_stands_for_its_block() -> None:
    import timm

    model = timm.create_model("vit_tiny_patch16_224", img_size=64, depth=3).eval()
    found = survey(model, torch.zeros(1, 3, 64, 64))
    blocks = find_blocks(model, [layer.name for layer in found.layers], found.default)
    assert blocks == ("patch_embed", "blocks.0", "blocks.1", "blocks.2.norm1")

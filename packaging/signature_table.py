"""Write the tables of names and shapes by which CamScope recognises a file of bare weights.

Usage: signature_table.py torchvision | timm

Every classifier of the installed zoo is built without values (nothing is downloaded) and listed in
resources/models; viewer/engine/models/recognising/signatures.py tells the format. Networks that
cannot be built so or have no plain head are named in the table's heading.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from torch import nn

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from viewer.engine.models.recognising.architectures import (  # noqa: E402
    timm_names,
    torchvision_names,
    without_initialising,
)
from viewer.engine.models.recognising.signatures import (  # noqa: E402
    COUNTER,
    Head,
    Shapes,
    write_block,
)

HEAD_WIDTH = 1013  # a number of classes that is no network's inner width: it marks the heads
WITH_AUXILIARY = ("googlenet", "inception_v3")


def builders(zoo: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """List the names of a zoo with the options of each variant."""
    if zoo == "timm":
        yield from ((name, {}) for name in timm_names())
        return
    for name in torchvision_names():
        if name in WITH_AUXILIARY:
            yield name, {"aux_logits": False, "init_weights": False}
            yield name, {"aux_logits": True, "init_weights": False}
        else:
            yield name, {}


def build(zoo: str, name: str, options: dict[str, Any]) -> nn.Module:
    """Build a network without values; some can do so only in real memory, which stays untouched."""
    try:
        return _build(zoo, name, options, device="meta")
    except (NotImplementedError, RuntimeError):
        return _build(zoo, name, options, device="cpu")


def _build(zoo: str, name: str, options: dict[str, Any], *, device: str) -> nn.Module:
    with without_initialising(), torch.device(device), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if zoo == "timm":
            import timm  # noqa: PLC0415 - seconds

            return timm.create_model(name, pretrained=False, num_classes=HEAD_WIDTH)
        from torchvision import models  # noqa: PLC0415 - seconds

        return models.get_model(name, weights=None, num_classes=HEAD_WIDTH, **options)


def describe(name: str, module: nn.Module) -> str:
    """Write the network's block; the entries as wide as HEAD_WIDTH are its heads.

    Raises:
        ValueError: the network has no head that is made to measure.
    """
    shapes = {
        key: tuple(tensor.shape)
        for key, tensor in module.state_dict().items()
        if not key.endswith(COUNTER)
    }
    wide = {key: shape for key, shape in shapes.items() if shape[:1] == (HEAD_WIDTH,)}
    body = {key: shape for key, shape in shapes.items() if key not in wide}
    heads = [
        Head(layer, region(layer, shapes), shape[1:])
        for layer, _, last in (key.rpartition(".") for key in wide)
        if last == "weight" and (shape := wide[f"{layer}.weight"])[1:]
    ]
    if not heads or any(not any(head.owns(key) for head in heads) for key in wide):
        raise ValueError("no plain head")
    return write_block(name, heads, body)


def region(layer: str, shapes: Shapes) -> str:
    """Return the outermost module around a head that holds nothing else."""
    parent, _, _ = layer.rpartition(".")
    others = (key for key in shapes if not key.startswith(f"{layer}."))
    if not parent or any(key.startswith(f"{parent}.") for key in others):
        return layer
    return region(parent, shapes)


def main() -> int:
    """Build every network, one after the other, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("zoo", choices=("torchvision", "timm"))
    arguments = parser.parse_args()
    blocks, left_out = [], []
    for name, options in builders(arguments.zoo):
        try:
            module = build(arguments.zoo, name, options)
            block = describe(name, module)
        except (RuntimeError, NotImplementedError, ValueError, TypeError) as error:
            left_out.append(f"{name}: {type(error).__name__}")
            continue
        blocks.append(block)
        print(len(blocks), name, flush=True)
    heading = f"{arguments.zoo} {version(arguments.zoo)}; left out: {', '.join(left_out) or 'none'}"
    text = "\n\n".join((heading, *blocks)) + "\n"
    target = REPOSITORY / "resources" / "models" / f"{arguments.zoo}.txt.xz"
    target.parent.mkdir(exist_ok=True)
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    target.write_bytes(packed)
    print(f"{target.name}: {len(blocks)} networks, {len(text)} bytes, {len(packed)} packed")
    print(heading)
    return 0


if __name__ == "__main__":
    sys.exit(main())

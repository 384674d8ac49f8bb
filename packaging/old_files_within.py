"""Write model files with the library versions of the environment that this script runs in.

Started by packaging/old_files.py in a throw-away environment, so it must run on Python 3.8 and on
PyTorch 1.4. It needs a folder, and networks as ``torchvision:NAME``, ``timm:NAME`` or
``torch:plain``. Weights are a repeated pattern, so that files pack well; the logits of a fixed
picture are written beside each.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import torch
import torchvision

CLASSES = 3
STEP = 7919  # a prime, so that neighbouring weights differ
SPAN = 13


def network(name: str) -> torch.nn.Module:
    """Build a network of a zoo with three classes and patterned weights."""
    zoo, _, own = name.partition(":")
    if zoo == "timm":
        import timm  # noqa: PLC0415 - only in environments that have it

        module = timm.create_model(own, num_classes=CLASSES)
    elif zoo == "torch":
        module = plain()
    else:
        options = {"aux_logits": False} if own in ("googlenet", "inception_v3") else {}
        module = getattr(torchvision.models, own)(num_classes=CLASSES, **options)
    for entry, tensor in module.state_dict().items():
        if tensor.is_floating_point() and not entry.endswith("attn_mask"):
            tensor.copy_(values(entry, tensor))
    return module.eval()


def plain() -> torch.nn.Module:
    """Return a composition of PyTorch's own layers, some of which have got settings since."""
    nn = torch.nn
    middle = (nn.BatchNorm2d(8), nn.GELU(), nn.Upsample(scale_factor=2, mode="nearest"))
    last = (nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, CLASSES))
    return nn.Sequential(nn.Conv2d(3, 8, 3, stride=4), *middle, *last)


def values(entry: str, tensor: torch.Tensor) -> torch.Tensor:
    """Return a pattern from -1 to 1, scaled so that activations neither vanish nor explode."""
    count = tensor.numel()
    pattern = (torch.arange(count) * STEP % SPAN).float().reshape(tensor.shape) / (SPAN // 2) - 1
    if entry.endswith("running_var"):
        return 1 + 0.2 * pattern
    if tensor.dim() > 1:
        return pattern * math.sqrt(1.5 * tensor.shape[0] / count)
    return 0.1 * pattern + (1 if entry.endswith("weight") else 0)


def picture(side: int) -> torch.Tensor:
    """Return a picture of slow waves, (1, 3, side, side) float64."""
    x = torch.linspace(0, 9, side, dtype=torch.float64)
    plane = torch.sin(x)[:, None] * torch.cos(0.7 * x)[None]
    return torch.stack([plane, plane.t(), plane * plane])[None]


def main() -> None:
    """Write each network as the environment's torch.save does, with its logits."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    for name in names:
        module = network(name)
        side = 299 if "inception" in name else 224
        zoo, _, own = name.partition(":")
        version = sys.modules[zoo].__version__.partition("+")[0]
        stem = f"{zoo}-{version}-{own}"
        torch.save(module, str(folder / f"{stem}.pth"))
        with torch.no_grad():  # in 64 bits, where versions of PyTorch agree
            logits = module.double()(picture(side))[0].tolist()
        note = {"network": name, "side": side, "logits": logits, "torch": torch.__version__}
        (folder / f"{stem}.json").write_text(json.dumps(note) + "\n", encoding="utf-8")
        print(stem, logits, flush=True)


if __name__ == "__main__":
    main()

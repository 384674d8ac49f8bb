"""Pictures of one drawn shape on noise, and a small vision transformer that tells the shapes apart.

The weights beside the tests were written by this script: ``python tests/given/given_shapes.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

SIZE, PATCH, SHAPE = 32, 4, 12  # pixels; a shape lies on whole patches
SPARSE = 0.1
SHAPES = ("disc", "ring", "cross", "stripes")
WEIGHTS = Path(__file__).resolve().parents[1] / "methods" / "files" / "shapes-vit.safetensors"


def form(kind: int) -> np.ndarray:
    """Return a shape as (SHAPE, SHAPE) of truth values."""
    y, x = np.mgrid[:SHAPE, :SHAPE] - (SHAPE - 1) / 2
    radius = np.hypot(x, y)
    return (
        radius < 5.6,
        (radius < 6) & (radius > 3),
        (np.abs(x) < 2) | (np.abs(y) < 2),
        (np.mgrid[:SHAPE, :SHAPE][0] // 2) % 2 == 0,
    )[kind]


def draw(random: np.random.Generator) -> tuple[np.ndarray, int, tuple[int, int]]:
    """Return a picture (3, SIZE, SIZE) float32 about 0, its class, and the shape's first patch."""
    pixels = random.normal(0, 0.4, (3, SIZE, SIZE)) + random.normal(0, 0.5, (3, 1, 1))
    kind = int(random.integers(len(SHAPES)))
    row, column = random.integers(0, (SIZE - SHAPE) // PATCH + 1, 2)
    top, left = row * PATCH, column * PATCH
    colour = random.normal(0, 1, 3)
    colour = 2.5 * colour / np.abs(colour).max()
    pixels[:, top : top + SHAPE, left : left + SHAPE][:, form(kind)] += colour[:, None]
    return pixels.astype(np.float32), kind, (int(row), int(column))


def batch(count: int, random: np.random.Generator) -> tuple[Tensor, Tensor, list[tuple[int, int]]]:
    """Return pictures (B, 3, SIZE, SIZE), their classes (B,), and where their shapes are."""
    each = [draw(random) for _ in range(count)]
    pixels = torch.from_numpy(np.stack([one[0] for one in each]))
    return pixels, torch.tensor([one[1] for one in each]), [one[2] for one in each]


def inside(place: tuple[int, int]) -> np.ndarray:
    """Return the patches that a shape lies on, as truth values of the grid."""
    found = np.zeros((SIZE // PATCH, SIZE // PATCH), bool)
    row, column = place
    found[row : row + SHAPE // PATCH, column : column + SHAPE // PATCH] = True
    return found


def fresh(seed: int = 0) -> Any:
    """Return the transformer with random weights."""
    from timm.models.vision_transformer import VisionTransformer

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return VisionTransformer(
            img_size=SIZE,
            patch_size=PATCH,
            embed_dim=48,
            depth=2,
            num_heads=3,
            mlp_ratio=2.0,
            num_classes=len(SHAPES),
        ).eval()


def trained() -> Any:
    """Return the transformer with the weights that were learned."""
    from safetensors.torch import load_file

    model = fresh()
    model.load_state_dict({key: one.float() for key, one in load_file(WEIGHTS).items()})
    return model


def train(steps: int = 700) -> Any:
    """Learn to tell the shapes apart; a minute or two on one core.

    The head reads the class token and, as LeGrad asks of it, the average token. Attention is asked
    to be sparse, and not told where: its entropy is a small part of what is made less.
    """
    random = np.random.default_rng(1)
    model, seen = fresh().train(), list[Tensor]()
    for block in model.blocks:
        block.attn.fused_attn = False
        block.attn.attn_drop.register_forward_hook(lambda _m, _a, out: seen.append(out))
    best = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    pace = torch.optim.lr_scheduler.OneCycleLR(best, 2e-3, total_steps=steps)
    for step in range(steps):
        pixels, kinds, _ = batch(64, random)
        seen.clear()
        tokens = model.forward_features(pixels)
        entropy = torch.stack([-(one * (one + 1e-8).log()).sum(-1).mean() for one in seen]).mean()
        loss = nn.functional.cross_entropy(model.head(tokens[:, 0]), kinds)
        loss = loss + nn.functional.cross_entropy(model.head(tokens.mean(1)), kinds)
        best.zero_grad()
        (loss + SPARSE * entropy * min(1.0, step / steps)).backward()
        best.step()
        pace.step()
        if step % 100 == 0:
            print(step, round(float(loss.detach()), 3), round(float(entropy.detach()), 3))
    return model.eval()


def main() -> None:
    """Train, and write the weights in half precision."""
    from safetensors.torch import save_file

    torch.manual_seed(0)
    learned = train().state_dict()
    WEIGHTS.parent.mkdir(exist_ok=True)
    save_file({key: one.half().contiguous() for key, one in learned.items()}, WEIGHTS)
    print(WEIGHTS, WEIGHTS.stat().st_size)


if __name__ == "__main__":
    main()

"""Train a detector on drawn streets, for the picture of the window in the README.

Usage: street_detector.py OUT.safetensors [--pictures 400] [--steps 700] [--threads 1]

It takes some minutes on one core; `boxes_picture.py` opens what was written.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from drawn_street import KINDS, WIDTH, Thing, painted, street
from PIL import Image
from safetensors.torch import save_file
from street_network import StreetDetector
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.core.files.own_code import OwnCode
from viewer.core.files.shards import hash_model
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_code import allow_code

HEIGHT, CELL, BATCH = 192, 8, 8  # pixels of a picture and of a cell
SIZE = (round(HEIGHT * WIDTH), HEIGHT)
RULE = InputRule(size=SIZE, shorter_side=None, mean=(0.5, 0.5, 0.5), std=(0.25, 0.25, 0.25))
SPARSE = 0.02  # how much it counts that features are few; where they lie is not told
CODE = Path(__file__).with_name("street_network.py")


def detector(weights: Path) -> ModelRef:
    """Return the trained detector with its own code, allowed; how it answers is left to a guess."""
    code = OwnCode.parse(f"{CODE}:StreetDetector")
    allow_code(hash_model(weights), code)
    return replace(
        ModelRef.parse(str(weights), None, code), setup=ModelSetup(class_names=KINDS, rule=RULE)
    )


def main() -> int:
    """Train, and write the weights in half precision."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="the weights to write")
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--threads", type=int, default=1)
    typed = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(typed.threads)
    learned = train(typed.pictures, typed.steps).state_dict()
    save_file({key: one.half().contiguous() for key, one in learned.items()}, typed.out)
    return 0


def train(pictures: int, steps: int) -> StreetDetector:
    """Learn to find what is on a street."""
    chance = random.Random(0)
    streets = [street(chance) for _ in range(pictures)]
    inputs = torch.stack([to_input(painted(one, chance, HEIGHT)) for one in streets])
    wanted, counts = (torch.stack(each) for each in zip(*map(truth, streets), strict=True))
    print("drawn", flush=True)
    model = StreetDetector().train()
    best = torch.optim.AdamW(model.parameters(), 5e-3, weight_decay=1e-3)
    pace = torch.optim.lr_scheduler.OneCycleLR(best, 8e-3, total_steps=steps)
    for step in range(steps):
        chosen = torch.randint(len(inputs), (BATCH,))
        light = 1 + 0.2 * torch.randn(BATCH, 3, 1, 1)  # as seen by another camera
        features = model.backbone(inputs[chosen] * light)
        loss = loss_of(model.head(model.neck(features)), wanted[chosen], counts[chosen])
        loss = loss + SPARSE * features.mean((0, 2, 3)).sum()
        best.zero_grad()
        loss.backward()
        best.step()
        pace.step()
        if step % 100 == 99:
            print(step + 1, round(float(loss.detach()), 4), flush=True)
    return model.eval()


def loss_of(answer: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    """Return how wrong answers (B, 5 + classes, h, w) are, where boxes count (B, h, w)."""
    weight = 1 + 9 * counts
    objects = nn.functional.binary_cross_entropy_with_logits(
        answer[:, 4], wanted[:, 4], weight, reduction="sum"
    )
    inside = counts[:, None].bool()
    kinds = nn.functional.binary_cross_entropy_with_logits(
        answer[:, 5:], wanted[:, 5:], reduction="none"
    )
    sides = nn.functional.smooth_l1_loss(answer[:, :4], wanted[:, :4], reduction="none")
    local = ((kinds * inside).sum() + 2 * (sides * inside).sum()) / counts.sum()
    return objects / (10 * counts.sum()) + local


def truth(things: Sequence[Thing]) -> tuple[Tensor, Tensor]:
    """Return what each cell should answer (5 + classes, h, w), and where its box counts (h, w).

    A cell answers for a thing whose middle is less than a cell away from its own.
    """
    rows, columns = HEIGHT // CELL, SIZE[0] // CELL
    answer, counts = torch.zeros(5 + len(KINDS), rows, columns), torch.zeros(rows, columns)
    for thing in things:
        left, top, right, bottom = (side * HEIGHT / CELL for side in thing.box)
        x, y = (left + right) / 2, (top + bottom) / 2
        for row, column in np.ndindex(rows, columns):
            if math.hypot(column + 0.5 - x, row + 0.5 - y) < 1:
                size = math.log(right - left), math.log(bottom - top)
                answer[:5, row, column] = torch.tensor([x - column, y - row, *size, 1.0])
                answer[5:, row, column] = 0
                answer[5 + KINDS.index(thing.kind), row, column] = 1
                counts[row, column] = 1
    return answer, counts


def to_input(picture: Image.Image) -> Tensor:
    """Return a picture as the detector takes it, (3, h, w) float32."""
    values = torch.from_numpy(np.array(picture, np.float32) / 255)
    return ((values - 0.5) / 0.25).permute(2, 0, 1)


if __name__ == "__main__":
    sys.exit(main())

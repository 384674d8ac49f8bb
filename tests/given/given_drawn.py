"""Pictures of several drawn shapes, where each of them lies, and a detector that has learned them.

The weights beside the tests were written by this script: ``python tests/given/given_drawn.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from given_shape_network import ShapeDetector
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.core.files.own_code import OwnCode
from viewer.core.files.shards import hash_model
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_code import allow_code

NAMES = ("disc", "square", "triangle", "star")
SIZE, CELL, PLACE = (192, 128), 8, 4  # pixels: of a picture, of a cell, of a place of the features
FINER = 3  # drawn so many times larger, then reduced
APART = 8  # pixels between two shapes
COLOURS = ("#d1495b", "#00798c", "#edae49", "#66a182", "#5f4b8b", "#2e4057", "#e07a5f", "#8f2d56")
GROUNDS = ("#dbe4ee", "#efe6dd", "#e3eadf", "#cfd4dd", "#f2f0ea", "#d9cfd6")
WEIGHTS = Path(__file__).resolve().parents[1] / "engine" / "files" / "shapes-detector.safetensors"
CODE = Path(__file__).with_name("given_shape_network.py")
RULE = InputRule(size=SIZE, shorter_side=None, mean=(0.5, 0.5, 0.5), std=(0.25, 0.25, 0.25))
SPARSE, ASTRAY = 0.03, 0.5


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """A shape: its class, its centre and its radius in pixels, and how far it is turned."""

    kind: int
    x: float
    y: float
    radius: float
    turned: float
    colour: str

    def corners(self, scale: float = 1) -> list[tuple[float, float]]:
        """Return its outline, in pixels times a scale."""
        each = {0: 60, 1: 4, 2: 3, 3: 10}[self.kind]
        found: list[tuple[float, float]] = []
        for number in range(each):
            far = self.radius * (0.45 if self.kind == 3 and number % 2 else 1)
            angle = self.turned + number * math.tau / each
            x, y = self.x + far * math.sin(angle), self.y - far * math.cos(angle)
            found.append((x * scale, y * scale))
        return found

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        xs, ys = zip(*self.corners(), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def mask(self) -> NDArray[np.bool_]:
        """Return the pixels that it covers, (height, width)."""
        plain = Image.new("1", SIZE)
        ImageDraw.Draw(plain).polygon(self.corners(), fill=1)
        return np.array(plain)


def scene(random: np.random.Generator, most: int = 4) -> list[DrawnShape]:
    """Return two or more shapes that do not touch; colours tell nothing of their classes."""
    shapes: list[DrawnShape] = []
    wanted = int(random.integers(2, most + 1))
    for _ in range(200):
        radius = float(random.uniform(15, 27))
        x, y = (float(random.uniform(radius + 2, side - radius - 2)) for side in SIZE)
        if all(math.hypot(x - o.x, y - o.y) > radius + o.radius + APART for o in shapes):
            turned = float(random.uniform(-0.3, 0.3))
            kind = int(random.integers(len(NAMES)))
            turned += math.pi / 4 if kind == 1 else 0  # a square stands on a side
            shapes.append(DrawnShape(kind, x, y, radius, turned, str(random.choice(COLOURS))))
        if len(shapes) == wanted:
            break
    return shapes


def draw(shapes: list[DrawnShape], random: np.random.Generator, scale: int = 1) -> Image.Image:
    """Draw shapes on a ground with some lines, as an RGB picture of SIZE times a scale."""
    width, height = (side * FINER * scale for side in SIZE)
    picture = Image.new("RGB", (width, height), str(random.choice(GROUNDS)))
    pen = ImageDraw.Draw(picture)
    for _ in range(int(random.integers(2, 6))):
        ends = [(float(random.uniform(0, width)), float(random.uniform(0, height))) for _ in "ab"]
        pen.line(ends, str(random.choice(GROUNDS)), int(random.integers(4, 30)) * scale)
    for shape in shapes:
        pen.polygon(shape.corners(FINER * scale), fill=shape.colour)
    small = picture.resize((SIZE[0] * scale, SIZE[1] * scale), Image.Resampling.LANCZOS)
    return small.filter(ImageFilter.GaussianBlur(0.4))


def drawn(seed: int, most: int = 4, scale: int = 1) -> tuple[Image.Image, list[DrawnShape]]:
    """Return a picture of SIZE times a scale, and its shapes."""
    random = np.random.default_rng(seed)
    shapes = scene(random, most)
    return draw(shapes, random, scale), shapes


def shape_detector(weights: Path = WEIGHTS) -> ModelRef:
    """Return the trained detector with its own code, allowed; how it answers is left to a guess."""
    code = OwnCode.parse(f"{CODE}:ShapeDetector")
    allow_code(hash_model(weights), code)
    setup = ModelSetup(class_names=NAMES, rule=RULE)
    return replace(ModelRef.parse(str(weights), None, code), setup=setup)


def shape_network() -> ShapeDetector:
    """Return the trained network itself."""
    from safetensors.torch import load_file

    model = ShapeDetector()
    model.load_state_dict({key: one.float() for key, one in load_file(WEIGHTS).items()})
    return model.eval()


def to_input(picture: Image.Image) -> Tensor:
    """Return a picture as the detector takes it, (3, h, w) float32."""
    values = torch.from_numpy(np.array(picture, np.float32) / 255)
    return ((values - 0.5) / 0.25).permute(2, 0, 1)


def truth(shapes: list[DrawnShape]) -> tuple[Tensor, Tensor]:
    """Return what each cell should answer (5 + classes, h, w), and where its box counts (h, w).

    A cell answers for a shape if the shape's centre is less than a cell away from its own.
    """
    width, height = SIZE[0] // CELL, SIZE[1] // CELL
    answer, counts = torch.zeros(5 + len(NAMES), height, width), torch.zeros(height, width)
    for shape in shapes:
        left, top, right, bottom = (side / CELL for side in shape.box)
        x, y = (left + right) / 2, (top + bottom) / 2
        for row, column in np.ndindex(height, width):
            if math.hypot(column + 0.5 - x, row + 0.5 - y) < 1:
                size = math.log(right - left), math.log(bottom - top)
                answer[:5, row, column] = torch.tensor([x - column, y - row, *size, 1.0])
                answer[5 + shape.kind, row, column] = 1
                counts[row, column] = 1
    return answer, counts


def bare(shapes: list[DrawnShape]) -> Tensor:
    """Return which share of each place of the features no shape covers, (h, w)."""
    covered = torch.from_numpy(np.logical_or.reduce([shape.mask() for shape in shapes]))
    return 1 - nn.functional.avg_pool2d(covered[None].float(), PLACE)[0]


def loss_of(model: ShapeDetector, x: Tensor, wanted: Tensor, counts: Tensor, off: Tensor) -> Tensor:
    """Return how wrong the answers are.

    Features are asked to be few, and to lie on shapes; on which of them for which box, they are not
    told.
    """
    features = model.backbone(x)
    answer = model.head(model.neck(features))
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
    few = features.mean((0, 2, 3)).sum()
    astray = (features * off[:, None]).mean((0, 2, 3)).sum()
    return objects / (10 * counts.sum()) + local + SPARSE * few + ASTRAY * astray


def train(pictures: int = 800, steps: int = 900, batch: int = 16) -> ShapeDetector:
    """Learn to find the shapes; two or three minutes on one core."""
    random = np.random.default_rng(0)
    scenes = [scene(random) for _ in range(pictures)]
    inputs = torch.stack([to_input(draw(one, random)) for one in scenes])
    wanted, counts = (torch.stack(each) for each in zip(*map(truth, scenes), strict=True))
    off = torch.stack([bare(one) for one in scenes])
    model = ShapeDetector().train()
    best = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=1e-3)
    pace = torch.optim.lr_scheduler.OneCycleLR(best, 4e-3, total_steps=steps)
    for step in range(steps):
        chosen = torch.randint(len(inputs), (batch,))
        x = inputs[chosen][:, torch.randperm(3)]  # colours are another every time
        loss = loss_of(model, x, wanted[chosen], counts[chosen], off[chosen])
        best.zero_grad()
        loss.backward()
        best.step()
        pace.step()
        if step % 100 == 99:
            print(step + 1, round(float(loss.detach()), 4), flush=True)
    return model.eval()


def main() -> None:
    """Train, and write the weights in half precision."""
    from safetensors.torch import save_file

    torch.manual_seed(0)
    torch.set_num_threads(1)
    learned = train().state_dict()
    WEIGHTS.parent.mkdir(exist_ok=True)
    save_file({key: one.half().contiguous() for key, one in learned.items()}, WEIGHTS)
    print(WEIGHTS, WEIGHTS.stat().st_size)


if __name__ == "__main__":
    main()

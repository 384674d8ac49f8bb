"""Draw the sample pictures of a cat and a dog, and train the sample model: resources/samples.

Usage: sample_model.py [--pictures N] [--rounds N]

The model is saved whole, as most people save theirs: a small network in AlexNet's form with two
logits, trained on drawn pictures of a cat, a dog, both or neither. It is the same on every run
of one version of torch.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).parent))

from drawn_animals import Animal, draw, some_animal  # noqa: E402 - the folder had to be named

FOLDER = REPOSITORY / "resources" / "samples"
MODEL = "cat_or_dog.pth"
NAMES = ("cat", "dog")
SIDE = 224
MEAN, STD = torch.tensor((0.485, 0.456, 0.406)), torch.tensor((0.229, 0.224, 0.225))
BATCH = 32
SEED = 2017  # Grad-CAM's year


def network() -> nn.Sequential:
    """Return an untrained network in AlexNet's form, with 45,000 parameters."""
    widths, layers = (3, 16, 32, 48, 48), OrderedDict[str, nn.Module]()
    forms = ((7, 4, 3), (5, 1, 2), (3, 1, 1), (3, 1, 1))
    body = nn.Sequential()
    for number, (kernel, stride, padding) in enumerate(forms):
        body.append(nn.Conv2d(widths[number], widths[number + 1], kernel, stride, padding))
        body.append(nn.ReLU(inplace=True))
        if number < 2:
            body.append(nn.MaxPool2d(2))
    layers["features"], layers["avgpool"] = body, nn.AdaptiveAvgPool2d(1)
    layers["flatten"], layers["classifier"] = nn.Flatten(), nn.Linear(widths[-1], len(NAMES))
    return nn.Sequential(layers)


def scene(chance: random.Random) -> tuple[Image.Image, tuple[float, float]]:
    """Return a square picture, and whether there is a cat and a dog in it."""
    shown = chance.choice((("cat",), ("dog",), ("cat",), ("dog",), ("cat", "dog"), ()))
    shown = tuple(chance.sample(shown, len(shown)))
    animals: list[Animal] = []
    for place, kind in enumerate(shown):
        across = 0.5 if len(shown) == 1 else 0.27 + 0.46 * place
        radius = chance.uniform(0.09, 0.26 if len(shown) == 1 else 0.15)
        centre = across + chance.uniform(-0.12, 0.12), chance.uniform(0.25, 0.6)
        animals.append(some_animal(kind, centre, radius, chance))
    here = (float("cat" in shown), float("dog" in shown))
    return draw((SIDE, SIDE), animals, chance), here


def to_input(picture: Image.Image) -> Tensor:
    """Return a picture as (3, h, w) float32, as ImageNet's networks take it."""
    values = torch.from_numpy(np.array(picture, np.float32) / 255)
    return ((values - MEAN) / STD).permute(2, 0, 1)


def trained(pictures: int, rounds: int) -> nn.Sequential:
    """Return the network after some rounds over drawn pictures."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    chance, model = random.Random(SEED), network()
    scenes = [scene(chance) for _ in range(pictures)]
    inputs = torch.stack([to_input(picture) for picture, _ in scenes])
    answers = torch.tensor([here for _, here in scenes])
    adam = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-3)
    steps = rounds * (len(inputs) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, 4e-3, total_steps=steps)
    for number in range(rounds):
        total = 0.0
        for chosen in torch.randperm(len(inputs)).split(BATCH)[: len(inputs) // BATCH]:
            x = inputs[chosen]
            x = x.flip(3) if number % 2 else x
            loss = nn.functional.binary_cross_entropy_with_logits(model(x), answers[chosen])
            adam.zero_grad()
            loss.backward()
            adam.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        print(f"round {number + 1}: loss {total / len(inputs):.4f}", flush=True)
    return model.eval()


def accuracy(model: nn.Module, pictures: int = 300) -> float:
    """Return the share of new pictures of which both answers are right."""
    chance, right = random.Random(SEED + 1), 0
    with torch.no_grad():
        for _ in range(pictures):
            picture, here = scene(chance)
            said = model(to_input(picture)[None])[0] > 0
            right += said.tolist() == [bool(one) for one in here]
    return right / pictures


def sample_pictures() -> dict[str, Image.Image]:
    """Return the sample pictures by name: both animals, and each alone."""
    chance = random.Random(4)
    both = [
        some_animal("dog", (0.45, 0.3), 0.17, chance),
        some_animal("cat", (0.89, 0.42), 0.15, chance),
    ]
    drawn = {"drawn_dog_and_cat.png": draw((640, 480), both, chance)}
    for kind in NAMES:
        alone = [some_animal(kind, (0.66, 0.38), 0.2, chance)]
        drawn[f"drawn_{kind}.png"] = draw((640, 480), alone, chance)
    return drawn


def main() -> int:
    """Draw, train, and say how good the model is on pictures that it has not seen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pictures", type=int, default=2400)
    parser.add_argument("--rounds", type=int, default=12)
    typed = parser.parse_args()
    for name, picture in sample_pictures().items():
        picture.quantize(128).save(FOLDER / name, optimize=True)
    model = trained(typed.pictures, typed.rounds)
    model.names = dict(enumerate(NAMES))  # what CamScope reads class names from
    torch.save(model, FOLDER / MODEL)
    print(f"right on {accuracy(model):.1%} of 300 new pictures; {FOLDER / MODEL}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

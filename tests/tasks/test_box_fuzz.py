"""Whatever a model returns is boxes, something else, or refused in a sentence; never a crash."""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import ModelSetup
from viewer.tasks.registry import built_in

OUTPUTS = 5_000
GEOMETRY = Geometry(original=(64, 48), resized=(64, 48), offset=(0, 0), input=(64, 48))
ASKED = ("top", "box 1", "box 9", "miss 3,4,20,10", "0", "box 1 product", "miss 1,1,2,2 overlap",
         "box 1 left", "lower:box 2")  # fmt: skip


def tensor(chance: random.Random, *shape: int) -> Tensor:
    """Return numbers of one of several kinds, some of which are no numbers."""
    made = torch.randn(shape) * chance.choice((0.1, 1, 30))
    kind = chance.randrange(8)
    if kind == 0:
        made = made.sigmoid()
    elif kind == 1 and made.numel():
        made.view(-1)[chance.randrange(made.numel())] = chance.choice((np.nan, np.inf, -np.inf))
    elif kind == 2:
        made = torch.full_like(made, chance.choice((0.0, np.nan, 1e30)))
    elif kind == 3:
        made = made.abs()
    elif kind == 4:
        made = made.long() if chance.random() < 0.5 else made.half()
    return made


def sides(chance: random.Random, least: int, most: int) -> list[int]:
    small = [chance.choice((0, 1, 2, 3, 4, 5, 6, 8, 9, 24, 85)) for _ in range(most)]
    return small[: chance.randint(least, most)]


def found(chance: random.Random) -> list[dict[str, Tensor]]:
    count = chance.choice((0, 1, 3, 400))
    boxes = tensor(chance, count, chance.choice((4, 4, 4, 5)))
    labels = torch.randint(-1, 120, (count,))
    return [{"boxes": boxes, "labels": labels, "scores": tensor(chance, count)}] * chance.choice(
        (1, 1, 1, 0, 2)
    )


def output(chance: random.Random, depth: int = 0) -> object:
    """Return an output of one of the forms that models have, or nearly so."""
    kind = chance.randrange(9)
    cells = chance.choice((1, 2, 3)), chance.choice((1, 2, 5))
    channels = chance.choice((5, 6, 8, 18, 24, 85))
    if kind == 0:
        return tensor(chance, *sides(chance, 0, 5))
    if kind == 1:
        return tensor(chance, 1, channels, chance.choice((0, 1, 7, 50)))
    if kind == 2:
        return tensor(chance, 1, chance.choice((0, 1, 7, 50)), channels)
    if kind == 3:
        return [tensor(chance, 1, channels, *cells) for _ in range(chance.choice((1, 2, 3)))]
    if kind == 4:
        return tuple(tensor(chance, 1, 3, *cells, channels) for _ in range(3))
    if kind == 5:
        queries = chance.choice((0, 1, 5))
        return {"pred_logits": tensor(chance, 1, queries, channels),
                "pred_boxes": tensor(chance, 1, queries, 4)}  # fmt: skip
    if kind == 6:
        return found(chance)
    if kind == 7 or depth > 2:
        return chance.choice((None, 3, "boxes", {}, [], (), [None], {"boxes": 3}))
    inner = [output(chance, depth + 1) for _ in range(chance.choice((0, 1, 2)))]
    return chance.choice((inner, tuple(inner), dict(enumerate(inner)), {"out": inner}))


def explained(given: object, setup: ModelSetup, asked: str) -> str:
    """Return how far an output is explained; what cannot be is refused by a UserError."""
    kind, answer = built_in().detect(given, setup)
    task = kind.task(answer, numbered_labels(answer.classes))
    rows = task.read(given)[0].detach().float()
    numbers = rows.numpy()
    task.resolve(Target(), numbers, GEOMETRY)  # refuses invalid numbers before all is told
    task.say(numbers, GEOMETRY)
    resolved = task.resolve(Target.parse(asked), numbers, GEOMETRY)
    assert task.score(rows, resolved).shape == ()
    return kind.key


def test_outputs_of_any_shape_are_explained_or_refused() -> None:
    chance, told = random.Random(5), {"boxes": 0, "refused": 0}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        for index in range(OUTPUTS):
            setup = ModelSetup(task=chance.choice(("", "", "boxes")))
            given, asked = output(chance), chance.choice(ASKED)
            try:
                key = explained(given, setup, asked)
            except UserError:
                key = "refused"
            except Exception as error:
                raise AssertionError(f"{index}: {asked} of {given}") from error
            told[key] = told.get(key, 0) + 1
    assert told["boxes"] > OUTPUTS / 10
    assert told["refused"] > OUTPUTS / 10

"""Whatever a model returns is read, or refused in a sentence: never a traceback."""

from __future__ import annotations

import random

import numpy as np
import torch

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import ModelSetup
from viewer.tasks.registry import built_in

SHAPES = 5_000
GEOMETRY = Geometry(original=(90, 60), resized=(90, 60), offset=(0, 0), input=(90, 60))
SIDES = (0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 9, 12)
KEYS = ("boxes", "labels", "scores", "pred_boxes", "pred_logits", "logits", "out", "loss", "masks")
FORMS = ("centre", "corners", "tanh", "sigmoid", "anchors", "exp", "sides")
LAYOUTS = ("found", "cells", "columns", "rows", "queries")


def tensor(dice: random.Random) -> torch.Tensor:
    shape = (
        dice.choice((1, 1, 1, 1, 0, 2)),
        *(dice.choice(SIDES) for _ in range(dice.choice((0, 1, 2, 2, 3, 3, 4)))),
    )
    values = torch.full(shape, dice.choice((0.0, 0.5, -3.0, 40.0, float("nan"), float("inf"))))
    if dice.random() < 0.7:
        values = torch.rand(shape) * dice.choice((1, 100))
    return values.long() if dice.random() < 0.1 and values.isfinite().all() else values


def output(dice: random.Random, depth: int = 0) -> object:
    kind = dice.choice(("tensor", "tensor", "tuple", "list", "dict", "found", "none", "detr"))
    if kind == "tensor" or depth > 2:
        return tensor(dice)
    if kind in {"tuple", "list"}:
        parts = [output(dice, depth + 1) for _ in range(dice.choice((0, 1, 2, 3, 4)))]
        return tuple(parts) if kind == "tuple" else parts
    if kind == "dict":
        return {key: output(dice, depth + 1) for key in dice.sample(KEYS, dice.choice((0, 1, 3)))}
    if kind == "found":
        count = dice.choice((0, 0, 1, 3))
        boxes = torch.rand(count, dice.choice((4, 4, 4, 5))) * dice.choice((1, 90, float("nan")))
        labels = torch.arange(count)
        return [{"boxes": boxes, "labels": labels, "scores": torch.rand(count)}]
    if kind == "detr":
        queries = dice.choice((0, 1, 5))
        return {
            "pred_logits": torch.rand(1, queries, dice.choice((0, 1, 2, 6))),
            "pred_boxes": torch.rand(1, dice.choice((queries, 3)), 4),
        }
    return dice.choice((None, 3, "text", {1: 2}))


def setup(dice: random.Random) -> ModelSetup:
    task = dice.choice(("", "", "", "boxes", "classes", "regions"))
    if dice.random() < 0.7:
        return ModelSetup(task=task, class_names=("a", "b")[: dice.choice((0, 1, 2))])
    form = dice.choice(FORMS)
    anchored = form in {"anchors", "sigmoid"}
    rule = BoxRule(
        layout=dice.choice(LAYOUTS),
        form=form,
        unit=dice.choice(("pixels", "shares")),
        box=dice.choice((0, 1, 30)),
        objectness=dice.choice((-1, 0, 4, 40)),
        classes=dice.choice((4, 5, 6)),
        made=dice.choice(("probabilities", "sigmoid", "softmax")),
        nothing=dice.random() < 0.3,
        anchors=((2.0, 3.0), (4.0, 5.0)) if anchored else (),
        strides=(8.0, 16.0) if anchored else (),
    ).checked()
    return ModelSetup(task=task, boxes=rule)


def read(told: object, word: ModelSetup) -> str:
    """Return the kind of an output that was read to the end, or the sentence that refuses it."""
    try:
        kind, answer = built_in().detect(told, word)
        task = kind.task(answer, numbered_labels(answer.classes))
        rows = task.read(told)
        assert rows.shape[0] == 1
        row = rows[0].float().numpy()
        task.resolve(Target(), row, GEOMETRY)  # refuses invalid numbers, as the engine does first
        said = task.say(row, GEOMETRY)
        for target in (
            Target(),
            *(each.target for each in said.top[:2]),
            Target.parse("miss 1,2,3,4"),
        ):
            if kind.key != "boxes" and target.kind == "name":
                continue
            resolved = task.resolve(target, row, GEOMETRY)
            assert np.isfinite(float(task.score(rows[0].float(), resolved)))
    except UserError as error:
        return error.headline
    return kind.key


def test_no_output_ends_in_a_traceback() -> None:
    dice = random.Random(22)
    torch.manual_seed(22)
    found = [read(output(dice), setup(dice)) for _ in range(SHAPES)]
    assert found.count("boxes") > 200
    assert found.count("classes") > 200
    said = set(found) - {"boxes", "classes", "regions"}
    assert len(said) > 3
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in said)

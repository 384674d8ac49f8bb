"""ODAM, D-RISE and the control of a box's map: each equal to its formula, written plainly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor
from torchvision.ops import box_iou

from viewer.core.asks.target import Resolved, Target
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.labels import named_labels
from viewer.core.models.model_setup import Answer
from viewer.methods.d_rise import found_again
from viewer.methods.gradient_size import gradient_size
from viewer.methods.odam import odam
from viewer.methods.rise import rise
from viewer.tasks.boxes import Boxes

GEOMETRY = Geometry(original=(60, 40), resized=(60, 40), offset=(0, 0), input=(60, 40))


def drawn(*shape: int) -> Floats:
    return np.random.default_rng(3).normal(size=shape).astype(np.float32)


@pytest.mark.truth("gradient_size")
def test_the_control_is_the_gradients_length() -> None:
    gradients = np.array([[[3, 0], [1, -2]], [[4, 0], [2, 2]]], np.float32)
    expected = [[5, 0], [math.sqrt(5), math.sqrt(8)]]
    assert np.allclose(gradient_size(drawn(2, 2, 2), gradients), expected)


@pytest.mark.truth("odam")
def test_odam_smooths_each_gradient_by_a_gaussian() -> None:
    activations, gradients = drawn(2, 4, 6), drawn(2, 4, 6)[::-1].copy()
    expected = np.zeros((2, 4, 6))
    for k, y, x in np.ndindex(2, 4, 6):
        total = weights = 0.0
        for j, i in np.ndindex(4, 6):
            weight = math.exp(-((y - j) ** 2 + (x - i) ** 2) / 2)
            total, weights = total + weight * float(gradients[k, j, i]), weights + weight
        expected[k, y, x] = total / weights * activations[k, y, x]
    assert np.allclose(odam(activations, gradients), expected, atol=1e-6)


def test_odam_far_from_the_border_is_scipys_gaussian() -> None:
    gradients = drawn(3, 31, 41)
    smoothed = odam(np.ones_like(gradients), gradients)[:, 10:-10, 10:-10]
    expected = gaussian_filter(gradients, (0, 1, 1), truncate=8)[:, 10:-10, 10:-10]
    assert np.allclose(smoothed, expected, atol=1e-5)


def boxes(made: str = "probabilities", objectness: int = 4) -> Boxes:
    rule = BoxRule(layout="rows", form="corners", objectness=objectness, classes=5)
    answer = Answer(classes=3, boxes=BoxRule(**{**vars_of(rule), "made": made}))
    return Boxes(answer, named_labels(("cat", "dog", "bird")))


def vars_of(rule: BoxRule) -> dict[str, object]:
    return {name: getattr(rule, name) for name in rule.__slots__}


def likeness(answer: Tensor, box: list[float], said: Tensor) -> float:
    """Return D-RISE's similarity by a plain loop over all boxes of an answer of probabilities."""
    best = 0.0
    for row in answer:
        shared = float(box_iou(torch.tensor([box]), row[None, :4]))
        alike = float(row[5:] @ said / (row[5:].norm() * said.norm()))
        best = max(best, shared * alike * float(row[4]))
    return best


ROWS = torch.tensor([
    [10, 5, 30, 25, 0.9, 0.1, 0.8, 0.1],
    [12, 5, 33, 25, 0.7, 0.2, 0.6, 0.2],
    [40, 20, 55, 38, 0.5, 0.9, 0.05, 0.05],
])  # fmt: skip


@pytest.mark.truth("d_rise")
def test_a_box_is_found_again_as_a_plain_loop_finds_it() -> None:
    task = boxes()
    target = task.resolve(Target.parse("box 1"), ROWS.numpy(), GEOMETRY)
    asked = found_again(target, ROWS, task)
    assert float(task.score(ROWS, asked)) == pytest.approx(0.9)
    generator = torch.Generator().manual_seed(2)
    for _ in range(20):
        moved = ROWS[:, :4] + 6 * torch.randn(3, 4, generator=generator)
        other = torch.cat((moved, torch.rand(3, 4, generator=generator)), 1)
        expected = likeness(other, [10, 5, 30, 25], ROWS[0, 5:])
        assert float(task.score(other, asked)) == pytest.approx(expected, abs=1e-6)


def test_numbers_that_are_no_probabilities_are_made_ones_first() -> None:
    task, numbers = boxes("sigmoid"), ROWS.clone()
    numbers[:, 4:] = numbers[:, 4:].logit()
    target = task.resolve(Target.parse("box 2"), numbers.numpy(), GEOMETRY)
    found = float(task.score(numbers, found_again(target, numbers, task)))
    row = target.row
    assert found == pytest.approx(likeness(ROWS, ROWS[row, :4].tolist(), ROWS[row, 5:]), abs=1e-5)


def test_of_a_miss_the_drawn_place_is_looked_for() -> None:
    task = boxes()
    target = task.resolve(Target.parse("miss 42,22,10,10"), ROWS.numpy(), GEOMETRY)
    asked = found_again(target, ROWS, task)
    expected = likeness(ROWS, [42, 22, 52, 32], ROWS[2, 5:])
    assert float(task.score(ROWS, asked)) == pytest.approx(expected, abs=1e-6)


def test_a_class_is_no_box() -> None:
    target = Resolved(title="cat")
    with pytest.raises(UserError, match="explains boxes"):
        found_again(target, ROWS, boxes())


@dataclass
class Seeing:
    """A prober whose score is how much of one corner can be seen."""

    x: Tensor
    batch: int = 50

    def scores(self, batch: Tensor) -> Floats:
        return batch[:, 0, :8, :8].mean((1, 2)).numpy()


def test_the_masks_are_finer_and_more_where_that_is_asked_for() -> None:
    probe = Seeing(torch.ones(1, 1, 32, 48))
    steps: Iterator = rise(probe, count=300, cells=16)  # pyright: ignore[reportArgumentType]
    *_, last = steps
    assert last.done == last.total == 300
    made = last.make()
    assert made[:8, :8].mean() > 3 * np.abs(made[16:, 24:]).mean()

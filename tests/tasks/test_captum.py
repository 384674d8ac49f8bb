"""Grad-CAM of a box, a region, a cosine and a number, held against captum's own LayerGradCam."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.methods.method import compute
from viewer.methods.registry import built_in as methods
from viewer.tasks.likeness import Likeness
from viewer.tasks.registry import built_in

captum = pytest.importorskip("captum.attr", reason="captum is not installed here")
SIDE, CELLS = 32, 8
GEOMETRY = Geometry(original=(SIDE, SIDE), resized=(SIDE, SIDE), offset=(0, 0), input=(SIDE, SIDE))
OTHER = Path("other.png")


class Network(nn.Module):
    """Maps of eight by eight cells, answered as boxes, as regions, or as one row of numbers."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.body = nn.Sequential(nn.Conv2d(3, 6, 4, stride=4), nn.ReLU())
        self.head = nn.Conv2d(6, 7, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        maps = self.head(self.body(x))
        if self.kind == "boxes":  # four sides and three classes for each cell
            return torch.cat((maps[:, :4].sigmoid() * SIDE, maps[:, 4:].sigmoid()), 1).flatten(2)
        return maps if self.kind == "regions" else maps.mean((2, 3))


@dataclass(frozen=True)
class Asked:
    """What is asked of a network, and the same as captum is asked."""

    kind: str
    setup: ModelSetup
    target: str
    scalar: Callable[[Tensor], Tensor]  # of the output of a batch: (B,)


def cosine(output: Tensor) -> Tensor:
    return nn.functional.cosine_similarity(output, embedding()[None], dim=1)


def embedding() -> Tensor:
    return torch.linspace(-1, 2, 7)


RULE = BoxRule(layout="columns", form="centre", unit="pixels", classes=4, made="probabilities")
ASKED = (
    Asked("boxes", ModelSetup(boxes=RULE, task="boxes"), "miss 4,4,12,12",
          lambda output: output[:, 4, 0]),  # the row is chosen by the task
    Asked("regions", ModelSetup(task="regions"), "region 4,8,12,8 of 2",
          lambda output: output[:, 2, 2:4, 1:4].mean((1, 2))),
    Asked("regions", ModelSetup(task="regions"), "sum region 4,8,12,8 of 2",
          lambda output: output[:, 2, 2:4, 1:4].sum((1, 2))),
    Asked("likeness", ModelSetup(task=LIKENESS), f"like {OTHER}", cosine),
    Asked("numbers", ModelSetup(answer="numbers", task="numbers"), "3",
          lambda output: output[:, 3]),
)  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.target)
def test_grad_cam_is_that_of_captum(asked: Asked) -> None:
    torch.manual_seed(6)
    model, x = Network(asked.kind).eval(), torch.rand(1, 3, SIDE, SIDE)
    plain = deepcopy(model)  # which answers as it was made to
    with torch.no_grad():
        kind, answer = built_in().detect(model(x), asked.setup)
    task: Any = kind.task(answer, numbered_labels(max(answer.classes, 1)))
    Reader(model).task = task
    run = run_pass(model, x, frozenset(("body",)), lambda: None, task)
    rows, target = run.capture.answer.detach().numpy(), Target.parse(asked.target)
    if isinstance(task, Likeness):
        (path,) = task.others(target)
        resolved = task.compare(target, rows, GEOMETRY, {path: embedding().numpy()})
    else:
        resolved = task.resolve(target, rows, GEOMETRY)
    scalar = asked.scalar
    if asked.kind == "boxes":  # the row that is nearest to the place, and its class
        column, row = resolved.index, resolved.row
        scalar = lambda output: output[:, 4 + column, row]  # noqa: E731
    gradient = run.gradients(resolved, ["body"])["body"].numpy()
    activation = run.capture.activations("body").numpy()
    ours = compute(methods().find("grad_cam"), activation, gradient).raw
    found = captum.LayerGradCam(lambda given: scalar(plain(given)), plain.body).attribute(x)
    theirs = np.maximum(found[0, 0].detach().numpy(), 0)
    assert theirs.shape == (CELLS, CELLS)
    assert theirs.max() > 0
    assert np.allclose(ours, theirs, atol=1e-5 * theirs.max())

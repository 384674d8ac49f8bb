"""Boxes: decoded as a plain loop does it, kept as torchvision keeps them, asked for by name."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from given_records import given_prediction
from torch import Tensor, nn
from torchvision.ops import batched_nms, box_iou

from viewer.core.asks.target import ResolvedBox, Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.box_rule import BoxRule, Form
from viewer.core.models.labels import named_labels, numbered_labels
from viewer.core.models.model_setup import Answer, ModelSetup, read_setup, setup_data
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.tasks.box_choice import in_order, nearest, overlaps
from viewer.tasks.box_decoding import confidence, decode
from viewer.tasks.boxes import Boxes
from viewer.tasks.registry import built_in

CELL = 32
NAMES = ("cat", "dog", "bird")
# A picture of 400 × 300, cut to 320 × 240, seen at 160 × 120: swapped sides cannot hide.
GEOMETRY = Geometry(original=(400, 300), resized=(200, 150), offset=(20, 15), input=(160, 120))


def drawn(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def task(rule: BoxRule, count: int = 3) -> Boxes:
    labels = named_labels([f"class {index}" for index in range(count)])
    return Boxes(Answer(classes=count, boxes=rule), named_labels(NAMES) if count == 3 else labels)


def by_loop(told: list[float], at: tuple[int, int], cells: tuple[int, int], form: Form):
    """Return left, top, right, bottom in shares of one cell's box, as its formula says."""
    (x, y), (columns, rows) = at, cells
    a, b, c, d = told
    anchor = (2.0, 3.0)  # in cells: (16, 24) pixels at a stride of 8

    def s(value: float) -> float:
        return 1 / (1 + math.exp(-value))

    if form == "sides":
        return [(x + 0.5 - a) / columns, (y + 0.5 - b) / rows, (x + 0.5 + c) / columns,
                (y + 0.5 + d) / rows]  # fmt: skip
    if form == "corners":
        return told
    centre, size = {
        "centre": ((a, b), (c, d)),
        "tanh": (((math.tanh(a) + x) / columns, (math.tanh(b) + y) / rows), (s(c), s(d))),
        "exp": (((a + x) / columns, (b + y) / rows), (math.exp(c) / columns, math.exp(d) / rows)),
        "sigmoid": (
            ((s(a) + x) / columns, (s(b) + y) / rows),
            (math.exp(c) * anchor[0] / columns, math.exp(d) * anchor[1] / rows),
        ),
        "anchors": (
            ((2 * s(a) - 0.5 + x) / columns, (2 * s(b) - 0.5 + y) / rows),
            ((2 * s(c)) ** 2 * anchor[0] / columns, (2 * s(d)) ** 2 * anchor[1] / rows),
        ),
    }[form]
    return [centre[0] - size[0] / 2, centre[1] - size[1] / 2, centre[0] + size[0] / 2,
            centre[1] + size[1] / 2]  # fmt: skip


@pytest.mark.parametrize(
    "form", ["tanh", "exp", "sigmoid", "anchors", "sides", "centre", "corners"]
)
def test_a_cells_box_is_its_formula(form: Form) -> None:
    anchors = {"anchors": ((16.0, 24.0),), "strides": (8.0,)}
    rule = BoxRule(layout="cells", form=form, unit="shares", objectness=4, classes=5)
    if form in {"sigmoid", "anchors"}:
        rule = replace(rule, **anchors).checked()
    head = drawn(1, 8, 3, 5)
    rows = decode(head, rule, 3)[0].reshape(3, 5, 8)
    for y in range(3):
        for x in range(5):
            told = head[0, :, y, x].tolist()
            assert rows[y, x, :4].tolist() == pytest.approx(
                by_loop(told[:4], (x, y), (5, 3), form), rel=1e-5, abs=1e-5
            )
            assert rows[y, x, 4:].tolist() == told[4:]


def test_scales_with_anchors_stand_one_behind_the_other() -> None:
    """Three anchors a cell: (B, 3 n, h, w) and (B, 3, h, w, n) are the same head."""
    rule = BoxRule(
        layout="cells", form="anchors", objectness=4, classes=5, strides=(8.0, 16.0),
        anchors=((10.0, 13.0, 16.0, 30.0, 33.0, 23.0), (30.0, 61.0, 62.0, 45.0, 59.0, 119.0)),
    ).checked()  # fmt: skip
    fine, coarse = drawn(1, 3 * 8, 4, 6), drawn(1, 3 * 8, 2, 3, seed=1)
    rows = decode([fine, coarse], rule, 3)
    assert rows.shape == (1, 3 * (24 + 6), 8)
    split = [one.reshape(1, 3, 8, *one.shape[2:]).permute(0, 1, 3, 4, 2) for one in (fine, coarse)]
    assert torch.equal(rows, decode((split[0], split[1]), rule, 3))
    second = rows[0, 72 + 1 * 6 + 1 * 3 + 2]  # coarse, anchor 1, row 1, column 2
    told = coarse[0, 8:16, 1, 2]
    width = float((2 * told[2].sigmoid()) ** 2) * 62 / 16 / 3
    assert float(second[2] - second[0]) == pytest.approx(width, rel=1e-5)
    assert second[5:].tolist() == told[5:].tolist()


def test_confidence_is_a_product_of_powers() -> None:
    rows = torch.tensor([[0.0, 0, 1, 1, 0.5, 0.2, 0.9]])
    rule = BoxRule(objectness=4, classes=5, powers=(0.6, 0.4))
    assert confidence(rows, rule)[0].tolist() == pytest.approx(
        [0.5**0.6 * 0.2**0.4, 0.5**0.6 * 0.9**0.4]
    )
    sigmoid = replace(rule, made="sigmoid", powers=(1.0, 1.0))
    assert confidence(rows, sigmoid)[0, 1].item() == pytest.approx(
        1 / (1 + math.exp(-0.5)) / (1 + math.exp(-0.9))
    )
    nothing = replace(rule, made="softmax", nothing=True, objectness=-1, powers=(1.0, 1.0))
    assert confidence(rows, nothing).tolist()[0] == pytest.approx([1 / (1 + math.exp(0.7))])


def test_boxes_overlap_and_stay_as_torchvision_says() -> None:
    corners = drawn(200, 2).abs() * 30
    boxes = torch.cat((corners, corners + drawn(200, 2, seed=1).abs() * 40), 1)
    classes, sure = torch.arange(200) % 3, drawn(200, seed=2).abs().clamp(0, 5) / 5
    expected = batched_nms(boxes, sure, classes, 0.45).tolist()
    args = boxes.numpy(), classes.numpy(), sure.numpy()
    assert in_order(*args, overlap=0.45, most=200) == expected
    assert in_order(*args, overlap=0.45, most=7) == expected[:7]  # box 3 is box 3 at any threshold
    assert np.allclose(overlaps(args[0][5], args[0]), box_iou(boxes[5:6], boxes)[0], atol=1e-6)
    assert nearest(args[0][5] + 1, args[0]) == int(box_iou(boxes[5:6] + 1, boxes).argmax())
    far = np.array([900.0, 900, 910, 910])
    centres = (args[0][:, :2] + args[0][:, 2:]) / 2
    assert nearest(far, args[0]) == int(np.hypot(*(centres - 905).T).argmin())


def test_boxes_that_are_no_numbers_are_left_out() -> None:
    boxes = np.array([[0, 0, 1, 1], [np.nan, 0, 1, 1], [0, 0, 2, 2]], np.float32)
    sure = np.array([0.2, 0.9, np.nan], np.float32)
    assert in_order(boxes, np.zeros(3, int), sure, overlap=0.5, most=9) == [0]
    assert nearest(np.array([0, 0, 1, 1.0]), boxes[1:]) == 1


def three_boxes() -> tuple[Boxes, np.ndarray]:
    """A dog twice, the second one hidden by the first; and a cat, in pixels of the input."""
    rule = BoxRule(layout="rows", form="corners", unit="pixels", objectness=4, classes=5)
    rows = [
        [10, 20, 50, 80, 0.9, 0.1, 0.8, 0.1],
        [12, 20, 50, 80, 0.8, 0.1, 0.8, 0.1],
        [100, 10, 140, 40, 0.5, 0.9, 0.05, 0.05],
        [100, 90, 120, 110, 0.2, 0.1, 0.1, 0.9],
    ]
    return task(replace(rule, threshold=0.4)), np.array(rows, np.float32)


def test_rows_are_listed_with_their_place_on_the_original() -> None:
    """x = (20 + x') * 2, y = (15 + y') * 2."""
    boxes, answer = three_boxes()
    said = boxes.say(answer, GEOMETRY)
    assert [(row.name, row.asks, row.index) for row in said.top] == [
        ("dog", "box 1", 1),
        ("cat", "box 2", 0),
    ]
    assert said.top[0].place == (60, 70, 140, 190)
    assert said.top[0].probability == pytest.approx(0.72)
    assert said.probabilities.tolist() == pytest.approx([0.45, 0.72, 0.18])


@pytest.mark.parametrize(
    ("text", "title", "row", "number", "value"),
    [
        ("top", "box 1: dog", 0, "class", 0.8),
        ("box 1", "box 1: dog", 0, "class", 0.8),
        ("BOX  2 objectness", "box 2: cat, objectness", 2, "objectness", 0.5),
        ("box 2 product", "box 2: cat, product", 2, "product", 0.45),
        ("probability:box 2", "p(box 2: cat)", 2, "product", 0.45),
        ("lower:box 3", "against box 3: bird", 3, "class", -0.9),
        ("box 3", "box 3: bird", 3, "class", 0.9),  # below the threshold, and there all the same
        ("box 1 right", "box 1: dog, right", 0, "right", 50),
        ("cat", "cat", 2, "class", 0.9),
        ("1", "dog", 0, "class", 0.8),
        ("0-2", "cat − bird", 2, "class", 0.85),
        ("miss 236,206,48,48", "miss: bird", 3, "class", 0.9),
        ("miss 60,70,80,120 overlap", "miss: dog, overlap", 0, "overlap", 1.0),
        ("box 1 overlap with 60,70,40,120", "box 1: dog, overlap", 0, "overlap", 0.5),
    ],
)
def test_what_is_asked_is_a_number_of_a_row(
    text: str, title: str, row: int, number: str, value: float
) -> None:
    boxes, answer = three_boxes()
    found = boxes.resolve(Target.parse(text), answer, GEOMETRY)
    assert (found.title, found.row, found.number_of) == (title, row, number)
    assert float(boxes.score(torch.from_numpy(answer), found)) == pytest.approx(value, abs=1e-6)
    assert Target.parse(Target.parse(text).spelled) == Target.parse(text)


def test_what_was_not_found_is_told_with_its_confidence() -> None:
    boxes, answer = three_boxes()
    seen = given_prediction(GEOMETRY, answer=answer)

    def said(text: str) -> str:
        return boxes.remark(boxes.resolve(Target.parse(text), answer, GEOMETRY), seen)[0]

    assert (
        said("miss 236,206,48,48") == "The best here is 0.18 for “bird”, below the threshold 0.4."
    )
    assert said("bird") == said("miss 236,206,48,48")
    assert said("box 1") == ""
    assert "one that the model has found: “dog”" in said("miss 60,70,80,120")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("box 4", "no box 4"),
        ("box 0", "no box 0"),
        ("box 1 overlap", "does not say with what"),
        ("miss 1,2,0,4", "is no box"),
        ("fish", "no class"),
        ("9", "no class 9"),
    ],
)
def test_what_is_not_there_is_said(text: str, said: str) -> None:
    boxes, answer = three_boxes()
    with pytest.raises(UserError, match=said):
        boxes.resolve(Target.parse(text), answer, GEOMETRY)


def test_a_single_class_can_be_asked_for() -> None:
    rule = BoxRule(layout="rows", form="corners", objectness=-1, classes=4)
    boxes = Boxes(Answer(classes=1, boxes=rule), named_labels(["face"]))
    answer = decode(torch.tensor([[[0, 0, 9, 9, 0.3], [0, 0, 5, 5, 0.7]]]), rule, 1)[0].numpy()
    assert boxes.resolve(Target.parse("face"), answer, GEOMETRY).row == 1
    assert boxes.resolve(Target.parse("0"), answer, GEOMETRY).row == 1
    with pytest.raises(UserError, match="only"):
        boxes.resolve(Target.parse("1"), answer, GEOMETRY)
    found = boxes.resolve(Target.parse("box 1 objectness"), answer, GEOMETRY)
    with pytest.raises(UserError, match="no objectness"):
        boxes.score(torch.from_numpy(answer), found)


def test_an_answer_without_a_box_is_said() -> None:
    boxes, answer = three_boxes()
    with pytest.raises(UserError, match="finds nothing"):
        boxes.say(answer * np.array([1, 1, 1, 1, 0, 1, 1, 1], np.float32), GEOMETRY)
    with pytest.raises(UserError, match="finds nothing"):
        boxes.say(answer[:0], GEOMETRY)
    with pytest.raises(UserError, match="invalid numbers"):
        boxes.say(answer * np.float32(np.nan), GEOMETRY)


OUTPUTS = {
    "columns": torch.cat((torch.rand(1, 4, 50) * 300 + 5, torch.rand(1, 3, 50)), 1),
    "rows": torch.cat((torch.rand(1, 50, 4) * 300 + 5, torch.rand(1, 50, 4)), 2),
    "queries": {"pred_logits": drawn(1, 20, 4), "pred_boxes": torch.rand(1, 20, 4)},
    "found": [{"boxes": torch.rand(2, 4), "labels": torch.tensor([1, 2]),
               "scores": torch.rand(2)}],
    "cells": [drawn(1, 24, 8, 8), drawn(1, 24, 4, 4), drawn(1, 24, 2, 2)],
}  # fmt: skip


@pytest.mark.parametrize("layout", OUTPUTS)
def test_a_detector_is_known_by_its_output(layout: str) -> None:
    kind, answer = built_in().detect(OUTPUTS[layout], ModelSetup(class_names=NAMES))
    assert kind.key == "boxes"
    assert answer.boxes is not None
    assert answer.boxes.layout == layout
    assert answer.classes == 3
    assert (answer.boxes.objectness >= 0) == (layout in {"rows", "cells"})
    assert answer.boxes.checked().words
    rows = kind.task(answer, named_labels(NAMES)).read(OUTPUTS[layout])
    assert rows.shape[2] == 5 + 3 + answer.boxes.nothing


def test_features_of_tokens_and_maps_of_regions_are_no_boxes() -> None:
    for output in (drawn(1, 50, 8), drawn(1, 8, 50)):
        with pytest.raises(UserError):
            built_in().detect(output, ModelSetup())
    assert built_in().detect(drawn(1, 21, 32, 32), ModelSetup())[0].key == "regions"
    with pytest.raises(UserError):  # features of a network without a head
        built_in().detect(drawn(1, 512, 7, 7), ModelSetup())


def test_the_rule_is_part_of_the_setup() -> None:
    rule = BoxRule(layout="cells", form="tanh", powers=(0.6, 0.4), anchors=((1.0, 2.0),))
    setup = ModelSetup(task="boxes", boxes=rule)
    assert read_setup(json.loads(json.dumps(setup_data(setup)))) == setup
    assert "boxes" not in setup_data(ModelSetup())
    with pytest.raises(UserError):
        read_setup({"boxes": {"threshold": 2}})
    with pytest.raises(UserError):
        read_setup({"boxes": {"form": "round"}})
    misfit = replace(setup, boxes=BoxRule(layout="cells", form="exp", classes=30))
    with pytest.raises(UserError, match="does not fit"):
        built_in().detect(drawn(1, 8, 3, 5), misfit)


class Detector(nn.Module):
    """Positive features, each over a cell of its own, and a head that weighs them there."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 6, CELL, CELL), nn.ReLU())
        self.head = nn.Conv2d(6, 8, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.backbone(x))


def test_the_maps_of_a_box_are_known_by_hand() -> None:
    """d(score) / dA_k is w_k at the box's cell and 0 elsewhere; its mean is w_k / n."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model, x = Detector().eval(), torch.randn(1, 3, 3 * CELL, 5 * CELL)
    rule = BoxRule(layout="cells", form="exp", objectness=4, classes=5, made="sigmoid")
    boxes = task(rule)
    Reader(model).task = boxes
    run = run_pass(model, x, frozenset(("backbone.1",)), lambda: None, boxes)
    activations = run.capture.activations("backbone.1")
    geometry = Geometry(original=(160, 96), resized=(160, 96), offset=(0, 0), input=(160, 96))
    answer = run.capture.answer.detach().numpy()
    targets = [
        boxes.resolve(Target.parse(text), answer, geometry)
        for text in ("box 1", "box 2 objectness", "miss 64,32,32,32", "box 1 product")
    ]
    together = run.gradients_of_each(targets, ["backbone.1"])
    for target, found in zip(targets, together, strict=True):
        row, column = divmod(target.row, 5)
        channel = 4 if target.number_of == "objectness" else 5 + target.index
        weight = model.head.weight[channel, :, 0, 0].detach()
        if target.number_of == "product":
            told = torch.from_numpy(answer[target.row])
            a, b = told[4].sigmoid(), told[5 + target.index].sigmoid()
            objectness = model.head.weight[4, :, 0, 0].detach()
            weight = a * b * ((1 - b) * weight + (1 - a) * objectness)
        expected = torch.zeros(6, 3, 5)
        expected[:, row, column] = weight
        assert torch.allclose(found["backbone.1"], expected, atol=1e-6)
        assert torch.allclose(
            (found["backbone.1"] * activations).sum(0)[row, column],
            (weight * activations[:, row, column]).sum(),
            atol=1e-6,
        )
    assert isinstance(targets[2], ResolvedBox)
    boxes_there = answer[:, :4] * [160, 96, 160, 96]
    brute = box_iou(torch.tensor([[64.0, 32, 96, 64]]), torch.from_numpy(boxes_there).float())
    assert targets[2].row == int(brute.argmax())


@pytest.mark.parametrize("record", [True, False])
def test_what_stands_behind_the_classes_of_a_table_is_no_class(record: bool) -> None:
    torch.manual_seed(1)
    sides, scores = torch.rand(1, 4, 90) * 60, torch.rand(1, 3, 90)
    table = torch.cat((sides, scores, torch.randn(1, 8, 90) * 50), 1)
    grids = torch.randn(1, 8, 4, 4)
    told = {"scores": scores.logit(), "feats": [torch.randn(1, 64, 4, 4)]}
    output = ((table, grids), told) if record else (table, grids)
    kind, answer = built_in().detect(output, ModelSetup())
    assert (kind.key, answer.classes) == ("boxes", 3)
    rows = kind.task(answer, numbered_labels(3)).read(output)
    assert torch.equal(rows[0, :, 5:], scores[0].T)

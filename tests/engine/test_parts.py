"""Of several parts of an answer the one with the classes is read, and all are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.reader import Reader
from viewer.engine.look.subject import Subject, open_subject
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.tasks.parts import TOGETHER
from viewer.tasks.registry import built_in

RULE = InputRule(size=(16, 16), shorter_side=None)
Answering = Callable[[Any, Tensor], Any]


class Network(nn.Module):
    """Features, two heads and three single ones, answered with as a test wishes."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, padding=1)
        self.kinds, self.colours = nn.Linear(6, 5), nn.Linear(6, 3)
        self.single = nn.ModuleList(nn.Linear(6, 1) for _ in range(3))
        self.answering = answering

    def forward(self, x: Tensor) -> Any:
        return self.answering(self, self.conv(x).relu().mean((2, 3)))


def prepared(answering: Answering, **said: Any) -> tuple[PreparedModel, Network]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        network = Network(answering).eval().requires_grad_(False)
    own = said.pop("own", ())
    opened = OpenedModel(
        module=network, title="own", rule=RULE, weights_sha256="0" * 64, class_names=own
    )
    return prepare(opened, Reader(network), ModelSetup(**said), built_in()), network


def features_first(network: Any, found: Tensor) -> Any:
    return found, network.kinds(found)


def features_last(network: Any, found: Tensor) -> Any:
    return {"scores_of_it": network.kinds(found), "embedding": found}


def probabilities_first(network: Any, found: Tensor) -> Any:
    scores = network.kinds(found)
    return scores.softmax(1), scores


def probabilities_last(network: Any, found: Tensor) -> Any:
    scores = network.kinds(found)
    return {"raw": scores, "sure": scores.sigmoid(), "features": found}


def two_heads(network: Any, found: Tensor) -> Any:
    return network.colours(found), network.kinds(found)


def single_heads(network: Any, found: Tensor) -> Any:
    return [head(found) for head in network.single]


@pytest.mark.parametrize(
    ("answering", "part"),
    [
        (features_first, "1"),
        (features_last, "scores_of_it"),
        (probabilities_first, "1"),
        (probabilities_last, "raw"),
    ],
)
def test_scores_are_read_and_not_what_they_come_from(answering: Answering, part: str) -> None:
    model, network = prepared(answering)
    assert (model.answer.part, model.answer.classes, model.answer.kind) == (part, 5, "logits")
    x = torch.rand(2, 3, 16, 16)
    assert torch.equal(network(x), network.kinds(network.conv(x).relu().mean((2, 3))))
    told = next(note for note in model.notes if "several parts" in note)
    assert f"“{part}” (1×5)" in told
    assert f"“{part}” is read" in told


def test_as_many_names_choose_the_head() -> None:
    five, three = tuple("abcde"), ("red", "green", "blue")
    assert prepared(two_heads)[0].answer.part == "0"
    assert prepared(two_heads, class_names=five)[0].answer.part == "1"
    assert prepared(two_heads, own=five)[0].labels.names == five
    assert prepared(two_heads, own=five, class_names=three)[0].labels.names == three
    assert prepared(two_heads, own=five, part="0")[0].answer.part == "0"


def test_heads_of_one_number_each_are_one_answer() -> None:
    model, network = prepared(single_heads)
    assert (model.answer.part, model.answer.classes) == (TOGETHER, 3)
    assert model.answer.kind == "multi_label"
    x = torch.rand(2, 3, 16, 16)
    found = network.conv(x).relu().mean((2, 3))
    assert torch.allclose(network(x), torch.cat([head(found) for head in network.single], 1))
    assert any("3 classes" in note and "“2” (1×1)" in note for note in model.notes)
    assert prepared(single_heads, part="1")[0].answer.single
    sure, _ = prepared(lambda network, found: [h(found).sigmoid() for h in network.single])
    assert sure.answer.kind == "multi_label_probabilities"


def opened(model: nn.Module, path: Path) -> Subject:
    torch.save(model.eval(), path)
    return open_subject(ModelRef(source="file", path=path), torch.device("cpu"), "CPU")


def headed(*, last: nn.Module) -> nn.Module:
    body = [nn.Conv2d(3, 6, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    model = nn.Sequential(*body)
    model.add_module("head", last)
    return model


def test_a_network_without_its_head_says_so(tmp_path: Path) -> None:
    bare = opened(headed(last=nn.Identity()), tmp_path / "bare.pth")
    assert any("6 features" in note for note in bare.info.notes)
    whole = opened(headed(last=nn.Linear(6, 2)), tmp_path / "whole.pth")
    assert not any("features" in note for note in whole.info.notes)


@pytest.mark.parametrize(
    ("holder", "held"),
    [
        ("names", {0: "cat", 1: "dog"}),
        ("id2label", {"0": "cat", "1": "dog"}),
        ("classes", ["cat", "dog"]),
        ("class_to_idx", {"dog": 1, "cat": 0}),
    ],
)
def test_names_within_a_whole_network_are_found(tmp_path: Path, holder: str, held: Any) -> None:
    model = headed(last=nn.Linear(6, 2))
    setattr(model, holder, held)
    assert opened(model, tmp_path / "m.pth").info.class_names == ("cat", "dog")


def test_names_of_something_else_are_passed_over(tmp_path: Path) -> None:
    model = headed(last=nn.Linear(6, 2))
    vars(model).update(names="resnet", classes=2)
    assert not opened(model, tmp_path / "m.pth").info.named

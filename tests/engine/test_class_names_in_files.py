"""A checkpoint's own class names are read as data and used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.engine.engine import Engine
from viewer.engine.models.names_inside import names_inside


@pytest.fixture(scope="module")
def network() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2)
    )


@pytest.mark.parametrize(
    "extra",
    [
        {"class_to_idx": {"狗": 1, "cat": 0}},
        {"idx_to_class": {1: "狗", 0: "cat"}},
        {"classes": ["cat", "狗"]},
        {"hyper_parameters": {"lr": 0.1, "class_names": ("cat", "狗")}},
        {"meta": {"CLASSES": ("cat", "狗")}, "epoch": 3},
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_names_beside_a_network_are_used(tmp_path: Path, network, extra, zipped) -> None:
    path = tmp_path / "checkpoint.pth"
    torch.save({"model": network, **extra}, path, _use_new_zipfile_serialization=zipped)
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(path)))
    assert (info.class_names, info.named) == (("cat", "狗"), True)


def test_names_beside_weights_are_used(tmp_path: Path) -> None:
    from torchvision.models import squeezenet1_1

    path = tmp_path / "checkpoint.pth"
    weights = squeezenet1_1(num_classes=2).state_dict()
    torch.save({"state_dict": weights, "class_to_idx": {"dog": 1, "cat": 0}}, path)
    with Engine() as engine:
        assert engine.open(ModelRef.parse(str(path))).class_names == ("cat", "dog")


@pytest.mark.parametrize(
    "extra",
    [
        {"class_to_idx": {"cat": 0, "dog": 5}},
        {"class_to_idx": {"cat": torch.tensor(0), "dog": torch.tensor(1)}},
        {"classes": [1, 2]},
        {"classes": {"a": {"b": 1}}},
        {"classes": 2},
    ],
)
def test_other_things_under_such_names_are_passed_over(tmp_path: Path, network, extra) -> None:
    path = tmp_path / "checkpoint.pth"
    torch.save({"model": network, **extra}, path)
    with Engine() as engine:
        assert not engine.open(ModelRef.parse(str(path))).named


def test_names_of_another_number_of_classes_are_told(tmp_path: Path, network) -> None:
    path = tmp_path / "checkpoint.pth"
    torch.save({"model": network, "classes": ["a", "b", "c"]}, path)
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(path)))
    assert not info.named
    assert any("3 of the file's class names" in note for note in info.notes)


def test_names_that_are_no_texts_are_not_looked_into(tmp_path: Path, network) -> None:
    doubled: object = ("a",)
    for _ in range(60):
        doubled = (doubled, doubled)
    torch.save({"model": network, "idx_to_class": {0: doubled, 1: doubled}}, tmp_path / "n.pth")
    with Engine() as engine:
        info = engine.open(ModelRef.parse(str(tmp_path / "n.pth")))
    assert not info.named


def test_a_config_that_is_a_pipe_is_passed_over(tmp_path: Path) -> None:
    from torchvision.models import squeezenet1_1

    torch.save(squeezenet1_1(num_classes=2).state_dict(), tmp_path / "m.pth")
    os.mkfifo(tmp_path / "config.json")
    with Engine() as engine:
        assert not engine.open(ModelRef.parse(str(tmp_path / "m.pth"))).named


class OfPets(nn.Module):
    """Says its classes for all networks of its kind."""

    names: ClassVar = {0: "cat", 1: "dog"}


class Settings:
    id2label: ClassVar = {0: "cat", 1: "dog"}


def test_names_that_a_class_says_for_all_its_networks_are_found() -> None:
    assert names_inside(nn.Sequential(OfPets())) == ("cat", "dog")
    network = nn.Module()
    object.__setattr__(network, "config", Settings())
    assert names_inside(network) == ("cat", "dog")
    assert names_inside(nn.Sequential(nn.Conv2d(3, 4, 3), nn.LSTM(3, 4))) == ()

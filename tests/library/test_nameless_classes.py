"""Every command takes the names of a file's nameless classes by the alphabet, and says so."""

import json

import pytest
import torch
from torch import nn

from viewer.cli import main

TOLD = "in the order of the alphabet: 0 = cat, 1 = dog"


@pytest.fixture(scope="module")
def own_file(tmp_path_factory):
    """A whole network of two classes, which has no names for them."""
    torch.manual_seed(1)
    net = nn.Sequential(
        nn.Conv2d(3, 4, 5, stride=4),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4, 2),
    )
    path = tmp_path_factory.mktemp("own") / "own.pth"
    torch.save(net, path)
    return path


def test_an_export_says_what_it_takes_for_names(own_file, photo, tmp_path, capsys):
    out = tmp_path / "out"
    asked = ["--model", str(own_file), "--classes", "dog,cat", "--methods", "grad_cam"]
    assert main(["export", str(photo), "--out", str(out), *asked]) == 0
    assert capsys.readouterr().err.count(TOLD) == 1
    recipe = json.loads(next(out.glob("*.json")).read_text())
    assert recipe["model"]["setup"]["class_names"] == ["cat", "dog"]
    found = {one["title"]: one["members"] for one in recipe["targets"]}
    assert found == {"dog": [1], "cat": [0]}


def test_a_report_says_what_it_takes_for_names(own_file, photo, tmp_path, capsys):
    out = tmp_path / "report.md"
    asked = ["--model", str(own_file), "--classes", "dog,cat", "--methods", "grad_cam"]
    assert main(["report", str(photo), "--out", str(out), *asked]) == 0
    assert capsys.readouterr().err.count(TOLD) == 1
    assert "names no classes" in out.read_text()
    assert "0 = cat, 1 = dog" in out.read_text()


def test_an_evaluation_says_what_it_takes_for_names(own_file, photo, tmp_path, capsys):
    out = tmp_path / "scores"
    asked = ["--model", str(own_file), "--classes", "dog,cat", "--methods", "grad_cam"]
    asked += ["--measures", "deletion"]
    assert main(["evaluate", str(photo), "--out", str(out), *asked]) == 0
    assert capsys.readouterr().err.count(TOLD) == 1

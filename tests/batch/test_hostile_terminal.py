"""A terminal gets no control code and no forged line from a model or from a file's name."""

import json
import logging
import os
import re
import sys
from collections import OrderedDict
from pathlib import Path

import pytest
import torch
from given_hostile import hostile_names
from PIL import Image
from torch import nn

from viewer import cli
from viewer.batch.progress import reporting
from viewer.cli import main
from viewer.core.errors import UserError

ESCAPES = "\x1b]0;PWNED\x07\x1b[2J\x1b]52;c;cm0gLXJm\x07"


def is_harmless(text: str) -> bool:
    text = re.sub(r"\x1b\[[\d;]*m", "", text)  # rich's own colours, which end with their table
    return all(line.isprintable() for line in text.split("\n"))


def save_model(
    path: Path, *, inner: str = "norm", names: tuple[str, ...] = hostile_names()
) -> Path:
    """Save a small network whose printed form and class names hold terminal escapes."""
    names, norm = hostile_names(), nn.BatchNorm2d(4)
    vars(norm)["num_features"] = ESCAPES
    layers = OrderedDict[str, nn.Module](
        {
            "conv": nn.Conv2d(3, 4, 3),
            inner: norm,
            "pool": nn.AdaptiveAvgPool2d(1),
            "flat": nn.Flatten(1),
            "head": nn.Linear(4, len(names)),
        }
    )
    named = {name: number for number, name in enumerate(names)}
    torch.save({"model": nn.Sequential(layers).eval(), "class_to_idx": named}, path)
    return path


@pytest.mark.parametrize("on_terminal", [False, True])
def test_inspect_prints_what_a_model_says_and_nothing_it_orders(
    tmp_path, capsys, monkeypatch, on_terminal
):
    path = save_model(tmp_path / "a\x1b[2J\nNote: forged.pth")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: on_terminal)
    assert main(["inspect", str(path)]) == 0
    told = capsys.readouterr()
    assert is_harmless(told.out)
    assert is_harmless(told.err)
    assert not [line for line in told.out.splitlines() if line.startswith("Note: a forged line")]
    assert r"\x1b]0;PWNED\x07" in told.out


def test_inspect_as_data_is_json_that_orders_nothing(tmp_path, capsys):
    path = save_model(tmp_path / "a\u202e\x1b[2J.pth")
    assert main(["inspect", str(path), "--json"]) == 0
    told = capsys.readouterr().out
    assert is_harmless(told)
    data = json.loads(told)
    assert data["path"] == str(path)
    assert len(data["classes"]) == len(hostile_names())
    assert all(len(each["title"]) <= 200 for each in data["classes"])


def test_a_layer_whose_name_is_more_than_a_name_is_refused(tmp_path, capsys):
    path = save_model(tmp_path / "a.pth", inner=f"norm{ESCAPES}")
    assert main(["inspect", str(path)]) == 2
    told = capsys.readouterr().err
    assert is_harmless(told)
    assert "has a name that cannot be shown" in told


@pytest.mark.skipif(os.name == "nt", reason="names there hold no control characters")
def test_an_export_names_its_pictures_on_one_line_each(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    names = ["a\x1b]0;PWNED\x07.png", "b\n[9] forged.png", os.fsdecode(b"c\xff.png")]
    for name in names:
        Image.new("RGB", (60, 40), "red").save(folder / name)
    (folder / "d\x1b[2J\n.png").write_bytes(b"no picture")
    model = save_model(tmp_path / "m.pth")
    asked = ["export", str(folder), "--model", str(model), "--out", str(out), "--figure", "none"]
    assert main(asked) == 1
    told = capsys.readouterr()
    assert is_harmless(told.out + told.err)
    assert [line[:5] for line in told.err.splitlines()] == [f"[{n}/4]" for n in range(1, 5)]
    recipes = [json.loads(path.read_bytes()) for path in out.glob("*.json")]
    assert {data["picture"]["name"] for data in recipes} == set(names)


def test_the_bar_on_a_terminal_gets_short_names(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with reporting(1) as report:
        report.begin("x" * 5_000)
        report.failed("x" * 5_000, UserError(f"a{ESCAPES}"))
    told = capsys.readouterr().err
    assert "x" * 100 not in told.partition("failed")[0]
    assert "PWNED" in told
    assert "\x1b]" not in told


@pytest.mark.parametrize(
    "typed",
    [
        [f"--{ESCAPES}"],
        ["export", "a.png", f"--x\n{ESCAPES}", "--out", "b"],
        ["inspect", f"no{ESCAPES}\nforged: file.pth"],
        ["models", f"no{ESCAPES}"],
        ["inspect", "default", "--labels", f"no{ESCAPES}"],
        ["inspect", "default", "--setup", f"no{ESCAPES}"],
        ["inspect", f"timm:no{ESCAPES}"],
        ["export", f"no{ESCAPES}", "--out", "out"],
        ["inspect", "a.pth", "--code", f"no{ESCAPES}.py:Net"],
    ],
    ids=lambda typed: " ".join(typed)[:12],
)
def test_what_is_typed_by_a_wildcard_is_told_as_it_is(typed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(typed) in (1, 2)
    told = capsys.readouterr()
    assert is_harmless(told.out + told.err)
    assert "PWNED" in told.err
    assert not [line for line in told.err.splitlines() if line.startswith("forged")]


def test_a_fault_of_ours_is_told_without_control_codes(monkeypatch, capsys):
    def fail(*_: object) -> int:
        logging.getLogger("viewer").warning("a\nforged %s", ESCAPES)
        raise RuntimeError(ESCAPES)

    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as where nobody listens
    monkeypatch.setitem(cli._COMMANDS, "methods", fail)
    assert main(["methods"]) == 1
    told = capsys.readouterr().err
    assert is_harmless(told)
    assert "camscope: Something failed (" in told

"""The benchmarks run, on something small; how fast anything is, no test says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from given_detector import WEIGHTS

from benchmarks.speed import groups

REPOSITORY = Path(__file__).resolve().parents[1]


def run(script: str, *arguments: str) -> list[str]:
    """Return the lines that a benchmark prints."""
    command = [sys.executable, "-W", "ignore", f"benchmarks/{script}", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_painting() -> None:
    head, *rows = run("painting.py", "--width", "640", "--height", "480", "--repeats", "1")
    assert "three panes" in head
    assert [row.split("  ")[0] for row in rows[:3]] == ["opacity", "threshold", "colour map"]
    assert rows[-1].startswith("slowest step / frame")


@pytest.mark.parametrize(
    ("group", "first"),
    [("model alexnet", "alexnet: new"), ("trunk resnet18", "resnet18: new"), ("eigen", "Eigen")],
)
def test_speed(group: str, first: str) -> None:
    told, _, *table = run("speed.py", "--only", group, "--repeats", "1")
    assert "torch" in told
    assert table[2].startswith(f"| {first}")
    assert all(row.count("|") == 7 for row in table)


@pytest.mark.slow
@pytest.mark.skipif(not WEIGHTS.exists(), reason="no detector beside the checkout")
def test_maps_of_boxes_lie_on_their_objects() -> None:
    lines = run("boxes.py", "--repeats", "1", "--quick")
    met = [line.split("|")[-2].strip() for line in lines if "object" in line and "≥" in line]
    assert met == ["✓", "✓"]


def test_several_groups_are_chosen_by_their_names() -> None:
    chosen = [group.name for group in groups("answer,whole resnet18")]
    assert chosen == ["answer", "whole resnet18"]


def test_a_group_that_does_not_exist_is_told() -> None:
    with pytest.raises(AssertionError, match="no group is called so; there are model alexnet"):
        run("speed.py", "--only", "nothing of the kind")


@pytest.mark.slow
def test_what_trust_costs_is_told() -> None:
    small = ("--repeats", "1", "--steps", "4", "--pictures", "1")
    _, _, *rows = run("trust.py", "--only", "ratios", "--only", "folder", *small)
    assert rows[0].startswith("| deletion + insertion, 4 steps each ÷ plain loop | – | 0.")
    assert rows[-2].startswith("| 1 pictures × 5 methods × 9 cheap measures | – | ")
    assert rows[-1].endswith("| 1 | ✓ |")


@pytest.mark.slow
def test_the_windows_memory_is_told() -> None:
    command = [sys.executable, "-W", "ignore", "benchmarks/window_memory.py", "2", "1"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert done.returncode in {0, 1}, done.stderr  # so few pictures do not reach the cap
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "growth"]

"""Mutated sessions and figures through the real readers: wrong bytes, and wrong values in JSON.

Run by test_recipe_fuzz.py, which makes the good files: ``recipe_fuzz.py COUNT FOLDER``. The last
line printed is a summary as JSON. A file that takes too long ends the process, with its number on
stderr; so does a fault that is no UserError.
"""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from given_fuzz import mutate, run

from viewer.core.errors import UserError
from viewer.figure.recipe_reading import find_recipe, read_recipe
from viewer.session.session_file import SUFFIX, read_session

HOSTILE: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, -1e-300, 10**400, 2**63, float("nan"), float("inf"), "", "\0"),
    *("x" * 50_000, "\ud800", "\u202e<b>", "/dev/zero", "../" * 2_000, [], {}, [[]], {"": {}}),
    *([0] * 30_000, [{"method": "grad_cam"}] * 20_000, "grad_cam+" * 5_000, "a+b*c|d", -(10**4000)),
)


def open_kept(path: Path) -> str:
    """Read a session or a figure; return "shown" or the sentence why not."""
    try:
        if path.suffix == SUFFIX:
            check_bounds(read_session(path))
        elif find_recipe(path) is None:
            return "It carries no recipe."
        else:
            told = read_recipe(path)
            check_bounds((told.style, told.requests, told.scene, told.sha256))
    except UserError as error:
        return error.headline.split("“")[0].strip() or "…"
    return "shown"


def check_bounds(value: object) -> None:
    """Fail if what was read could hurt the window: no number, text or count may be boundless."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            check_bounds(getattr(value, field.name))
    elif isinstance(value, tuple):
        assert len(value) <= 100_000
        for item in value:
            check_bounds(item)
    elif isinstance(value, float):
        assert math.isfinite(value)
    elif isinstance(value, int):
        assert abs(value) < 1 << 63
    elif isinstance(value, str):
        assert len(value) <= 10_000
        assert not any("\ud800" <= sign <= "\udfff" for sign in value)


def mutate_kept(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    """Return a mutation: of a JSON file's values, or of any file's bytes."""
    if not data.startswith(b"{") or random.random() < 0.2:
        return mutate(data, other, random)
    tree = json.loads(data)
    for _ in range(random.integers(1, 4)):
        _spoil(tree, random)
    text = json.dumps(tree)
    if random.random() < 0.05:
        text = text.replace("0", "[" * 5_000 + "]" * 5_000, 1)
    return text.encode("ascii")


def _spoil(tree: Any, random: np.random.Generator) -> None:
    """Put a hostile value somewhere into plain data."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        if not keys:
            return
        key = keys[random.integers(0, len(keys))]
        if isinstance(tree[key], (dict, list)) and tree[key] and random.random() < 0.85:
            tree = tree[key]
            continue
        tree[key] = json.loads(json.dumps(HOSTILE[random.integers(0, len(HOSTILE))]))
        return


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.set_int_max_str_digits(0)  # of the numbers that are written here
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    known = {path.name: (path.suffix, path.read_bytes()) for path in sorted(folder.iterdir())}
    print(json.dumps(run(known, open_kept, mutate_kept, count=count, seed=11)))

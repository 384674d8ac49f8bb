"""Every example runs as its first line says, and does what it tells."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"


def run(name, *given):
    command = [sys.executable, str(EXAMPLES / f"{name}.py"), *map(str, given)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**__import__("os").environ, "PYTHONPATH": path_with(REPOSITORY)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def path_with(folder):
    return ":".join([str(folder), *filter(None, sys.path[1:])])


@pytest.fixture
def picture(tmp_path):
    pixels = np.random.default_rng(4).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_the_network_in_memory():
    name, shape = run("network_in_memory").split(" ", 1)
    assert name in {"ant", "bee", "cow"}
    assert shape.strip() == "(15, 15)"


@pytest.mark.slow
def test_the_others(picture, tmp_path):
    assert run("explain_one", picture, tmp_path / "o.png").count("peak") == 4
    run("own_method", picture, tmp_path / "p.png")
    assert ": " in run("own_target", picture)
    told = run("many_pictures", tmp_path / "out", picture, tmp_path / "none.png")
    assert "none.png: There is no picture" in told
    with np.load(tmp_path / "out" / "a.npz") as arrays:
        assert set(arrays) == {"top/grad_cam", "top/layer_cam"}
    for name in ("o.png", "p.png"):
        with Image.open(tmp_path / name) as figure:
            assert figure.width > 300
    assert {path.stem for path in EXAMPLES.glob("*.py")} == {
        "network_in_memory",
        "explain_one",
        "own_method",
        "own_target",
        "many_pictures",
    }

"""Every notebook runs from its first cell to its last, and shows its explanation as a figure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((REPOSITORY / "examples").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
RUN = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=200, resources={"metadata": {"path": "."}}).execute()
nbformat.write(book, sys.argv[2])
"""


@pytest.fixture
def environment(tmp_path):
    pixels = np.random.default_rng(4).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "both.png")
    path = ":".join([str(REPOSITORY), *filter(None, sys.path[1:])])
    return {**os.environ, "PYTHONPATH": path, "JUPYTER_PLATFORM_DIRS": "1"}


def run(command, environment, folder):
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=folder
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def code_of(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_there_are_two_and_their_outputs_are_not_kept():
    assert [path.stem for path in NOTEBOOKS] == ["classic_report", "own_network"]
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


@every_notebook
def test_the_cells_run_in_order(notebook, environment, tmp_path):
    command = [sys.executable, "-c", "\n".join(code_of(notebook))]
    told = run(command, environment, tmp_path)
    if notebook.stem == "classic_report":
        assert told.count("peak") == 4
        with Image.open(tmp_path / "classic_report.png") as figure:
            assert figure.width > 300
    else:
        assert [line.split()[:2] for line in told.splitlines()] == [
            ["grad_cam", "bee"],
            ["squared_cam", "bee"],
            ["grad_cam", "margin"],
            ["squared_cam", "margin"],
        ]


@pytest.mark.slow
@every_notebook
def test_a_notebook_shows_the_figure(notebook, environment, tmp_path):
    """As a notebook's own program runs it; it needs the extra “notebooks”."""
    for package in ("nbclient", "nbformat", "ipykernel"):
        pytest.importorskip(package)
    run([sys.executable, "-c", RUN, str(notebook), "out.ipynb"], environment, tmp_path)
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    kinds = {
        key for cell in cells for out in cell.get("outputs", []) for key in out.get("data", {})
    }
    assert {"image/png", "text/html"} <= kinds

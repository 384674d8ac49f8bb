"""One figure of all pictures is refused before the work, with the number that it can hold."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from viewer.cli import main
from viewer.engine.engine import Engine
from viewer.methods.registry import built_in

LIMIT = 2_400


@pytest.fixture
def copies(request, tmp_path):
    """Return a function that copies a photograph under many names."""

    def copy(shape, count):
        source = request.getfixturevalue(shape)
        folder = tmp_path / "pictures"
        folder.mkdir()
        return [str(shutil.copy(source, folder / f"photo{n:04}.png")) for n in range(count)]

    return copy


def test_more_pictures_than_a_figure_holds_are_refused_before_any_is_explained(
    copies, tmp_path, capsys, monkeypatch
):
    monkeypatch.delattr(Engine, "explain")
    arguments = ["export", *copies("photo", 300), "--together", "--out", str(tmp_path / "out")]
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert re.search(r"One figure holds 1\d\d of these 300 pictures\. Give fewer", told)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("shape", ["photo", "tall_photo"])
@pytest.mark.parametrize("kind", ["table", "row", "classes"])
def test_the_number_that_is_told_is_true(copies, shape, kind, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("viewer.figure.layout.LARGEST_PX", LIMIT)
    pictures, out = copies(shape, 12), tmp_path / "out"
    options = ["--together", "--methods", "grad_cam", "--figure", kind, "--out", str(out)]
    assert main(["export", *pictures, *options]) == 2
    most = int(re.search(r"holds (\d+) of", capsys.readouterr().err)[1])
    assert main(["export", *pictures[: most + 1], *options]) == 2
    assert main(["export", *pictures[:most], *options]) == 0
    with Image.open(out / "figure.png") as figure:
        height = figure.height
    assert height <= LIMIT < height * (most + 1.3) / most  # another one would not fit


def test_a_broken_picture_takes_no_room(copies, tmp_path, monkeypatch):
    monkeypatch.setattr("viewer.figure.layout.LARGEST_PX", 900)
    pictures = copies("photo", 3)
    for name in pictures[:2]:
        Path(name).write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    arguments = ["export", *pictures, "--together", "--width", "own", "--dpi", "100"]
    assert main([*arguments, "--methods", "eigen_cam", "--out", str(tmp_path / "out")]) == 1
    assert (tmp_path / "out" / "figure.png").exists()


def test_columns_that_do_not_fit_are_told_before_the_work(copies, tmp_path, capsys):
    every = ",".join(row.key for row in built_in().table)
    arguments = ["export", *copies("photo", 1), "--together", "--width", "85mm"]
    assert main([*arguments, "--methods", every, "--out", str(tmp_path / "out")]) == 2
    assert "columns" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

"""An export to where nothing can be written: words, an honest exit code, old files as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_disks import make_read_only, small_disk

from viewer.cli import main

OLD = {"photo.json": b"labels", "photo.png": b"a mask", "figure.png": b"mine"}


@pytest.fixture
def out(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def fill_with_old(folder: Path, photo: Path) -> dict[str, bytes]:
    """Put files of others and ours into a folder; return what is in it."""
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    assert main(["export", str(photo), "--out", str(folder)]) == 0
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "filler"}


@pytest.mark.parametrize("more", [[], ["--together"], ["--overwrite", "--maps", "--overlays"]])
def test_a_disk_that_is_full(photo, out, capsys, more):
    with small_disk(out, 1_500) as fill:
        before = fill_with_old(out, photo)
        assert len(before) == len(OLD) + 2
        fill()
        capsys.readouterr()
        code = main(["export", str(photo), *more, "--out", str(out)])
        told = capsys.readouterr().err
        assert code in {1, 2}
        assert "cannot be written" in told
        assert "The disk is full." in told
        assert "Traceback" not in told
        assert contents(out) == before


@pytest.mark.parametrize("more", [[], ["--together"], ["--overwrite", "--maps", "--overlays"]])
def test_a_disk_that_is_read_only(photo, out, capsys, more):
    with small_disk(out, 1_500):
        before = fill_with_old(out, photo)
        make_read_only(out)
        capsys.readouterr()
        assert main(["export", str(photo), *more, "--out", str(out)]) == 2
        told = capsys.readouterr().err
        assert "may not be written to" in told
        assert "Traceback" not in told
        assert contents(out) == before


def test_a_folder_below_one_that_is_read_only(photo, out, capsys):
    with small_disk(out, 100):
        make_read_only(out)
        assert main(["export", str(photo), "--out", str(out / "new")]) == 2
        assert "cannot be made" in capsys.readouterr().err

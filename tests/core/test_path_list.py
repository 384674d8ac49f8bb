"""A list of paths behaves as a tuple of paths, and finds a path at once."""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from viewer.core.files.path_list import PathList

FOLDER = Path("/a b/猫").absolute()


def test_it_reads_like_a_tuple_of_paths() -> None:
    paths = PathList(FOLDER, ("x.png", "y.png", "z.png"))
    wanted = tuple(FOLDER / name for name in paths.names)
    assert tuple(paths) == wanted
    assert paths == wanted
    assert paths[-1] == wanted[-1]
    assert paths[1:] == wanted[1:]
    assert wanted[1] in paths
    assert paths.index(wanted[2]) == 2
    assert hash(paths) == hash(PathList(FOLDER, paths.names))
    for other in (FOLDER, FOLDER / "w.png", FOLDER.parent / "x.png", "x.png", 3):
        assert other not in paths
        assert paths.find(other) == -1
    with pytest.raises(ValueError, match="not in the list"):
        paths.index(FOLDER)


def test_names_may_lie_deeper() -> None:
    paths = PathList(FOLDER, [str(Path("sub") / "x.png")])
    assert paths[0] == FOLDER / "sub" / "x.png"
    assert paths.find(FOLDER / "sub" / "x.png") == 0


def test_the_top_of_the_file_system_is_a_folder_too() -> None:
    top = Path(FOLDER.anchor)
    assert PathList(top, ["x.png"])[0] == top / "x.png"
    assert PathList(top, ["x.png"]).find(top / "x.png") == 0


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="memory is counted in CPython")
def test_a_hundred_thousand_take_a_few_megabytes() -> None:
    tracemalloc.start()
    try:
        paths = PathList(FOLDER, (f"IMG_{number:06d}.jpg" for number in range(100_000)))
        assert paths.find(FOLDER / "IMG_077777.jpg") == 77_777
        assert tracemalloc.get_traced_memory()[0] < 25e6
    finally:
        tracemalloc.stop()
    start = time.process_time()
    assert all(paths.find(FOLDER / f"IMG_{number:06d}.jpg") >= 0 for number in range(1000))
    assert time.process_time() - start < 1.0

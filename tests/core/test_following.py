"""When a file is gone, the same file under a new name is followed, else its neighbour comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.asks.references import ImageRef
from viewer.core.files.folder import list_folder
from viewer.core.files.following import stand_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(5):
        (tmp_path / f"{number}.png").write_bytes(b"x" * (number + 1))
    return tmp_path


@pytest.mark.parametrize(("gone", "then"), [(0, "1.png"), (2, "3.png"), (4, "3.png")])
def test_the_neighbour_comes(folder: Path, gone: int, then: str) -> None:
    before, image = list_folder(folder).pictures, ImageRef.of(folder / f"{gone}.png")
    image.path.unlink()
    assert stand_in(image, before, list_folder(folder).pictures) == folder / then


def test_a_renamed_file_is_followed(folder: Path) -> None:
    before, image = list_folder(folder).pictures, ImageRef.of(folder / "2.png")
    image.path.rename(folder / "a new name.png")
    (folder / "another new one.png").write_bytes(b"xxx")
    assert stand_in(image, before, list_folder(folder).pictures) == folder / "a new name.png"


def test_several_may_go_at_once(folder: Path) -> None:
    before, image = tuple(list_folder(folder).pictures), ImageRef.of(folder / "1.png")
    for number in (1, 2, 3):
        (folder / f"{number}.png").unlink()
    assert stand_in(image, before, list_folder(folder).pictures) == folder / "4.png"
    assert stand_in(image, before, ()) is None
    assert stand_in(image, (), before) == folder / "0.png"

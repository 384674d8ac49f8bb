"""A folder lists its pictures as a person would, whatever odd things lie in it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.files import folder as folder_module
from viewer.core.files.folder import FolderListing, list_folder
from viewer.core.foreign_text import shown_path

posix = pytest.mark.skipif(sys.platform != "linux", reason="names are free bytes on Linux only")


def touch(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_pictures_come_in_natural_order_without_hidden_ones(tmp_path: Path) -> None:
    touch(tmp_path, "b10.png", "B2.PNG", "a.JFIF", "b1.jpeg", ".hidden.png", "notes.txt", "png")
    for name in ("dir10", "dir2", ".git", "folder.jpg"):
        (tmp_path / name).mkdir()
    listing = list_folder(tmp_path)
    assert [path.name for path in listing.pictures] == ["a.JFIF", "b1.jpeg", "B2.PNG", "b10.png"]
    assert [path.name for path in listing.folders] == ["dir2", "dir10", "folder.jpg"]
    assert listing.path == tmp_path
    assert listing.parent == tmp_path.parent
    assert all(path.parent == tmp_path for path in listing.pictures)


def test_the_top_has_no_parent_and_relative_paths_become_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list_folder(Path(tmp_path.anchor)).parent is None
    touch(tmp_path, "猫.png")
    monkeypatch.chdir(tmp_path)
    assert list_folder(Path()).pictures == (tmp_path / "猫.png",)


@posix
def test_odd_entries_are_listed_or_left_out_but_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "gone.png").symlink_to("nowhere")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")).touch()
    names = [shown_path(path).rpartition("/")[2] for path in list_folder(tmp_path).pictures]
    assert sorted(names) == ["caf\ufffd.png", "gone.png", "loop.png", "pipe.jpg"]


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.png")
    with pytest.raises(UserError, match="no longer there"):
        list_folder(tmp_path / "gone")
    with pytest.raises(UserError, match="not a folder"):
        list_folder(tmp_path / "a.png")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_forbidden_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        with pytest.raises(UserError, match="permission"):
            list_folder(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_deep_listing_may_end_after_some_levels(tmp_path: Path) -> None:
    touch(tmp_path, "a.png")
    touch(tmp_path / "one", "b.png")
    touch(tmp_path / "one" / "two", "c.png")
    for levels, names in ((1, ["a.png", "b.png"]), (2, ["a.png", "b.png", "c.png"])):
        found = list_folder(tmp_path, deep=True, levels=levels).pictures
        assert [path.name for path in found] == names


def test_many_files_are_listed_quickly(tmp_path: Path) -> None:
    touch(tmp_path, *(f"picture {number}.jpg" for number in range(5000)))
    start = time.process_time()
    listing = list_folder(tmp_path)
    assert time.process_time() - start < 2.0
    assert listing.pictures[10].name == "picture 10.jpg"
    assert len(listing.pictures) == 5000


def test_a_deep_listing_holds_the_pictures_of_all_sub_folders_once(tmp_path: Path) -> None:
    touch(tmp_path, "top.png")
    touch(tmp_path / "dog", "d10.png", "d2.png", "notes.txt")
    touch(tmp_path / "cat", "c.png")
    touch(tmp_path / "cat" / "grey", "g.png")
    touch(tmp_path / ".git", "hidden.png")
    if sys.platform != "win32":
        (tmp_path / "dog" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "dog" / "loop").symlink_to("loop")
        (tmp_path / "again").symlink_to(tmp_path / "cat", target_is_directory=True)
    listing = list_folder(tmp_path, deep=True)
    names = [path.name for path in listing.pictures]
    assert sorted(names) == ["c.png", "d10.png", "d2.png", "g.png", "top.png"]
    assert names.index("d2.png") < names.index("d10.png")
    assert listing.folders == ()
    assert listing.deep


def test_the_first_names_of_many_come_early_and_the_rest_can_be_called_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "FIRST_NAMES", 20)
    monkeypatch.setattr(folder_module, "FIRST_S", 0.0)
    touch(tmp_path, *(f"{number}.png" for number in range(100)))
    first: list[FolderListing] = []
    whole = list_folder(tmp_path, show_first=first.append)
    assert len(first) == 1
    assert not first[0].complete
    assert len(first[0].pictures) == 20
    assert set(first[0].pictures) < set(whole.pictures)
    assert whole.complete
    part = list_folder(tmp_path, show_first=first.append, cancelled=lambda: len(first) == 2)
    assert len(part.pictures) < 100


def test_a_deep_listing_passes_over_what_systems_put_beside_pictures(tmp_path: Path) -> None:
    for name in ("cat", "@eaDir", "__MACOSX"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.png").touch()
    assert [one.parent.name for one in list_folder(tmp_path, deep=True).pictures] == ["cat"]

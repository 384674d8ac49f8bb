"""Names of classes are guessed where something has exactly as many, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.files.folder import FolderListing
from viewer.core.files.path_list import PathList
from viewer.core.models.name_guesses import guess_names

ROOT = Path("/data")


def listing(*pictures: str, folders: tuple[str, ...] = (), deep: bool = False) -> FolderListing:
    return FolderListing(
        path=ROOT,
        parent=ROOT.parent,
        folders=tuple(ROOT / name for name in folders),
        pictures=PathList(ROOT, pictures),
        deep=deep,
    )


def test_folders_come_before_pictures_in_the_order_of_image_folder():
    found = listing("a1.png", "b1.png", folders=("dog", "Zebra"))
    assert guess_names(2, found) == ("Zebra", "dog")  # capital letters first, as sorted() does
    deep = listing("dog/1.png", "cat/1.png", "cat/2.png", deep=True)
    assert guess_names(2, deep) == ("cat", "dog")


def test_pictures_are_told_by_what_stands_before_their_numbers():
    some = ("dog.12.jpg", "dog-7.jpg", "cat (3).png", "cat_4.png", "both1.png", "both2.png")
    assert guess_names(2, listing(*some)) == ("cat", "dog")
    assert guess_names(3, listing(*some)) == ()
    assert guess_names(2, listing("coffee.png", "rocket.png")) == ()  # two pictures of anything


@pytest.mark.parametrize(
    "name", ["cat_vs_dog.pth", "cat-or-dog-2.pt", "cat_VS_dog.pth", "cat and dog.safetensors"]
)
def test_a_models_file_may_list_its_classes(name):
    assert guess_names(2, None, Path(name)) == ("cat", "dog")


def test_a_word_within_a_word_parts_nothing():
    assert guess_names(2, None, Path("torch_alex.pth")) == ()
    assert guess_names(2, None, Path("forest_android.pth")) == ()
    assert guess_names(1, None, Path("cat.pth")) == ()

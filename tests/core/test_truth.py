"""Labels come from folders or tables, and find the model's classes as people write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model

from viewer.core.asks.target import ClassGroup
from viewer.core.errors import UserError
from viewer.core.files.path_list import PathList
from viewer.core.judging.truth import Truth, folder_names, read_table
from viewer.core.maps.geometry import InputRule

FOLDER = Path("/data").absolute()
MODEL = given_model(
    title="Three",
    default_layer="",
    class_names=("tabby", "golden retriever", "beagle"),
    class_titles=("tabby, tabby cat", "golden retriever", "beagle"),
    groups=(ClassGroup(name="dog", members=(1, 2), name_zh="狗"),),
    rule=InputRule(size=(8, 8), shorter_side=8),
)


@pytest.mark.parametrize(
    ("folder", "classes"),
    [
        ("tabby", {0}),
        ("Tabby cat", {0}),
        ("golden_retriever", {1}),
        ("beagles", {2}),
        ("dogs", {1, 2}),
        ("狗", {1, 2}),
        ("2", {2}),
        ("3", set()),
        ("holiday", set()),
    ],
)
def test_folders_name_classes_and_groups(folder: str, classes: set[int]) -> None:
    assert Truth(MODEL).members(FOLDER / folder / "x.png") == classes


def test_folders_without_known_names_count_as_imagefolder_counts_them() -> None:
    numbered = replace(MODEL, class_names=("class 0", "class 1", "class 2"), groups=())
    truth = Truth(numbered, folders=("c", "a", "b"))
    assert [truth.members(FOLDER / name / "x.png") for name in "abc"] == [{0}, {1}, {2}]
    assert Truth(numbered, folders=("a", "b")).members(FOLDER / "a" / "x.png") == set()
    assert Truth().members(FOLDER / "tabby" / "x.png") == set()


def test_the_folders_of_a_listing_are_told() -> None:
    names = ("top.png", "cat/a.png", "cat/b.png", "dog/young/c.png")
    assert folder_names(PathList(FOLDER, names)) == ["cat", "data", "young"]
    assert folder_names([FOLDER / name for name in names]) == ["cat", "data", "young"]


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_table_gives_labels_by_name_or_by_path(tmp_path: Path, comma: str) -> None:
    table = tmp_path / "labels.csv"
    rows = [("file", "label"), ("a 1.png", "beagle"), ("sub/b.png", "tabby"), ("", ""), ("odd",)]
    table.write_text("\ufeff" + "\n".join(comma.join(row) for row in rows), encoding="utf-8")
    truth = Truth(MODEL, table=read_table(table))
    assert truth.members(FOLDER / "anywhere" / "a 1.png") == {2}
    assert truth.members(tmp_path / "sub" / "b.png") == {0}
    assert truth.members(tmp_path / "b.png") == set()
    assert truth.label(tmp_path / "sub" / "b.png") == "tabby"


def test_a_table_without_labels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one\ntwo\n")
    with pytest.raises(UserError, match="no labels"):
        read_table(tmp_path / "a.csv")
    with pytest.raises(UserError, match="cannot be read"):
        read_table(tmp_path / "gone.csv")


def test_labels_are_printable_and_still_find_their_class(tmp_path: Path) -> None:
    hostile = replace(MODEL, class_names=(r"a\x1b[2J", "golden retriever", "beagle"), groups=())
    table = tmp_path / "labels.csv"
    table.write_text("x.png,a\x1b[2J\n", encoding="utf-8")
    told = Truth(hostile, table=read_table(table))
    assert told.label(FOLDER / "x.png") == r"a\x1b[2J"
    assert told.members(FOLDER / "x.png") == {0}
    folders = Truth(hostile)
    assert folders.label(FOLDER / "a\x1b[2J" / "y.png") == r"a\x1b[2J"
    assert folders.members(FOLDER / "a\x1b[2J" / "y.png") == {0}

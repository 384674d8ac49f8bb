"""Class names from the files that people have."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from viewer.core.bounds import LONGEST_CLASS_NAME
from viewer.core.errors import UserError
from viewer.core.models.label_file import names_in, parse_names, read_names

CATS = ("cat", "dog", "小鸟")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "cat\ndog\n小鸟\n"),
        ("a.txt", "0 cat\n1 dog\n2 小鸟"),
        ("a.txt", "1: dog\n0: cat\n2: 小鸟\n\n"),
        ("a.txt", "1=cat\n2=dog\n3=小鸟"),
        ("a.csv", "index,name\n2,小鸟\n0,cat\n1,dog\n"),
        ("a.csv", "name;id\ncat;0\ndog;1\n小鸟;2\n"),
        ("a.csv", "0,cat\n1,dog\n2,小鸟\n"),
        ("a.tsv", "编号\t名称\n0\tcat\n1\tdog\n2\t小鸟\n"),
        ("a.json", json.dumps(CATS)),
        ("a.json", json.dumps({"dog": 1, "cat": 0, "小鸟": 2})),
        ("a.json", json.dumps({"0": ["n1", "cat"], "1": ["n2", "dog"], "2": ["n3", "小鸟"]})),
        ("a.json", json.dumps({"id2label": {"0": "cat", "1": "dog", "2": "小鸟"}})),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_usual_file_is_read(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    assert read_names(path) == CATS


def test_a_data_sets_folders_are_read_as_image_folder_does(tmp_path: Path) -> None:
    from torchvision.datasets.folder import find_classes

    for name in ("dog", "Zebra", "cat", "猫"):
        (tmp_path / name).mkdir()
    (tmp_path / "readme.txt").write_text("no class")
    assert list(read_names(tmp_path)) == find_classes(tmp_path)[0]


def test_what_is_typed_is_read() -> None:
    assert parse_names("0 = cat, 1 = dog") == ("cat", "dog")
    assert parse_names("猫，狗") == ("猫", "狗")
    assert parse_names("1 = dog\n0 = cat") == ("cat", "dog")
    assert parse_names("tabby cat\ngolden retriever") == ("tabby cat", "golden retriever")


@pytest.mark.parametrize("text", ["0 = cat, 0 = dog", "0 = cat, 2 = dog", "5: cat\n6: dog"])
def test_gaps_and_doubles_are_told(text: str) -> None:
    with pytest.raises(UserError, match="gaps") as told:
        parse_names(text)
    assert "0, 1, 2" in told.value.hint


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"one"), ("a.json", b"{}"), ("a.json", b"[1, 2]"), ("a.csv", b"\n")],
)
def test_files_without_names_are_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match="two or more") as told:
        read_names(tmp_path / name)
    assert told.value.hint


def test_broken_and_missing_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(UserError, match="no JSON"):
        read_names(tmp_path / "a.json")
    with pytest.raises(UserError, match="cannot be read"):
        read_names(tmp_path / "gone.txt")


def test_a_checkpoints_own_mapping_is_read() -> None:
    assert names_in({"epoch": "x", "class_to_idx": {"dog": 1, "cat": 0}}) == ("cat", "dog")
    assert names_in({"idx_to_class": {0: "cat", 1: "dog"}}) == ("cat", "dog")
    assert names_in({"anything": 3.5}) == ()


@pytest.mark.parametrize("name", ["names.txt", "names.csv", "names.json"])
def test_names_come_in_as_one_printable_line_each(tmp_path, name):
    hostile = ["a\x1b[2J", "b\u202egpj.exe", "c" * 900]
    path = tmp_path / name
    lines = "\n".join(hostile)
    path.write_text(json.dumps(hostile) if name.endswith("json") else lines, encoding="utf-8")
    names = read_names(path)
    assert names[:2] == (r"a\x1b[2J", r"b\u202egpj.exe")
    assert len(names[2]) == 200
    assert parse_names("a\x1b\nb")[0] == r"a\x1b"


HOSTILE = {
    "deep.json": ("[" * 100_000, "no JSON file"),
    "long.csv": (f"name\n{'x' * 200_000}\ncat\n", "no CSV file"),
    "digits.json": (f"[{'9' * 5000}]", "no JSON file"),
    "keys.json": (json.dumps({"9" * 5000: "cat", "1": "dog"}), "two or more"),
    "many.txt": ("\n".join(map(str, range(100_001))), "more than 100,000 class names"),
    "many.json": (json.dumps(dict.fromkeys(range(100001), "a")), "more than 100,000 class names"),
    "numbers.json": (json.dumps({"0": 5.5, "1": 6}), "two or more"),
    "nested.json": (json.dumps({"0": [["cat"]], "1": {"a": 1}}), "two or more"),
    "empty.txt": ("", "cannot be read. The file is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_reader_takes_is_a_sentence(tmp_path: Path, name: str) -> None:
    text, words = HOSTILE[name]
    (tmp_path / name).write_text(text)
    with pytest.raises(UserError) as told:
        read_names(tmp_path / name)
    assert words in str(told.value)


def test_what_is_too_long_for_a_name_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{'9' * 5000}: cat\n1: dog\n")
    first, second = read_names(tmp_path / "a.txt")
    assert second == "1: dog"
    assert len(first) <= LONGEST_CLASS_NAME
    first, second = names_in({"0": "x" * 100_000, "1": "dog"})
    assert (len(first), second) == (LONGEST_CLASS_NAME, "dog")


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "names.txt")
    with pytest.raises(UserError, match="not an ordinary file"):
        read_names(tmp_path / "names.txt")


def test_only_texts_are_names() -> None:
    doubled: object = "x"
    for _ in range(60):
        doubled = (doubled, doubled)  # its text would have 2^60 parts
    for data in ({0: doubled, 1: doubled}, {"classes": [doubled]}, {"0": ["n", doubled]}):
        assert names_in(data) == ()


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.csv", '"1' + " " * 3_000 + 'x\ny",b'),
        ("a.csv", '"1' + " " * 30_000 + 'x\ny",b'),
        ("a.txt", "1" + " " * 300_000),
        ("a.txt", "1" + "\t" * 300_000),
        ("a.txt", "1" + " :" * 150_000),
    ],
)
def test_no_line_takes_long_to_read(tmp_path: Path, name: str, line: str) -> None:
    path = tmp_path / name
    path.write_text(line.replace("1", "0") + "\n" + line)
    assert len(read_names(path)) == 2


def test_a_row_without_a_number_leaves_the_names_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,index\ncat\ndog,0\n")
    assert read_names(path) == ("cat", "dog")

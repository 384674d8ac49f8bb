"""Class names from the files that people have."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from viewer.core.bounds import LONGEST_CLASS_NAME
from viewer.core.errors import UserError
from viewer.core.models.label_data import names_in, told_few
from viewer.core.models.label_file import read_names
from viewer.core.models.label_text import parse_names

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
        ("a.txt", "['cat', 'dog', \"小鸟\"]"),
        ("a.txt", '["cat", "dog", "小鸟"]\n'),
        ("a.txt", "CLASSES = (\n    'cat',\n    'dog',  # a pet\n    '小鸟',\n)\n"),
        ("a.txt", "{0: 'cat',\n 1: 'dog',\n 2: '小鸟'}"),
        ("a.txt", "{'names': ['cat', 'dog', '小鸟']}"),
        ("a.txt", "cat, dog, 小鸟"),
        ("a.txt", '"cat",\n"dog",\n"小鸟"\n'),
        ("a.names", "# pets\ncat\ndog # barks\n\n# and others\n小鸟\n"),
        ("a.txt", "# id name\n0 cat\n1 dog\n2 小鸟\n"),
        ("data.yaml", "path: ../data\ntrain: images\nnc: 3\nnames: ['cat', 'dog', '小鸟']\n"),
        ("data.yaml", "train: a\nnames:\n  - cat\n  - dog  # barks\n  - 小鸟\n"),
        ("data.yml", "names:\n  0: cat\n  1: dog\n  2: 小鸟\ndownload: |\n  import os\n"),
        ("a.yaml", "- cat\n- dog\n- 小鸟\n"),
        ("a.yaml", "cat: 0\ndog: 1\n小鸟: 2\n"),
        (
            "instances_val.json",
            json.dumps(
                {
                    "images": [{"id": 1}],
                    "categories": [
                        {"id": 90, "name": "小鸟", "supercategory": "animal"},
                        {"id": 1, "name": "cat"},
                        {"id": 13, "name": "dog"},
                    ],
                }
            ),
        ),
        ("categories.json", json.dumps([{"name": "cat"}, {"name": "dog"}, {"name": "小鸟"}])),
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


def folders(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).mkdir(parents=True)
    return path


def test_a_folder_above_the_parts_of_a_data_set_gives_the_classes_below_them(
    tmp_path: Path,
) -> None:
    above = folders(tmp_path, "val/dog", "val/cat", "train/cat", "train/dog", "train/owl")
    (tmp_path / "readme.md").write_text("pets")
    assert read_names(above) == ("cat", "dog", "owl")  # what it learnt, also where val lacks one
    assert read_names(above / "val") == ("cat", "dog")


def test_only_parts_of_a_data_set_are_looked_into(tmp_path: Path) -> None:
    assert read_names(folders(tmp_path / "a", "train/old", "bus/new")) == ("bus", "train")
    assert read_names(folders(tmp_path / "b", "train", "test")) == ("test", "train")


def test_hidden_folders_are_no_classes(tmp_path: Path) -> None:
    folders(tmp_path, "cat", "dog", ".ipynb_checkpoints", ".git", "__MACOSX", "@eaDir")
    assert read_names(tmp_path) == ("cat", "dog")
    folders(tmp_path / "above", "Train/cat", "Train/dog", ".cache", "Valid/.hidden")
    assert read_names(tmp_path / "above") == ("cat", "dog")


def test_a_data_set_for_boxes_has_its_classes_in_its_own_list(tmp_path: Path) -> None:
    folders(tmp_path, "train/images", "train/labels", "valid/images", "valid/labels")
    (tmp_path / "data.yaml").write_text("nc: 2\nnames: [cat, dog]\n")
    assert read_names(tmp_path) == ("cat", "dog")


@pytest.mark.parametrize(
    "text",
    [
        'names = ["cat", "dog", "小鸟"]  # three\n',
        '# pets\nnames = ["cat", "dog", "小鸟"];\n',
        "class_names: ['cat', 'dog', '小鸟']",
        "[cat, dog, 小鸟]\n",
        "'cat', 'dog', '小鸟'",
        "// pets\ncat  // small\ndog\n小鸟\n",
        "# cat\n# dog\n# 小鸟\n",
        "cat 0\n小鸟 2\ndog 1\n",
        "cat: 1\ndog: 2\n小鸟: 3\n",
        "cat,0\ndog,1\n小鸟,2\n",
        "1. cat\n2. dog\n3. 小鸟\n",
        "0 - cat\n1 - dog\n2 - 小鸟\n",
        "- cat\n- dog\n- 小鸟\n",
        "train: a\nnames:\n  0: cat\n  2: 小鸟\n  1: dog\n",
    ],
)
def test_whatever_lists_names_in_a_text_is_read_as_a_list(text: str) -> None:
    assert parse_names(text) == CATS


@pytest.mark.parametrize(
    "names",
    [("stage 1", "stage 2"), ("Boeing 707", "Airbus 320"), ("3. Liga", "2. Liga", "3. Liga II")],
)
def test_numbers_that_belong_to_names_stay(names: tuple[str, ...]) -> None:
    assert parse_names("\n".join(names)) == names


def test_a_table_may_call_both_its_columns_labels(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("label,class\n1,dog\n0,cat\n")
    (tmp_path / "b.csv").write_text("dog,1\ncat,0\n")
    assert read_names(tmp_path / "a.csv") == read_names(tmp_path / "b.csv") == ("cat", "dog")


def test_a_data_sets_folder_may_hold_more_than_its_parts(tmp_path: Path) -> None:
    root = folders(tmp_path / "a", "train/cat", "train/dog", "val/cat", "logs/run")
    assert read_names(root) == ("cat", "dog")
    root = folders(tmp_path / "b", "training_set/cat", "training_set/dog", "unlabelled")
    assert read_names(root) == ("cat", "dog")
    root = folders(tmp_path / "c", "data/train/cat", "data/train/dog", "data/test/cat")
    assert read_names(root) == ("cat", "dog")
    root = folders(tmp_path / "d", "images/train", "labels/train")
    (root / "dataset.yaml").write_text("names: {0: cat, 1: dog}")
    assert read_names(root) == ("cat", "dog")


def test_words_that_yaml_takes_for_something_else_are_names(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("names: [no, yes, 3.10, null, 2026-01-02, on]\n")
    assert read_names(tmp_path / "data.yaml") == ("no", "yes", "3.10", "null", "2026-01-02", "on")


def test_lines_that_only_look_like_a_list_or_a_remark_are_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("(unknown)\ncat\n(other)\n")
    assert read_names(tmp_path / "a.txt") == ("(unknown)", "cat", "(other)")
    (tmp_path / "b.txt").write_text("#cat\n#dog\n")
    assert read_names(tmp_path / "b.txt") == ("#cat", "#dog")
    (tmp_path / "c.txt").write_text("C#\nshirt #1\nF#minor\n")
    assert read_names(tmp_path / "c.txt") == ("C#", "shirt #1", "F#minor")


def test_nothing_of_a_list_is_run(tmp_path: Path) -> None:
    path, trace = tmp_path / "a.txt", tmp_path / "trace"
    path.write_text(f"[open({str(trace)!r}, 'w'), 'cat', 'dog']")
    read_names(path)
    assert not trace.exists()
    path.with_suffix(".yaml").write_text("names: !!python/object/apply:os.system ['touch trace']")
    with pytest.raises(UserError):
        read_names(path.with_suffix(".yaml"))


def test_few_names_are_told() -> None:
    assert told_few(["cat", "dog"]) == "cat, dog"
    assert told_few([*"abcdefg"]) == "a, b, c, d, e, …"


def test_what_is_typed_is_read() -> None:
    assert parse_names("0 = cat, 1 = dog") == ("cat", "dog")
    assert parse_names("猫，狗") == ("猫", "狗")
    assert parse_names("['cat', 'dog']") == ("cat", "dog")
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


LAUGHS = "a0: &a0 [x, y]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)
HOSTILE = {
    "deep.txt": ("[" * 100_000 + "]" * 100_000, "two or more"),
    "deep.yaml": ("[" * 100_000, "no YAML file"),
    "long.yaml": ("- cat\n" * 200_000, "no YAML file"),
    "laughs.yaml": (LAUGHS, "two or more"),
    "twice.json": ('[{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]', "one comes twice"),
    "sets.txt": ("{'cat', 'dog'}", "two or more"),
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

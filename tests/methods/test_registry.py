"""Every method is whole: its row, papers, page and truth; and no other room knows one by name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from viewer import paths
from viewer.core.errors import UserError
from viewer.figure.prose import entries
from viewer.methods.registry import OURS, built_in, own_table
from viewer.methods.third_party import check

REPOSITORY = Path(__file__).resolve().parents[2]
METHODS = built_in().methods
KEYS = {method.row.key for method in METHODS}
LANGUAGES = ("", "zh_CN")
HEAVY = {"torch", "torchvision", "timm", "cv2", "threadpoolctl", "pytorch_grad_cam"}

every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.row.key)


def test_a_module_holds_one_method_of_its_name():
    assert list(OURS) == [method.row.key for method in METHODS]
    rooms = {path.stem for path in (REPOSITORY / "viewer" / "methods").glob("*.py")}
    assert rooms >= KEYS
    assert len(KEYS) == len(METHODS)


def test_rows_that_are_loaded_one_by_one_are_all_of_them():
    rows, table = own_table().rows, built_in().table
    assert len(rows) == len(OURS)
    assert rows[1:3] == tuple(table.rows[1:3])
    assert list(rows) == list(table.rows)


@every_method
def test_row_and_functions_agree(method):
    assert check(method) is method


@every_method
def test_its_papers_are_known(method):
    known = entries(paths.resource("papers.bib").read_text(encoding="utf-8"))
    assert method.row.papers
    assert set(method.row.papers) <= set(known)


@every_method
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_a_page(method, language):
    assert (paths.resource("methods") / language / f"{method.row.key}.md").is_file()


@every_method
def test_the_library_has_what_is_said_to_be_the_same(method):
    import pytorch_grad_cam

    assert method.row.library is None or hasattr(pytorch_grad_cam, method.row.library)


def test_every_method_is_held_against_a_truth():
    """A test that compares a method with another way to its map is marked with the method's key."""
    held = set(_marked(REPOSITORY / "tests"))
    assert held == KEYS


def _marked(folder: Path) -> Iterator[str]:
    for path in folder.rglob("test_*.py"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.truth":
                yield from (ast.literal_eval(argument) for argument in node.args)


def test_no_other_room_asks_for_a_method_by_name():
    found = [
        f"{path.relative_to(REPOSITORY)}:{text}"
        for path in sorted((REPOSITORY / "viewer").rglob("*.py"))
        if path.parent.name != "methods"
        for text in _named_in(path)
    ]
    assert not found


def _named_in(path: Path) -> Iterator[str]:
    """Yield where a method's key is compared, matched, or the key of a dictionary or a set."""
    for node in ast.walk(_tree(path)):
        held: list[ast.AST | None] = []
        if isinstance(node, ast.Compare):
            held = [node.left, *node.comparators]
        elif isinstance(node, ast.Dict):
            held = list(node.keys)
        elif isinstance(node, ast.Set | ast.MatchValue | ast.Subscript):
            held = [node]
        for each in held:
            for part in ast.walk(each) if each is not None else ():
                if isinstance(part, ast.Constant) and part.value in KEYS:
                    yield f"{part.lineno}: {part.value}"


def test_the_search_for_names_finds_them(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text(
        'a = key == "rise"\nb = {"fem": 1}\nc = key in {"rise", "x"}\n'
        'd = key in ("x", "score_cam")\ne = table["grad_cam"]\nf = f(method="grad_cam")\n'
    )
    assert sorted({int(text.partition(":")[0]) for text in _named_in(bad)}) == [1, 2, 3, 4, 5]


def test_what_a_request_names_is_read_at_one_door():
    """Behind `resolving`, the engine knows methods and layers, and not how they are written."""
    engine = REPOSITORY / "viewer" / "engine"
    readers = {
        path.name
        for path in engine.rglob("*.py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Name) and node.id in {"parse_layers", "PaneSpec"}
    }
    assert readers == {"resolving.py"}


def test_nothing_heavy_is_imported_before_a_method_runs():
    for path in (REPOSITORY / "viewer" / "methods").glob("*.py"):
        heavy = [node for node in _imports(_tree(path).body) if _root(node) in HEAVY]
        assert not heavy, path
    code = (
        "import sys, viewer.methods.registry;"
        f"sys.exit(str(sorted({HEAVY} & set(sys.modules))) if {HEAVY} & set(sys.modules) else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def _imports(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports of a module's own level; those for type checkers run nowhere."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _imports(node.body)


def _root(node: ast.Import | ast.ImportFrom) -> str:
    name = node.names[0].name if isinstance(node, ast.Import) else node.module or ""
    return name.partition(".")[0]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_a_registry_is_a_value():
    registry = built_in()
    assert registry is built_in()
    with pytest.raises(FrozenInstanceError):
        registry.methods = ()
    both = registry.find("layer_cam+eigen_smooth")
    assert both.row.eigen_smooth
    assert both.formula is registry.find("layer_cam").formula
    with pytest.raises(UserError, match="magic_cam"):
        registry.find("magic_cam")


def test_keys_are_words_that_files_may_bear():
    assert all(re.fullmatch(r"[a-z][a-z_]*", key) for key in KEYS)

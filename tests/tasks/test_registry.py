"""Tasks are a floor of their own: nothing heavy is imported, and the engine asks for no class."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from viewer.tasks.registry import built_in

REPOSITORY = Path(__file__).resolve().parents[2]
ENGINE = REPOSITORY / "viewer" / "engine"
HEAVY = {"torch", "torchvision", "timm", "cv2", "PySide6"}
OF_CLASSES = {"logits", "independent", "members", "softmax", "sigmoid", "ResolvedTarget", "Labels"}


def test_the_kinds_have_names_of_their_own():
    keys = [kind.key for kind in built_in().kinds]
    assert len(keys) == len(set(keys))
    assert keys[0] == "classes"


def test_nothing_heavy_is_imported_before_an_output_is_read():
    code = (
        "import sys, viewer.tasks.registry;"
        f"sys.exit(str(sorted({HEAVY} & set(sys.modules))) if {HEAVY} & set(sys.modules) else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_engine_speaks_of_answers_and_scores_alone():
    """What a class is, only its task knows; opening a model gives it names."""
    modules = [*(ENGINE / "look").glob("*.py"), *(ENGINE / "explain").glob("*.py")]
    found = {(path.name, name) for path in modules for name in _names(path)}
    found -= {("explicit_attention.py", "softmax")}  # of what tokens look at
    rules = ("point_rules.py", "window_rules.py", "relevance.py")  # how operations are led back
    found -= {(path, name) for path in rules for name in ("softmax", "sigmoid")}
    assert {(path, name) for path, name in found if name in OF_CLASSES} == set()


def _names(path: Path) -> Iterator[str]:
    """Yield every name that a module uses, imports or takes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""

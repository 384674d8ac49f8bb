"""The user's own code that builds a model: which file, which name; it is never imported here.

Running a file of code is the user's decision. It is asked for by name, and remembered for the
hash of the model's file together with the hash of the code and of what it imports from its folder:
a change of any of them asks again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.core.errors import UserError
from viewer.core.files.own_imports import read_sources
from viewer.core.foreign_text import shown, shown_path

USAGE = "Write it as FILE.py:NAME, with the name of a class or of a function in the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """A class or function of the user's that returns the model without weights."""

    path: Path
    name: str
    sha256: str  # of the file and of what it imports beside it, as the user has allowed it

    @classmethod
    def parse(cls, text: str) -> OwnCode:
        """Read ``FILE.py:NAME``.

        Raises:
            UserError: there is no such file, or it has no such class or function.
        """
        file, _, name = text.rpartition(":")
        if not file or not name.isidentifier():
            raise UserError(f"“{shown(text)}” names no code.", hint=USAGE)
        path = Path(file).expanduser().absolute()
        sources = read_sources(path)
        if name not in {one.name for one in definitions(sources.main.source or b"", path.name)}:
            raise UserError(
                f"“{shown_path(path.name)}” has no class or function “{shown(name)}”.", hint=USAGE
            )
        return cls(path=path, name=name, sha256=sources.sha256)


@dataclass(frozen=True, slots=True)
class Definition:
    """A class or a function at the top level of a file."""

    name: str
    kind: Literal["class", "function"]
    bases: tuple[str, ...] = ()  # "nn.Module"

    @property
    def is_layer(self) -> bool:
        """Whether it looks like a layer class."""
        return any(base.rpartition(".")[2] == "Module" for base in self.bases)


def is_unchanged(code: OwnCode | None) -> bool:
    """Tell whether the files still hold what was allowed; no code at all never changes."""
    try:
        return code is None or read_sources(code.path).sha256 == code.sha256
    except UserError:
        return False


def definitions(source: bytes, file_name: str) -> tuple[Definition, ...]:
    """List the classes and functions of a file by parsing it; nothing of it is run.

    Raises:
        UserError: it is not Python.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UserError(
            f"“{shown_path(file_name)}” is not Python code that can be read.",
            hint="Check that Python itself imports it.",
            detail=str(error),
        ) from error
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = tuple(ast.unparse(base) for base in node.bases)
            found[node.name] = Definition(node.name, "class", bases)
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = Definition(node.name, "function")
    return tuple(found.values())


def likeliest(found: Iterable[Definition], missing: Iterable[str]) -> str:
    """Return the name that a model's missing classes ask for; else a layer, the last one defined.

    Args:
        found: what a file defines.
        missing: dotted names of classes that the model's file names, the model's own first.
    """
    names = [one.name for one in found]
    for full in missing:
        if full.rpartition(".")[2] in names:
            return full.rpartition(".")[2]
    layers = [one.name for one in found if one.is_layer]
    return (layers or names or [""])[-1]

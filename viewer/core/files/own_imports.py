"""What a file of code imports from its own folder or package: read, and nothing of it is run.

These files run when the first one does, so they are listed in the question whether it may, and a
change of any of them asks again. What is imported in a way that only running tells is not found
here, and does not run. A file with an ``__init__.py`` beside it is part of a package, as in Python.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.machinery import BuiltinImporter, FrozenImporter
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import open_file
from viewer.core.foreign_text import shown_path

MOST_BYTES = 4 << 20  # of one file
MOST_FILES = 500
_FAULTS = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class OwnModule:
    """One file of code, or a folder that stands for a package without a file of its own."""

    path: Path
    source: bytes | None  # None: a folder
    is_package: bool = False


@dataclass(frozen=True, slots=True)
class OwnSources:
    """A file of code and what it imports from its folder, as they were when they were read."""

    main: OwnModule
    modules: dict[str, OwnModule] = field(default_factory=dict)  # by dotted name
    package: str = ""  # what the file is part of: "pets.models"

    @property
    def root(self) -> Path:
        """The folder that the package lies in; without one, the file's."""
        return self.main.path.parents[len(self.package.split(".")) if self.package else 0]

    def is_packages(self, name: str) -> bool:
        """Tell whether a dotted name begins with the package that the file is part of."""
        return bool(self.package) and name.split(".", maxsplit=1)[0] == self.package.split(".")[0]

    @property
    def beside(self) -> tuple[str, ...]:
        """The imported files, as paths within the folder, or within that of the package."""
        files = {one.path for one in self.modules.values() if one.source is not None}
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in files))

    @property
    def sha256(self) -> str:
        """What is allowed: the hash of the file, with those of what it imports if there are any."""
        own = hash_of(self.main.source or b"")
        if not self.modules:
            return own
        rows = sorted((name, one) for name, one in self.modules.items())
        lines = [f"{name} {hash_of(one.source or b'')} {one.is_package}" for name, one in rows]
        return hash_of("\n".join([own, *lines]).encode("utf-8", "surrogatepass"))


def hash_of(source: bytes) -> str:
    """Return the SHA-256 of a file of code."""
    return hashlib.sha256(source).hexdigest()


def read_sources(path: Path) -> OwnSources:
    """Read a file of code and, again and again, what is imported from its folder or package.

    Raises:
        UserError: a file cannot be read, is no file of code, or there are too many of them.
    """
    found = OwnSources(OwnModule(path, read_source(path)), package=_package_of(path))
    waiting = list(_imports(found.main, f"{found.package}.{path.stem}".lstrip(".")))
    tried: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in tried:
            continue
        tried.add(name)
        folder = found.root if found.is_packages(name) else path.parent
        for full, module in _resolve(folder, name):
            if full not in found.modules:
                found.modules[full] = module
                waiting += _imports(module, full)
        if len(found.modules) > MOST_FILES:
            raise UserError(
                f"“{shown_path(path.name)}” imports more than {MOST_FILES} files of its folder.",
                hint="Put the network into a file with less beside it.",
            )
    return found


def read_source(path: Path) -> bytes:
    """Return the bytes of a file of code.

    Raises:
        UserError: it cannot be read, or is no file of code.
    """
    name = shown_path(path.name)
    try:
        with open_file(path) as file:
            source = b""
            while len(source) <= MOST_BYTES and (piece := file.read(MOST_BYTES + 1)):
                source += piece
    except UserError as error:
        raise UserError(
            f"“{name}” cannot be read.", hint="Check the path.", detail=str(error)
        ) from error
    if len(source) > MOST_BYTES:
        raise UserError(f"“{name}” is not a file of Python code.", hint="Check the path.")
    return source


def _package_of(path: Path) -> str:
    """Return the package that a file is part of, if it is not one that is installed."""
    names: list[str] = []
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder.name.isidentifier():
        names.insert(0, folder.name)
        folder = folder.parent
    installed = {"site-packages", "dist-packages"} & {*folder.parts}
    return "" if installed else ".".join(names)


def _resolve(folder: Path, name: str) -> Iterator[tuple[str, OwnModule]]:
    """Yield a module that lies in the folder, after the packages around it; none: it does not."""
    parts = name.split(".")
    if _is_pythons(parts[0]) or not all(part.isidentifier() for part in parts):
        return
    for count in range(1, len(parts) + 1):
        full, place = ".".join(parts[:count]), folder.joinpath(*parts[:count])
        package, file = place / "__init__.py", place.with_name(f"{place.name}.py")
        if package.is_file():
            yield full, OwnModule(package, read_source(package), is_package=True)
        elif file.is_file():
            yield full, OwnModule(file, read_source(file))
            return
        elif place.is_dir() and (count > 1 or not _is_installed(full)):
            yield full, OwnModule(place, None, is_package=True)
        else:
            return


def _is_pythons(name: str) -> bool:
    """Tell whether a module is part of the interpreter, which no folder goes before."""
    return any(one.find_spec(name) is not None for one in (BuiltinImporter, FrozenImporter))


def _is_installed(name: str) -> bool:
    """Tell whether Python finds a package without the folder; it is not imported."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, AttributeError):
        return False
    except ValueError:  # it is imported already, and does not say from where
        return True


def _imports(module: OwnModule, name: str) -> Iterator[str]:
    """Yield the dotted names that a file may import; also what is perhaps only a name in them."""
    package = name if module.is_package else name.rpartition(".")[0]
    try:
        tree = ast.parse(module.source or b"")
    except _FAULTS:
        return  # Python will say so when it is run
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _absolute(node, package)
            yield from filter(None, (start, *(f"{start}.{a.name}".lstrip(".") for a in node.names)))


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """Return the module that names are imported from, where it counts from the folder."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join(filter(None, (*base, node.module)))

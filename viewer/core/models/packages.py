"""Packages that are installed here: which one a class is of, told without importing any."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from urllib.parse import unquote, urlsplit

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file

# Read by rules of their own, or ours.
OURS = frozenset({"torch", "torchvision", "timm", "viewer", "camscope", "functorch", "torchgen"})
LONGEST_NAME = 100
LARGEST_SOURCE = 4 << 20  # bytes of one module
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+")


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """What can be imported under a name, in the version that is installed."""

    name: str  # as it is imported: "segmentation_models_pytorch"
    version: str  # "0.6.0"

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def installed_package(name: str) -> Package | None:
    """Return a package by the name that it is imported under; nothing is imported.

    None: there is none, it is Python's own or one that is read by rules of its own, or what would
    be imported is not what was installed, such as a folder of the same name.
    """
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return None
    if name in OURS or name in sys.stdlib_module_names:
        return None
    found, folder = _distribution(name), _folder(name)
    if found is None or folder is None or not _is_of(found, folder):
        return None
    return Package(name, found.version)


def packages_of(classes: Iterable[str]) -> tuple[Package, ...]:
    """Return the packages that dotted names of classes are of; nothing: one of them is of none."""
    names = dict.fromkeys(full.partition(".")[0] for full in classes)
    found = [installed_package(name) for name in names]
    return tuple(one for one in found if one is not None) if None not in found else ()


def defines(full: str) -> bool:
    """Tell whether the source text of a class's module defines it, by text alone.

    So a file can have no module imported for the sake of what else it does.

    Args:
        full: the dotted name of a class at the top level of a module of an installed package.
    """
    if not _PATH.fullmatch(full) or any(part.startswith("__") for part in full.split(".")):
        return False
    package, *inner, own = full.split(".")
    folder = _folder(package)
    if folder is None:
        return False
    module = folder.joinpath(*inner)
    for path in (module / "__init__.py", module.with_name(f"{module.name}.py")):
        if path.is_file():
            return _has_class(path, own)
    return False


def _has_class(path: Path, own: str) -> bool:
    try:
        source = read_file(path, most_bytes=LARGEST_SOURCE)
    except UserError:
        return False
    named = rf"^(class {own}\b|{own} = (collections\.)?namedtuple\()"
    return re.search(named.encode(), source, re.MULTILINE) is not None


def _distribution(name: str) -> metadata.Distribution | None:
    """Return what was installed under a name, which often is the name of the installation, too."""
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        pass
    except (ValueError, OSError):
        return None
    owner = next(iter(metadata.packages_distributions().get(name, ())), "")
    return metadata.distribution(owner) if owner else None


def _folder(name: str) -> Path | None:
    """Return the folder that a package would be imported from."""
    spec = PathFinder.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    has_code = spec is not None and spec.origin is not None
    return Path(places[0]).resolve() if len(places) == 1 and has_code else None


def _is_of(found: metadata.Distribution, folder: Path) -> bool:
    """Tell whether a folder lies where its installation says, or where its developer has it."""
    places = [Path(str(found.locate_file(""))).resolve()]
    try:
        told = json.loads(found.read_text("direct_url.json") or "{}")
        address = urlsplit(str(told.get("url", "")))
        if address.scheme == "file" and told.get("dir_info", {}).get("editable") is True:
            places.append(Path(unquote(address.path)).resolve())
    except (ValueError, AttributeError):
        pass
    return any(folder.is_relative_to(place) for place in places)

"""Which installed packages may bring layers to models: the user's word for a name and a version."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import NotWritten, write_whole
from viewer.core.foreign_text import shown
from viewer.core.models.packages import Package, installed_package
from viewer.core.plain import LARGEST_JSON, parse_json

log = logging.getLogger(__name__)
MOST_PACKAGES = 1_000


def allowed_packages() -> tuple[Package, ...]:
    """Return the packages that the user has allowed, by name; they may be gone since."""
    path = _file()
    if not path.exists():
        return ()
    try:
        table = parse_json(read_file(path, most_bytes=LARGEST_JSON))
    except (ValueError, UserError) as error:
        log.warning("%s cannot be read: %r", path, error)
        return ()
    entries = cast("Mapping[object, object]", table) if isinstance(table, Mapping) else {}
    told = [(name, version) for name, version in entries.items() if isinstance(version, str)]
    return tuple(sorted(Package(str(name), version) for name, version in told[:MOST_PACKAGES]))


def is_allowed(package: Package) -> bool:
    """Tell whether a package was allowed in just this version."""
    return package in allowed_packages()


def allow_package(package: Package) -> None:
    """Remember that a package may bring layers, in this version and no other.

    Raises:
        UserError: the word cannot be written down.
    """
    others = {one.name: one.version for one in allowed_packages()}
    _write(others | {package.name: package.version}, package.name)


def withdraw_package(name: str) -> None:
    """Take the word for a package back; models that are open stay open.

    Raises:
        UserError: it cannot be written down.
    """
    _write({one.name: one.version for one in allowed_packages() if one.name != name}, name)


def allow_by_name(name: str) -> Package:
    """Allow the package that is installed under a name, as the command line does.

    Raises:
        UserError: there is none, or it may not be allowed.
    """
    package = installed_package(name)
    if package is None:
        raise UserError(
            f"There is no package “{shown(name)}” that could be allowed.",
            hint="Name it as Python imports it, such as segmentation_models_pytorch.",
        )
    if not is_allowed(package):
        allow_package(package)
    return package


def _write(table: Mapping[str, str], name: str) -> None:
    content = f"{json.dumps(dict(sorted(table.items())), indent=2)}\n".encode("ascii")
    try:
        write_whole(_file(), content, make_folder=True)
    except NotWritten as error:
        raise UserError(
            f"What was said of the package “{shown(name)}” could not be written down.",
            hint=error.reason,
            detail=error.detail,
        ) from error


def _file() -> Path:
    return paths.user_data() / "models" / "packages.json"

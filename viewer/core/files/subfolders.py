"""The folders inside a folder, for a tree that is filled as it is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.core.files.natural_order import in_natural_order

PROBING_S = 0.3  # for looking into the folders; what is not looked into may hold some


@dataclass(frozen=True, slots=True)
class Subfolder:
    """One folder in another."""

    name: str
    holds_folders: bool  # True also where nobody has looked


def list_subfolders(
    path: Path, *, cancelled: Callable[[], bool] = lambda: False
) -> tuple[Subfolder, ...]:
    """Return the folders in a folder in natural order; hidden ones are left out.

    A folder that cannot be read holds none. A link to a folder above itself is shown, and nothing
    in it: a tree would have no end there.

    Args:
        path: absolute.
        cancelled: asked now and then; looking into the folders ends early if it says yes.
    """
    names: dict[str, bool] = {}  # whether it is a link
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and _is_folder(entry):
                    names[entry.name] = entry.is_symlink()
    except OSError:
        return ()
    end_s = time.perf_counter() + PROBING_S
    found: list[Subfolder] = []
    for name in in_natural_order(tuple(names)):
        late = time.perf_counter() > end_s or cancelled()
        leads_up = names[name] and _leads_up(path, name)
        holds = not leads_up and (late or _holds_folders(path / name))
        found.append(Subfolder(name, holds))
    return tuple(found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _holds_folders(path: Path) -> bool:
    try:
        with os.scandir(path) as entries:
            return any(not entry.name.startswith(".") and _is_folder(entry) for entry in entries)
    except OSError:
        return False


def _leads_up(path: Path, name: str) -> bool:
    real = os.path.realpath(path)
    target = os.path.realpath(path / name)
    return real == target or real.startswith(os.path.join(target, ""))  # noqa: PTH118 - with its end

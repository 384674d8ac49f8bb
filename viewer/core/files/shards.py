"""Weights that are spread over several files: found from their index, or from any one of them.

``model.safetensors.index.json`` lists which file holds which weight; the files are called
``model-00001-of-00003.safetensors``, so that each tells how many there are.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import hash_file, read_file
from viewer.core.foreign_text import shown_path
from viewer.core.plain import LARGEST_JSON, parse_json

INDEX = ".index.json"
SHARD = re.compile(r"(.+)-(\d{5})-of-(\d{5})(\.safetensors|\.bin)")


def is_index(path: Path) -> bool:
    """Tell whether a path ends like that of an index of shards."""
    return path.name.lower().endswith(INDEX)


def shards_of(path: Path) -> tuple[Path, ...]:
    """Return all files over which weights are spread; none where a file stands alone.

    Raises:
        UserError: one of them is missing, or the index is none.
    """
    found = SHARD.fullmatch(path.name)
    if not is_index(path) and found is None:
        return ()
    paths = []
    for name in _listed(path) if found is None else _numbered(found):
        paths.append(path.with_name(name))
        if not os.path.lexists(paths[-1]):
            raise UserError(
                f"“{shown_path(name)}” is missing: these weights are spread over several files.",
                hint="Put all of them into one folder.",
            )
    return tuple(paths)


def hash_model(path: Path) -> str:
    """Return what a model's weights are remembered by: of several files the hash of all.

    Raises:
        UserError: a file cannot be read, or is missing.
    """
    hashes = [hash_file(one, most_bytes=sys.maxsize) for one in shards_of(path) or (path,)]
    return joined(hashes)


def joined(hashes: list[str]) -> str:
    """Return one hash of several; that of one file is its own."""
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def _numbered(found: re.Match[str]) -> Iterator[str]:
    base, _, count, suffix = found.groups()
    return (f"{base}-{number:05}-of-{count}{suffix}" for number in range(1, int(count) + 1))


def _listed(path: Path) -> list[str]:
    """Return the names in an index; a name that leads elsewhere is none."""
    try:
        data = parse_json(read_file(path, most_bytes=LARGEST_JSON))
    except ValueError as error:
        raise _no_index(path) from error
    table = data.get("weight_map") if isinstance(data, dict) else None
    names = {*table.values()} if isinstance(table, dict) else set[object]()
    good = [name for name in names if isinstance(name, str) and Path(name).name == name]
    if not good or len(good) != len(names):
        raise _no_index(path)
    return sorted(good)


def _no_index(path: Path) -> UserError:
    return UserError(
        f"“{shown_path(path.name)}” is no index of weights.",
        hint="Open one of the files of weights themselves.",
    )

"""The plan of an export in shards: which pictures, what is asked, and what must be the same.

A plan is never changed. ``plan.json`` tells all but the pictures; these stand in the table that it
names by its hash, sorted, each with the size and the time that its file had.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_json, shown_path
from viewer.core.plain import parse_json
from viewer.results.arrow import to_parquet_bytes
from viewer.results.pictures import picture_slice

PLAN = "plan.json"
KIND, FORMAT = "camscope-plan", 1
MOST_BYTES = 16 << 20
MOST_SHARDS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What every shard has in common; two plans that are equal give equal results.

    Args:
        order: what was typed, as plain data.
        model: SHA-256 of the weights.
        title: of the model.
        device: the kind of device that computes: "CPU", "CUDA", "MPS".
        versions: of CamScope and the packages that a number hangs on.
        table: name of the file with the pictures.
        table_sha256: of its bytes.
        pictures: how many there are; a page of a file counts as one.
        shards: how many parts they are cut into.
    """

    order: Mapping[str, Any]
    model: str
    title: str
    device: str
    versions: Mapping[str, str]
    table: str
    table_sha256: str
    pictures: int
    shards: int

    def bounds(self, shard: int) -> tuple[int, int]:
        """Return the first picture of a shard, and the first one behind it.

        Shards differ by one picture at most: shard i begins at floor(i * pictures / shards).
        """
        return (
            shard * self.pictures // self.shards,
            (shard + 1) * self.pictures // self.shards,
        )

    def differences(self, other: Plan) -> list[str]:
        """Return the names of what two plans do not have in common."""
        names = [each.name for each in fields(self) if each.name not in {"order", "table"}]
        found = [name for name in names if getattr(self, name) != getattr(other, name)]
        return [*order_differences(self.order, other.order), *found]


def order_differences(mine: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the names of what was typed otherwise; within “options” those of the options."""
    found: list[str] = []
    for key in dict.fromkeys((*mine, *other)):
        first, second = mine.get(key), other.get(key)
        if first == second:
            continue
        if isinstance(first, dict) and isinstance(second, dict):
            found += order_differences(first, second)
        else:
            found.append(key)
    return found


def write_plan(folder: Path, plan: Plan, table: bytes) -> Plan:
    """Write a plan where there is none; return the one that stands there then.

    Of several that are written at the same time the first one stays.

    Raises:
        UserError: it cannot be written.
    """
    write_whole(folder / plan.table, table)
    told = {"kind": KIND, "format": FORMAT}
    told |= {each.name: getattr(plan, each.name) for each in fields(plan)}
    try:
        write_whole(folder / PLAN, f"{shown_json(told)}\n".encode(), replace=False)
    except UserError:
        if not (folder / PLAN).exists():
            raise
    return read_plan(folder)


def table_of_pictures(table: Any) -> tuple[str, str, bytes]:
    """Return the name, the hash and the bytes of the file for a table of pictures."""
    content = to_parquet_bytes(table)
    digest = sha256(content).hexdigest()
    return f"plan-{digest[:12]}.parquet", digest, content


def has_plan(folder: Path) -> bool:
    """Tell whether a folder holds the results of an export in shards."""
    return (folder / PLAN).is_file()


def read_plan(folder: Path) -> Plan:
    """Read the plan of a folder.

    Raises:
        UserError: there is none, or it cannot be understood.
    """
    path = folder / PLAN
    if not path.is_file():
        raise UserError(
            f"“{shown_path(folder)}” holds no plan of an export.",
            hint="Name the folder that “camscope export --shards N” writes to.",
        )
    try:
        return _checked(parse_json(read_file(path, most_bytes=MOST_BYTES)))
    except (ValueError, TypeError, LookupError, json.JSONDecodeError) as error:
        raise UserError(
            f"The plan in “{shown_path(folder)}” cannot be understood.",
            hint="It may come from a newer version, or have been changed by hand.",
            detail=str(error),
        ) from error


def pictures_of(folder: Path, plan: Plan, shard: int) -> list[Any]:
    """Return the pictures of a shard.

    Raises:
        UserError: their table cannot be read, or is another one.
    """
    return picture_slice(folder / plan.table, *plan.bounds(shard))


def _checked(told: Any) -> Plan:
    if told["kind"] != KIND or told["format"] != FORMAT:
        raise ValueError("another kind or format")
    texts = [told[name] for name in ("model", "title", "device", "table", "table_sha256")]
    counts = told["pictures"], told["shards"]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a text is none")
    if not all(type(count) is int and count > 0 for count in counts):
        raise ValueError("a count is none")
    if not isinstance(told["order"], dict) or not isinstance(told["versions"], dict):
        raise TypeError("the order or the versions are none")
    plan = Plan(**{each.name: told[each.name] for each in fields(Plan)})
    if Path(plan.table).name != plan.table or plan.shards > min(plan.pictures, MOST_SHARDS):
        raise ValueError("the table's name, or too many shards")
    return plan

"""What an export in shards is asked to do, as a record and as the plain data of its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from viewer.batch.order import ExportOptions
from viewer.core.errors import UserError
from viewer.core.plain import from_plain, to_plain
from viewer.results.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardOrder:
    """All that the rows hang on: the options, where pictures were looked for, and the truth.

    Args:
        options: of each picture's explanation; figures and overlays are made where they say so.
        paths: of pictures and folders, absolute.
        truth: boxes or masks: a file, or a folder with one beside each picture.
        exact: keep maps as float32; else as float16 with a scale.
        hashed: note the hash of each picture's file in the plan.
    """

    options: ExportOptions
    paths: tuple[Path, ...] = ()
    truth: Path | None = None
    exact: bool = False
    hashed: bool = False

    @property
    def makes_files(self) -> bool:
        """Whether there are files for each picture beside the tables."""
        return self.options.figure or self.options.overlays


def order_data(order: ShardOrder) -> dict[str, Any]:
    """Return an order as plain data, without where it is written to."""
    placed = replace(order.options, out=Path())
    return to_plain(replace(order, options=placed))


def order_of(plan: Plan, folder: Path) -> ShardOrder:
    """Return the order that a plan tells, to be followed in a folder.

    Raises:
        UserError: it cannot be understood.
    """
    order = from_plain(ShardOrder, plan.order)
    return replace(order, options=replace(order.options, out=folder))


def check_same(differing: Sequence[str]) -> None:
    """Find what is otherwise than when the plan was made.

    Args:
        differing: names of what differs.

    Raises:
        UserError: something does: the folder holds another plan.
    """
    if differing:
        raise UserError(
            f"The folder holds the plan of another export: {', '.join(differing)} differ.",
            hint="Choose another folder for --out, or the same options.",
        )

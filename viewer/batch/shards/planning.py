"""Make the plan of an export in shards: list the pictures, open the model once, write it down."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from viewer.batch.checking import check_options
from viewer.batch.folder import make_folder
from viewer.batch.inputs import gather
from viewer.batch.shards.order import ShardOrder, check_same, order_data
from viewer.batch.shards.running import warn
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import stamp_of
from viewer.core.errors import UserError
from viewer.core.files.file_reading import hash_file
from viewer.core.models.supposed_names import supposition
from viewer.core.pictures.limits import limits
from viewer.figure.provenance import versions
from viewer.methods.third_party import every_method
from viewer.results.pictures import PlannedPicture, picture_table
from viewer.results.plan import (
    MOST_SHARDS,
    Plan,
    has_plan,
    order_differences,
    read_plan,
    table_of_pictures,
    write_plan,
)

PIECE = 50_000  # pictures that stand in memory as records
FIRST = (0,)  # page of a file
USUAL_SIZE = 500  # pictures of a shard, where nobody says


def plan_of(order: ShardOrder, *, shards: int | None = None, size: int | None = None) -> Plan:
    """Return the plan of a folder, which is made where there is none.

    Args:
        order: what is asked.
        shards: how many parts there shall be; None: as the size says.
        size: how many pictures a part shall have, at most.

    Raises:
        UserError: something is wrong with the order, or the folder holds another plan.
    """
    folder = order.options.out
    data = order_data(order)
    if has_plan(folder):
        plan = read_plan(folder)
        check_same([*order_differences(data, plan.order), *_other_shards(plan, shards, size)])
        return plan
    from viewer.batch.worker import Worker  # noqa: PLC0415 - a plan that is there needs no torch

    check_options(order.options, every_method()[0].table)
    folders = _folders(order)
    with closing(Worker(order.options)) as worker:
        info = _told(worker.info)
    table = picture_table(pieces_of(folders, order))
    name, digest, content = table_of_pictures(table)
    make_folder(folder)
    plan = Plan(
        order=data,
        model=info.weights_sha256,
        title=info.title,
        device=device_kind(info),
        versions=versions(),
        table=name,
        table_sha256=digest,
        pictures=table.num_rows,
        shards=_count(table.num_rows, shards, size),
    )
    found = write_plan(folder, plan, content)
    check_same(plan.differences(found))
    return found


def _told(info: ModelInfo) -> ModelInfo:
    """Say what is supposed of the model; return what is known of it."""
    if sentence := supposition(info):
        warn(sentence)
    return info


def check_here(plan: Plan, info: ModelInfo) -> None:
    """Find what is otherwise on this computer than where the plan was made.

    Raises:
        UserError: the model, the kind of device or a version differs.
    """
    here = versions()
    found = [f"{name} {here.get(name)}" for name in plan.versions if _differs(name, plan, here)]
    if info.weights_sha256 != plan.model:
        found.append("model")
    if device_kind(info) != plan.device:
        found.append(info.device)
    if found:
        raise UserError(
            f"This computer would compute otherwise than the plan: {', '.join(found)}.",
            hint="Let all computers have the same model, packages and kind of device.",
        )


def device_kind(info: ModelInfo) -> str:
    """Return “CPU”, “CUDA” or “MPS”; two computers with the same one give results alike."""
    return info.device.partition(" ")[0]


def _differs(name: str, plan: Plan, here: Mapping[str, str]) -> bool:
    """Tell whether a version hangs together with numbers; Python's does not."""
    return name != "python" and here.get(name) != plan.versions[name]


def _count(pictures: int, shards: int | None, size: int | None) -> int:
    """Return how many shards there are: no empty ones, and no more than are allowed."""
    wished = shards or -(-pictures // (size or USUAL_SIZE))
    return max(1, min(wished, pictures, MOST_SHARDS))


def _other_shards(plan: Plan, shards: int | None, size: int | None) -> list[str]:
    if not shards and not size:
        return []
    return [] if _count(plan.pictures, shards, size) == plan.shards else ["shards"]


def pieces_of(folders: Mapping[str, str], order: ShardOrder) -> Iterator[Sequence[PlannedPicture]]:
    """Yield all pages of all pictures, sorted, as they are now.

    Args:
        folders: of each picture, by its path.
        order: tells the pages, and whether files are hashed.
    """
    piece: list[PlannedPicture] = []
    for text in sorted(folders, key=_by_parts):
        piece += _pages(text, folders[text], order)
        if len(piece) >= PIECE:
            yield piece
            piece = []
    yield piece


def _folders(order: ShardOrder) -> Mapping[str, str]:
    """Return the folder of each picture, by its path, as they are met."""
    options = order.options
    return gather(order.paths, options.out, recursive=options.recursive, ordered=False).folders


def _by_parts(path: str) -> str:
    """Return what puts a folder's pictures together: there is no lesser letter than this one."""
    return path.replace(os.sep, "\0")


def _pages(text: str, folder: str, order: ShardOrder) -> list[PlannedPicture]:
    mtime_ns, size_bytes = stamp_of(text)
    digest = _hash(Path(text)) if order.hashed else ""
    pages = order.options.pages
    return [
        PlannedPicture(
            text=text,
            page=page,
            folder=folder,
            size_bytes=size_bytes,
            mtime_ns=mtime_ns,
            sha256=digest,
        )
        for page in (FIRST if pages.is_first else pages.of(Path(text)))
    ]


def _hash(path: Path) -> str:
    """Return the hash of a file; empty where it cannot be read, which its shard then tells."""
    try:
        return hash_file(path, most_bytes=limits().bytes)
    except UserError:
        return ""

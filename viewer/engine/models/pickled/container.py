"""The two containers that torch.save writes: a pickle, and raw bytes of weights beside it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from torch import Tensor

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.archive import Archive, root_of
from viewer.engine.models.pickled.machine import MAX_PICKLE_BYTES, parse
from viewer.engine.models.pickled.raw import read_span
from viewer.engine.models.pickled.storages import storage_of
from viewer.engine.models.pickled.stubs import Items, Parsed, pairs_of

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
LEGACY_PROTOCOL = 1001


@dataclass(frozen=True, slots=True)
class Container:
    """An opened file: its pickle, its size, and a way to its raw storages."""

    parsed: Parsed
    size: int
    read_storage: Callable[[str], Tensor]  # the bytes of a storage by its key, uint8


def open_zip(archive: Archive) -> Container:
    """Read the pickle of an archive; storages are read from the file when asked for.

    Raises:
        UserError: the file is damaged or built in a way that torch.save never builds.
    """
    root = root_of(archive)
    order = f"{root}byteorder"
    if order in archive.parts and archive.read(order) != b"little":
        raise refusals.unsupported("big-endian weights")
    description = archive.read(f"{root}data.pkl", limit=MAX_PICKLE_BYTES)

    def read_storage(key: str) -> Tensor:
        return archive.read_raw(f"{root}data/{key}")

    return Container(parse(io.BytesIO(description)), archive.size, read_storage)


def open_legacy(file: BinaryIO) -> Container:
    """Read five pickles in a row, then the storages: a count and raw bytes each.

    Raises:
        UserError: the file is damaged or built in a way that torch.save never builds.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    stream = io.BytesIO(file.read(MAX_PICKLE_BYTES))
    magic, protocol, system = (parse(stream).root for _ in range(3))
    if magic != LEGACY_MAGIC or protocol != LEGACY_PROTOCOL:
        raise refusals.damaged("Another magic number or protocol.")
    pairs = {key: value for key, value in pairs_of(system) or () if isinstance(key, str)}
    if pairs.get("little_endian", True) is not True:
        raise refusals.unsupported("big-endian weights")
    parsed = parse(stream)
    keys = parse(stream).root
    if not isinstance(keys, Items):
        raise refusals.damaged("The list of storages is no list.")
    places = _legacy_places(file, stream.tell(), size, keys, parsed)

    def read_storage(key: str) -> Tensor:
        if key not in places:
            raise refusals.damaged(f"The weights “{key}” are missing.")
        return read_span(file, *places[key])

    return Container(parsed, size, read_storage)


def _legacy_places(
    file: BinaryIO, start: int, size: int, keys: Items, parsed: Parsed
) -> dict[str, tuple[int, int]]:
    """Return where each storage starts and how many bytes it has."""
    widths: dict[str, int] = {}
    for outside in parsed.outside:
        storage = storage_of(outside)
        if storage is not None:
            widths.setdefault(storage.key, storage.dtype.itemsize)
    places: dict[str, tuple[int, int]] = {}
    for key in keys:
        if not isinstance(key, str) or key not in widths or key in places:
            raise refusals.damaged("The list of storages does not match the model.")
        file.seek(start)
        head = file.read(8)
        count = int.from_bytes(head, "little", signed=True)
        length = count * widths[key]
        if len(head) < 8 or count < 0 or start + 8 + length > size:
            raise refusals.damaged(f"The weights “{key}” are cut short.")
        places[key] = (start + 8, length)
        start += 8 + length
    return places

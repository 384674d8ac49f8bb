"""The two containers that torch.save writes: a pickle, and raw bytes of weights beside it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.kinds import LEGACY_MAGIC, Kind
from viewer.engine.models.pickled.machine import MAX_PICKLE_BYTES, parse
from viewer.engine.models.pickled.storages import storage_of
from viewer.engine.models.pickled.stubs import Items, Parsed, pairs_of

MAX_PARTS = 200_000
LEGACY_PROTOCOL = 1001
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Container:
    """An opened file: its pickle, its size, and a way to its raw storages."""

    parsed: Parsed
    size: int
    read_storage: Callable[[str], bytearray]  # the bytes of a storage by its key


def open_container(file: BinaryIO, kind: Kind) -> Container:
    """Read the pickle of a file; storages are read from the file when asked for.

    Raises:
        UserError: the file is damaged or built in a way that torch.save never builds.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return _open_zip(file, size) if kind == "zip" else _open_legacy(file, size)


def _open_zip(file: BinaryIO, size: int) -> Container:
    try:
        archive = zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise refusals.damaged(repr(error)[:300]) from error
    parts = _checked_parts(archive, size)
    root = _root(parts)
    if parts[f"{root}data.pkl"].file_size > MAX_PICKLE_BYTES:
        raise refusals.too_large("its description has more than 64 MB")
    if f"{root}byteorder" in parts and _read(archive, parts[f"{root}byteorder"]) != b"little":
        raise refusals.unsupported("big-endian weights")

    def read_storage(key: str) -> bytearray:
        part = parts.get(f"{root}data/{key}")
        if part is None:
            raise refusals.damaged(f"The weights “{key}” are missing.")
        return bytearray(_read(archive, part))

    description = _read(archive, parts[f"{root}data.pkl"])
    return Container(parse(io.BytesIO(description)), size, read_storage)


def _checked_parts(archive: zipfile.ZipFile, size: int) -> dict[str, zipfile.ZipInfo]:
    """Refuse compressed, encrypted, repeated and oversized parts before anything is read."""
    found = archive.infolist()
    if len(found) > MAX_PARTS:
        raise refusals.too_large("too many parts")
    parts = {part.filename: part for part in found}
    if len(parts) != len(found):
        raise refusals.unusual("Two parts have one name.")
    if any(part.compress_type != zipfile.ZIP_STORED or part.flag_bits & 1 for part in found):
        raise refusals.unusual("A part is compressed or encrypted.")
    if sum(part.file_size for part in found) > size:
        raise refusals.unusual("The parts are larger than the file.")
    return parts


def _root(parts: dict[str, zipfile.ZipInfo]) -> str:
    """Return the folder of the one ``data.pkl``; programs and other archives are named."""
    inner = [name.partition("/")[2] for name in parts]
    if any(name == "constants.pkl" or name.startswith(("code/", "models/")) for name in inner):
        raise UserError(
            "This is a TorchScript or torch.export program, and CamScope runs no code from files.",
            hint=refusals.SAVE_WEIGHTS,
        )
    if any(name.endswith(".data/extern_modules") for name in parts):
        raise refusals.not_a_model("a torch.package archive")
    roots = [n.removesuffix("data.pkl") for n in parts if re.fullmatch(r"[^/]+/data\.pkl", n)]
    if len(roots) != 1:
        raise refusals.not_a_model("an archive without a model's description")
    return roots[0]


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(part)
    except ZIP_DAMAGE as error:
        raise refusals.damaged(f"{part.filename[:80]}: {repr(error)[:200]}") from error


def _open_legacy(file: BinaryIO, size: int) -> Container:
    """Read five pickles in a row, then the storages: a count and raw bytes each."""
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

    def read_storage(key: str) -> bytearray:
        if key not in places:
            raise refusals.damaged(f"The weights “{key}” are missing.")
        start, length = places[key]
        file.seek(start)
        return bytearray(file.read(length))

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

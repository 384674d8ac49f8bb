"""Records as frames of bytes: how the window and the engine's process talk over a pipe.

A frame is two little-endian uint32 lengths, a JSON header and the raw bytes of its arrays. Nothing
in a frame can name code: the only records ever built are those of the modules that define a message
or a reply of the table of jobs, and of what these are made of.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from viewer.core.asks import concepts, evaluations, scores, target
from viewer.core.asks.jobs import JOBS, UNASKED
from viewer.core.files import own_code
from viewer.core.maps import geometry, methods, shapes
from viewer.core.models import model_setup
from viewer.core.pictures import drawn, strokes

# What messages and replies are made of; what a task resolves, says and draws is among them, and
# what the process of an evaluation is told and tells.
PARTS = (
    *(concepts, drawn, evaluations, geometry, methods, model_setup),
    *(own_code, scores, shapes, strokes, target),
)
TOLD = {kind for job in JOBS.values() for kind in (job.message, *job.replies)}.union(UNASKED)
MODULES = {*PARTS, *(sys.modules[kind.__module__] for kind in TOLD)}
LENGTHS = struct.Struct("<II")
RECORDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}


def pack(record: object) -> bytes:
    """Return the frame of one record.

    Raises:
        TypeError: the record holds something that does not travel.
    """
    arrays: list[bytes] = []
    header = json.dumps(_to_plain(record, arrays), separators=(",", ":")).encode("ascii")
    body = b"".join(arrays)
    return LENGTHS.pack(len(header), len(body)) + header + body


class Unpacker:
    """Turns a stream of bytes, arriving in any pieces, back into records."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """Take more bytes and yield every record that is now complete."""
        self._buffer += data
        while len(self._buffer) >= LENGTHS.size:
            header_length, body_length = LENGTHS.unpack_from(self._buffer)
            end = LENGTHS.size + header_length + body_length
            if len(self._buffer) < end:
                return
            header = bytes(self._buffer[LENGTHS.size : LENGTHS.size + header_length])
            body = bytes(self._buffer[LENGTHS.size + header_length : end])
            del self._buffer[:end]
            yield _from_plain(json.loads(header), body)


def _to_plain(value: object, arrays: list[bytes]) -> object:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return [_to_plain(item, arrays) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Path):
        return {"~": "Path", "text": str(value)}
    if isinstance(value, np.ndarray):
        array = cast("NDArray[np.float32]", value)
        start = sum(map(len, arrays))
        arrays.append(np.ascontiguousarray(array, dtype="<f4").tobytes())
        return {"~": "array", "start": start, "shape": list(array.shape)}
    if type(value).__name__ in RECORDS and dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        plain = {item.name: _to_plain(getattr(value, item.name), arrays) for item in fields}
        return {"~": type(value).__name__, **plain}
    raise TypeError(f"{type(value).__name__} does not travel over the pipe")


def _from_plain(value: Any, body: bytes) -> Any:
    if isinstance(value, list):
        return tuple(_from_plain(item, body) for item in cast("list[Any]", value))
    if not isinstance(value, dict):
        return value
    plain = cast("dict[str, Any]", value)
    kind: str = plain.pop("~")
    if kind == "Path":
        return Path(plain["text"])
    if kind == "array":
        count = int(np.prod(plain["shape"], dtype=np.int64))
        flat = np.frombuffer(body, dtype="<f4", count=count, offset=plain["start"])
        return flat.reshape(plain["shape"])
    return RECORDS[kind](**{name: _from_plain(item, body) for name, item in plain.items()})

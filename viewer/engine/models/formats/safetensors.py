"""Files of .safetensors: a header in JSON, then raw numbers, read from bytes in memory."""

from __future__ import annotations

import struct
from typing import BinaryIO

from torch import Tensor

from viewer.core.bounds import MOST_TENSORS
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.payload import Payload
from viewer.engine.models.zoo.metadata import LENGTH, MAX_BYTES, header_names

LONGEST_HEADER = 100_000_000  # bytes


def sniff(head: bytes, size: int) -> bool:
    """Tell whether it starts with its header's length and a brace."""
    if len(head) < 9 or head[8:9] != b"{":
        return False
    (length,) = struct.unpack_from("<Q", head)
    return 2 <= length <= min(size - 8, LONGEST_HEADER)


def read(file: BinaryIO, _weights: str = "") -> Payload:
    """Read the tensors, and the names of classes where the header has some."""
    data = file.read()
    return Payload(tensors=_load(data), class_names=header_names(data[:MAX_BYTES]))


def _load(data: bytes) -> dict[str, Tensor]:
    """Load a safetensors file from its bytes; a memory map would die with a truncated file."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only for such files
    from safetensors.torch import load  # noqa: PLC0415

    end = LENGTH.size + int.from_bytes(data[: LENGTH.size], "little")
    if data.count(b'"data_offsets"', 0, end) > MOST_TENSORS:
        raise refusals.too_large(f"more than {MOST_TENSORS:,} weights")
    try:
        return load(data)
    except (SafetensorError, KeyError, ValueError) as error:
        raise refusals.damaged(str(error)) from error

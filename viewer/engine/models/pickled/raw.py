"""Raw bytes of a file, read once, straight into the memory that the weights then stay in.

A file is never mapped into memory: one that is cut short or written over while its model is open
would end the process, or change the model. Reading costs little more, for all weights are needed
at once, and no second copy of them is ever held.
"""

from __future__ import annotations

from typing import BinaryIO, Protocol

import torch
from torch import Tensor

CHUNK_BYTES = 1 << 18  # small enough to stay in the processor's cache on its way


class Stream(Protocol):
    """What bytes can be read from, in order."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""
        ...


def read_part(stream: Stream, length: int) -> Tensor:
    """Read all of a stream that checks what it reads, such as a part of a zip archive.

    Returns:
        (length,) uint8, aligned as torch's own memory: sums over other memory may differ in the
        last bit.

    Raises:
        ValueError: it has another length.
    """
    own = torch.empty(length, dtype=torch.uint8)
    place, done = own.numpy().data, 0
    while data := stream.read(CHUNK_BYTES):
        place[done : done + len(data)] = data
        done += len(data)
    if done != length:
        raise ValueError(f"{done} bytes instead of {length}")
    return own


def read_span(file: BinaryIO, start: int, length: int) -> Tensor:
    """Read some bytes of a file.

    Returns:
        uint8, as many as there are up to ``length``, aligned as torch's own memory.
    """
    own = torch.empty(length, dtype=torch.uint8)
    place, done = own.numpy().data, 0
    file.seek(start)
    while done < length and (count := file.readinto(place[done:])):  # type: ignore[attr-defined]
        done += count
    return own[:done].clone() if done < length else own

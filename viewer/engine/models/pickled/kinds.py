"""Tell a file's kind by its first bytes, never by its name."""

from __future__ import annotations

import struct
from typing import BinaryIO, Literal

from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals

Kind = Literal["zip", "legacy", "safetensors"]
LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
LEGACY_START = b"\x8a\x0a" + LEGACY_MAGIC.to_bytes(10, "little")  # LONG1 after the protocol
OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes"),
    (4, b"TFL3", "a TensorFlow Lite model"),
    (0, b"version https://git-lfs", "a Git LFS placeholder without the content"),
    (0, b"\x89PNG\r\n\x1a\n", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x1f\x8b", "a compressed file"),
    (0, b"%PDF", "a PDF document"),
)


def kind_of(file: BinaryIO) -> Kind:
    """Return the kind of a file of a model; the file's position is its start again.

    Raises:
        UserError: it is another kind of file; the sentence names it.
    """
    head = file.read(512)
    size = file.seek(0, 2)
    file.seek(0)
    if head[:2] == b"PK":
        return "zip"
    if head[:1] == b"\x80" and LEGACY_START in head[:32]:
        return "legacy"
    if _is_safetensors(head, size):
        return "safetensors"
    raise _other(head)


def _is_safetensors(head: bytes, size: int) -> bool:
    """A safetensors file starts with its header's length and a brace."""
    if len(head) < 9 or head[8:9] != b"{":
        return False
    (length,) = struct.unpack_from("<Q", head)
    return 2 <= length <= min(size - 8, 100_000_000)


def _other(head: bytes) -> UserError:
    """Name another kind of file."""
    for offset, start, what in OTHERS:
        if head[offset : offset + len(start)] == start:
            return refusals.not_a_model(what)
    if head.lstrip()[:1] == b"<":
        return refusals.not_a_model("a web page", "Download the file itself.")
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05" and len(head) > 16:
        return refusals.not_a_model("a plain Python pickle", "Write it with torch.save.")
    if b"onnx" in head[:400] or (head[:1] == b"\x08" and b"pytorch" in head[:200]):
        return refusals.not_a_model("an ONNX model")
    return refusals.damaged("Its first bytes are those of no known kind of file.")

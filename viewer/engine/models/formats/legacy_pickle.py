"""What torch.save wrote before it wrote ZIP archives: a row of pickles, then the weights."""

from __future__ import annotations

from typing import BinaryIO

from viewer.engine.models.pickled.container import LEGACY_MAGIC, open_legacy
from viewer.engine.models.pickled.payload import Payload, open_payload

START = b"\x8a\x0a" + LEGACY_MAGIC.to_bytes(10, "little")  # LONG1 after the protocol


def sniff(head: bytes, _size: int) -> bool:
    """Tell whether it is a pickle that begins with torch's number."""
    return head[:1] == b"\x80" and START in head[:32]


def read(file: BinaryIO, weights: str = "") -> Payload:
    """Read the pickles as data, and build what they describe."""
    return open_payload(open_legacy(file), weights)

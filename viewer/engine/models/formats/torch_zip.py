"""ZIP archives of torch: what torch.save writes, TorchScript and exported programs."""

from __future__ import annotations

from typing import BinaryIO

from viewer.engine.models.pickled.archive import holding, open_archive
from viewer.engine.models.pickled.container import open_zip
from viewer.engine.models.pickled.payload import Payload, open_payload
from viewer.engine.models.pickled.programs import program_weights


def sniff(head: bytes, _size: int) -> bool:
    """Tell whether it is a ZIP archive."""
    return head[:2] == b"PK"


def read(file: BinaryIO, weights: str = "") -> Payload:
    """Read what torch.save has written; of a program the weights alone."""
    archive = open_archive(file)
    held = holding(archive)
    if held == "model":
        return open_payload(open_zip(archive), weights)
    return program_weights(archive, held)

"""One module for each format of a model's file: how it begins, and how it is read as data."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, Protocol, cast

from viewer.core.models import model_formats
from viewer.engine.models.pickled.payload import Payload


class FormatReader(Protocol):
    """What a format's module has."""

    def sniff(self, head: bytes, size: int) -> bool:
        """Tell whether a file is of the format.

        Args:
            head: the file's first bytes, at most 4096.
            size: of the whole file in bytes.
        """
        ...

    def read(self, file: BinaryIO, weights: str = "") -> Payload:
        """Read the file from its start; nothing that it says is run.

        Args:
            file: of the format.
            weights: which of several sets of weights is wished, where the format may hold some.

        Raises:
            UserError: it is damaged, or holds what is not opened; the sentence says which.
        """
        ...


def readers() -> tuple[FormatReader, ...]:
    """Return the readers of all formats, in the order of their rows."""
    modules = [import_module(row.module) for row in model_formats.MODEL_FORMATS]
    return tuple(cast("FormatReader", module) for module in modules)

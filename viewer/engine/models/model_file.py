"""Read a user's file of a model or of weights as data: nothing that the file says is ever run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.container import open_container
from viewer.engine.models.pickled.kinds import kind_of
from viewer.engine.models.pickled.payload import open_payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds: a whole network, or tensors by name."""

    module: nn.Module | None
    tensors: dict[str, Tensor] | None  # of a state dict, as they are named in the file
    notes: tuple[str, ...]  # sentences for the user
    sha256: str


def read_model_file(path: Path) -> Contents:
    """Read a file that torch.save has written, or a .safetensors file.

    Raises:
        UserError: it cannot be read, is damaged, is something else, or needs code of its own.
    """
    try:
        if path.exists() and not path.is_file():  # reading a pipe would never end
            raise IsADirectoryError(f"{path} is not a regular file")
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            module, tensors, notes = _read(file)
    except FileNotFoundError as error:
        raise UserError(f"There is no file “{path}”.", hint="Check the path.") from error
    except OSError as error:
        raise UserError(
            f"“{path.name}” cannot be read.",
            hint="Check that it is a file you may read.",
            detail=str(error),
        ) from error
    return Contents(
        module=module,
        tensors=tensors if module is None else None,
        notes=tuple(notes),
        sha256=sha256,
    )


def _read(file: BinaryIO) -> tuple[nn.Module | None, dict[str, Tensor], list[str]]:
    """Read a file with the reader that its first bytes ask for."""
    kind = kind_of(file)
    if kind == "safetensors":
        return None, _read_safetensors(file), []
    return open_payload(open_container(file, kind))


def _read_safetensors(file: BinaryIO) -> dict[str, Tensor]:
    """Load a safetensors file from its bytes; a memory map would die with a truncated file."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only for such files
    from safetensors.torch import load  # noqa: PLC0415

    try:
        return load(file.read())
    except (SafetensorError, KeyError, ValueError) as error:
        raise refusals.damaged(str(error)) from error

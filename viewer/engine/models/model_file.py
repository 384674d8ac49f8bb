"""Read a user's file of a model or of weights as data: nothing that the file says is ever run."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from torch import Tensor, nn

from viewer.core.bounds import MOST_TENSORS
from viewer.core.errors import UserError
from viewer.core.file_reading import open_file, unchanging
from viewer.core.foreign_text import shown_path
from viewer.engine.models.metadata import LENGTH, MAX_BYTES, header_names
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.archive import holding, open_archive
from viewer.engine.models.pickled.container import open_legacy, open_zip
from viewer.engine.models.pickled.kinds import kind_of
from viewer.engine.models.pickled.payload import Payload, open_payload
from viewer.engine.models.pickled.programs import program_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds: a whole network, or tensors by name."""

    payload: Payload
    sha256: str

    @property
    def module(self) -> nn.Module | None:
        """The network, if the file holds one that can be built from it alone."""
        return self.payload.module

    @property
    def tensors(self) -> dict[str, Tensor] | None:
        """The tensors as they are named in the file, if there is no network."""
        return self.payload.tensors

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the user."""
        return self.payload.notes


def read_model_file(path: Path) -> Contents:
    """Read a file that torch.save has written, or a .safetensors file.

    Raises:
        UserError: it cannot be read, is damaged, is something else, or needs code of its own.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        raise _folder(path)
    if not os.path.lexists(path):
        raise UserError(f"There is no file “{shown_path(path)}”.", hint="Check the path.")
    with open_file(path) as raw, unchanging(raw):
        file = io.BufferedReader(raw)  # pyright: ignore[reportArgumentType] - it is a FileIO
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        payload = _read(file)
    return Contents(payload=payload, sha256=sha256)


def _folder(path: Path) -> UserError:
    """Refuse a folder; some kinds of models are folders."""
    if (path / "saved_model.pb").exists():
        what, hint = "a TensorFlow SavedModel", "Open the PyTorch model that it was made from."
    elif (path / "config.json").exists():
        what = "a folder of a model"
        hint = "Open the file with the weights inside it, such as model.safetensors."
    else:
        what, hint = "a folder", "Open the model's file inside it."
    return refusals.not_a_model(what, hint)


def _read(file: BinaryIO) -> Payload:
    """Read a file with the reader that its first bytes ask for."""
    try:
        return _read_kind(kind_of(file), file)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise refusals.damaged("A place before the file's beginning.") from error


def _read_kind(kind: str, file: BinaryIO) -> Payload:
    if kind == "safetensors":
        data = file.read()
        return Payload(tensors=_load(data), class_names=header_names(data[:MAX_BYTES]))
    if kind == "legacy":
        return open_payload(open_legacy(file))
    archive = open_archive(file)
    held = holding(archive)
    return open_payload(open_zip(archive)) if held == "model" else program_weights(archive, held)


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

"""Read a user's file of a model or of weights as data: nothing that the file says is ever run."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.files.file_reading import open_file, unchanging
from viewer.core.files.shards import joined, shards_of
from viewer.core.foreign_text import shown_path
from viewer.engine.models.formats import readers
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.kinds import HEAD, other_kind
from viewer.engine.models.pickled.payload import Payload
from viewer.engine.models.pickled.weight_sets import pick, unknown

readers()  # imports them now: no code is loaded while a file is read


# Files of weights in folders as transformers and OpenCLIP save them, the safer ones first.
WEIGHTS = (
    "model.safetensors",
    "model.safetensors.index.json",
    "open_clip_model.safetensors",
    "pytorch_model.bin",
    "open_clip_pytorch_model.bin",
)


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
        return (*self.payload.notes, *self.payload.sets.notes)


def weights_in(path: Path) -> Path:
    """Return the file with the weights where a path is the folder of a model; else the path."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        return path
    found = [path / name for name in WEIGHTS if os.path.lexists(path / name)]
    return found[0] if found else path


def read_model_file(path: Path, wished: Callable[[str], str] = lambda _: "") -> Contents:
    """Read a file that torch.save has written, or a .safetensors file.

    Args:
        path: the file.
        wished: from the file's SHA-256 to the set of weights that the user wishes of several.

    Raises:
        UserError: it cannot be read, is damaged, is something else, or needs code of its own.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
        raise _folder(path)
    if not os.path.lexists(path):
        raise UserError(f"There is no file “{shown_path(path)}”.", hint="Check the path.")
    shards = shards_of(path)
    contents = _joined(shards) if shards else _contents(path, wished)
    return _picked(contents, wished(contents.sha256))


def _picked(contents: Contents, wish: str) -> Contents:
    """Take one of the sets of weights that tensors by name may be.

    Raises:
        UserError: there is no such set.
    """
    payload = contents.payload
    if payload.tensors is not None and payload.sketch is None and not payload.sets.names:
        tensors, sets = pick(payload.tensors, wish)
        payload = replace(payload, tensors=tensors, sets=sets)
    if wish and not payload.sets.names:
        raise unknown(wish, ())
    return replace(contents, payload=payload)


def _contents(path: Path, wished: Callable[[str], str]) -> Contents:
    """Read one file; the sets of weights that it keeps by name are not told apart yet."""
    with open_file(path) as raw, unchanging(raw):
        file = io.BufferedReader(raw)  # pyright: ignore[reportArgumentType] - it is a FileIO
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return Contents(payload=_read(file, wished(sha256)), sha256=sha256)


def _joined(shards: tuple[Path, ...]) -> Contents:
    """Read the weights of several files as those of one."""
    tensors: dict[str, Tensor] = {}
    hashes, first = list[str](), Payload()
    for number, path in enumerate(shards):
        contents = _contents(path, lambda _: "")
        found = contents.tensors or {}
        if not found or found.keys() & tensors.keys():
            raise UserError(
                f"“{shown_path(path.name)}” is no part of these weights.",
                hint="Copy or download all of them again.",
            )
        tensors |= found
        hashes.append(contents.sha256)
        first = contents.payload if not number else first
    note = f"The weights were read from {len(shards)} files."
    payload = replace(first, tensors=tensors, notes=(*first.notes, note))
    return Contents(payload=payload, sha256=joined(hashes))


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


def _read(file: BinaryIO, weights: str) -> Payload:
    """Read a file with the reader that its first bytes ask for."""
    try:
        head = file.read(HEAD)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        for reader in readers():
            if reader.sniff(head, size):
                return reader.read(file, weights)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise refusals.damaged("A place before the file's beginning.") from error
    raise other_kind(head, size)

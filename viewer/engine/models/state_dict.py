"""Read a file of weights as data only: nothing that the file says is ever run."""

from __future__ import annotations

import hashlib
import pickle
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import torch
from torch import Tensor

from viewer.core.errors import UserError

WRAPPERS = ("state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights")
PREFIXES = ("module.", "_orig_mod.", "model.", "net.")  # DataParallel, torch.compile, wrappers
SAVE_HINT = "Save model.state_dict() with torch.save, and open that file with --arch NAME."


@dataclass(frozen=True, slots=True)
class Weights:
    """The tensors of a file by name, and the file's SHA-256."""

    tensors: dict[str, Tensor]
    sha256: str


def read_weights(path: Path) -> Weights:
    """Read a state dict from a .pth, .pt or .safetensors file.

    The dictionary may be wrapped (``{"state_dict": …}``) and its names prefixed (``module.``).

    Raises:
        UserError: the file cannot be read, is damaged, or holds more than weights.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            loaded = _load(file, path)
    except FileNotFoundError as error:
        raise UserError(f"There is no file “{path}”.", hint="Check the path.") from error
    except OSError as error:
        raise UserError(
            f"“{path.name}” cannot be read.",
            hint="Check that it is a file you may read.",
            detail=str(error),
        ) from error
    return Weights(_without_prefix(_unwrap(loaded, path)), sha256)


def _load(file: IO[bytes], path: Path) -> Any:
    """Load tensors with the reader that the first bytes ask for."""
    head = file.read(16)
    file.seek(0)
    if head[8:9] == b"{":
        return _load_safetensors(file, path)
    if head[:2] == b"PK":
        _refuse_programs(file, path)
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if "GLOBAL" in str(error) or "global" in str(error):
            raise _more_than_weights(path, str(error)) from error
        raise _damaged(path, str(error)) from error
    except (RuntimeError, EOFError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise _damaged(path, str(error)) from error


def _load_safetensors(file: IO[bytes], path: Path) -> dict[str, Tensor]:
    """Load a safetensors file from its bytes; a memory map would die with a truncated file."""
    from safetensors import SafetensorError  # noqa: PLC0415 - only for such files
    from safetensors.torch import load  # noqa: PLC0415

    try:
        return load(file.read())
    except (SafetensorError, KeyError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def _refuse_programs(file: IO[bytes], path: Path) -> None:
    """Refuse archives that hold a program (TorchScript, torch.export) rather than weights."""
    try:
        names = zipfile.ZipFile(file).namelist()
    except zipfile.BadZipFile as error:
        raise _damaged(path, str(error)) from error
    finally:
        file.seek(0)
    endings = tuple(name.partition("/")[2] for name in names)
    if any(name == "constants.pkl" or name.startswith(("code/", "models/")) for name in endings):
        raise _more_than_weights(path, "The archive holds a TorchScript or torch.export program.")


def _unwrap(loaded: Any, path: Path) -> dict[str, Tensor]:
    """Return the dictionary of tensors inside a checkpoint."""
    if isinstance(loaded, Mapping):
        if loaded and all(isinstance(value, Tensor) for value in loaded.values()):
            return {str(name): value for name, value in loaded.items()}
        for key in WRAPPERS:
            if isinstance(loaded.get(key), Mapping):
                return _unwrap(loaded[key], path)
    raise UserError(f"“{path.name}” holds no state dict.", hint=SAVE_HINT)


def _without_prefix(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Drop a prefix that all names share, such as the ``module.`` of DataParallel."""
    for prefix in PREFIXES:
        if all(name.startswith(prefix) for name in tensors):
            return _without_prefix({name.removeprefix(prefix): t for name, t in tensors.items()})
    return tensors


def _more_than_weights(path: Path, detail: str) -> UserError:
    return UserError(
        f"“{path.name}” holds a whole program, not only weights, and CamScope runs no code from"
        " files.",
        hint=SAVE_HINT,
        detail=detail,
    )


def _damaged(path: Path, detail: str) -> UserError:
    return UserError(
        f"“{path.name}” is damaged, or not a file of PyTorch weights.",
        hint="Copy it again from where it came.",
        detail=detail,
    )

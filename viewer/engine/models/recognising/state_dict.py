"""Weights by name, taken from any file that holds them, without the prefixes of wrappers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from viewer.core.errors import UserError
from viewer.engine.models.users.model_file import Contents, read_model_file

PREFIXES = ("module.", "_orig_mod.", "model.", "net.")  # DataParallel, torch.compile, wrappers


@dataclass(frozen=True, slots=True)
class Weights:
    """The tensors of a file by name, and the file's SHA-256."""

    tensors: dict[str, Tensor]
    sha256: str
    notes: tuple[str, ...] = ()  # sentences for the user


def read_weights(path: Path) -> Weights:
    """Read the weights in a .pth, .pt or .safetensors file.

    The dictionary may be wrapped (``{"state_dict": …}``) and its names prefixed (``module.``).

    Raises:
        UserError: the file cannot be read, is damaged, or holds no weights.
    """
    return weights_of(read_model_file(path))


def weights_of(contents: Contents) -> Weights:
    """Return the weights of a file, also those of a whole network.

    Raises:
        UserError: there are none.
    """
    tensors = contents.tensors if contents.module is None else contents.module.state_dict()
    if not tensors:
        raise UserError(
            "The file holds no weights.", hint="Save model.state_dict() with torch.save."
        )
    return Weights(_without_prefix(dict(tensors)), contents.sha256, contents.notes)


def _without_prefix(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Drop a prefix that all names share, such as the ``module.`` of DataParallel."""
    for prefix in PREFIXES:
        if all(name.startswith(prefix) for name in tensors):
            return _without_prefix({name.removeprefix(prefix): t for name, t in tensors.items()})
    return tensors

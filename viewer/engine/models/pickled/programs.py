"""The weights of exported programs, read as data: no program of a file is ever loaded or run.

``torch.jit.load`` and ``torch.export.load`` run what a file says. Its weights lie beside the
program: as tensors in the attributes of a TorchScript archive's objects, and as raw parts, with a
list in JSON, in an archive of torch.export.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor

from viewer.core.bounds import MOST_TENSORS
from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.archive import EARLY_EXPORT, Archive, Holding, open_archive
from viewer.engine.models.pickled.container import Container, open_zip
from viewer.engine.models.pickled.machine import MAX_PICKLE_BYTES
from viewer.engine.models.pickled.payload import Payload, open_payload
from viewer.engine.models.pickled.storages import DTYPES
from viewer.engine.models.pickled.stubs import Made, Name, Outside, Pairs, Parsed
from viewer.engine.models.pickled.tensors import Tensors, is_tensor

CONFIG = "data/weights/model_weights_config.json"
MAX_DEPTH = 100
# The numbers that torch.export has for number types, as names of storages.
NUMBERS = {
    1: "Byte",
    2: "Char",
    3: "Short",
    4: "Int",
    5: "Long",
    6: "Half",
    7: "Float",
    8: "Double",
    12: "Bool",
    13: "BFloat16",
}
JSON_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class ExportedWeight:
    """One weight in an archive of torch.export."""

    entry: str
    part: str
    storage: str
    count: int
    layout: tuple[Any, tuple[Any, ...], tuple[Any, ...]]  # offset, sizes, strides

    def node(self, key: str) -> Made:
        """Describe the weight as a pickle would, so that the same checks hold for it."""
        place = Outside(("storage", Name("torch", self.storage), key, "cpu", self.count))
        return Made("call", Name("torch._utils", "_rebuild_tensor_v2"), (place, *self.layout))


def program_weights(archive: Archive, held: Holding) -> Payload:
    """Return the weights that an archive holds beside a program.

    Raises:
        UserError: there are none, or they are damaged.
    """
    if held == "early torch.export":  # up to PyTorch 2.7, with a file of torch.save inside
        inner = io.BytesIO(archive.read(EARLY_EXPORT))
        return replace(open_payload(open_zip(open_archive(inner))), program="torch.export")
    tensors = _exported(archive) if held == "torch.export" else _scripted(open_zip(archive))
    if not tensors:
        raise UserError(
            f"This is a {held} program without weights of its own, and CamScope runs no code from"
            " files.",
            hint=refusals.SAVE_WEIGHTS,
        )
    return Payload(tensors=tensors, program=held)


def _scripted(container: Container) -> dict[str, Tensor]:
    """Return the tensors of a TorchScript archive by the paths of its objects' attributes."""
    tensors = Tensors(container)
    found: dict[str, Made] = {}
    for count, (path, node) in enumerate(_attributes(container.parsed.root, "", 0)):
        if count >= MOST_TENSORS:
            raise refusals.too_large(f"more than {MOST_TENSORS:,} weights")
        found[path] = node
    return {path: tensors.build(node).detach() for path, node in found.items()}


def _attributes(node: Any, path: str, depth: int) -> Iterator[tuple[str, Made]]:
    """Yield the tensors in an object and in all below it."""
    if depth > MAX_DEPTH or not isinstance(node, Made) or not isinstance(node.state, Pairs):
        return
    for key, value in node.state:
        if isinstance(key, str) and isinstance(value, Made):
            below = f"{path}.{key}" if path else key
            if is_tensor(value):
                yield below, value
            else:
                yield from _attributes(value, below, depth + 1)


def _exported(archive: Archive) -> dict[str, Tensor]:
    """Return the tensors that the list of weights describes."""
    name = next((part for part in archive.parts if part.endswith(f"/{CONFIG}")), "")
    folder = name.removesuffix(CONFIG.rpartition("/")[2])
    text = archive.read(name, limit=MAX_PICKLE_BYTES)
    try:
        config = json.loads(text)["config"]
        if len(config) > MOST_TENSORS:
            raise refusals.too_large(f"more than {MOST_TENSORS:,} weights")
        rows = [_row(str(key), entry, folder, archive) for key, entry in config.items()]
    except JSON_DAMAGE as error:
        raise refusals.damaged(repr(error)[:300]) from error
    parts = {str(number): row.part for number, row in enumerate(rows)}
    empty = Parsed(None, (), ())
    raw = Container(empty, archive.size, lambda key: archive.read_raw(parts[key]))
    tensors = Tensors(raw)
    return {row.entry: tensors.build(row.node(str(n))) for n, row in enumerate(rows)}


def _row(entry: str, said: dict[str, Any], folder: str, archive: Archive) -> ExportedWeight:
    """Read the line of one weight."""
    if said["use_pickle"] is not False:
        raise refusals.unusual("A weight is a pickle.")
    part, meta = f"{folder}{said['path_name']}", said["tensor_meta"]
    storage = f"{NUMBERS.get(meta['dtype'], '')}Storage"
    if storage not in DTYPES:
        raise refusals.unsupported(f"weights of the type {str(meta['dtype'])[:20]}")
    sizes, strides = (tuple(side["as_int"] for side in meta[k]) for k in ("sizes", "strides"))
    if part not in archive.parts:
        raise refusals.damaged(f"The weights “{part[:80]}” are missing.")
    count = archive.parts[part].file_size // DTYPES[storage].itemsize
    return ExportedWeight(
        entry, part, storage, count, (meta["storage_offset"]["as_int"], sizes, strides)
    )

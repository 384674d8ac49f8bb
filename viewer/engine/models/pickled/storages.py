"""Storages as a pickle refers to them: a key, a number type and a length, never a device."""

from __future__ import annotations

import re
from dataclasses import dataclass

import torch

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.stubs import Name, Outside, is_text, name_of, summary

DTYPES = {
    "FloatStorage": torch.float32,
    "DoubleStorage": torch.float64,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
    "UntypedStorage": torch.uint8,
    "ComplexFloatStorage": torch.complex64,
    "ComplexDoubleStorage": torch.complex128,
}
STORAGE_MODULES = ("torch", "torch.cuda", "torch.storage")


@dataclass(frozen=True, slots=True)
class StorageRef:
    """One storage of the file."""

    dtype: torch.dtype
    key: str
    count: int


def storage_of(outside: Outside) -> StorageRef | None:
    """Read ``("storage", torch.FloatStorage, key, device, count)``; None for a class.

    Raises:
        UserError: the reference is of another form.
    """
    reference = outside.reference
    if name_of(outside) is not None:
        return None
    if not (
        isinstance(reference, tuple)
        and len(reference) in (5, 6)
        and is_text(reference[0], "storage")
        and (len(reference) == 5 or reference[5] is None)
    ):
        raise refusals.unusual("A reference that is no storage.")
    _, kind, key, _, count = reference[:5]
    if not isinstance(kind, Name) or kind.module not in STORAGE_MODULES:
        raise refusals.unusual(f"A storage of the type {summary(kind)}.")
    if kind.name not in DTYPES:
        raise refusals.unsupported(f"weights of the type {summary(kind)}")
    if not (isinstance(key, str) and re.fullmatch(r"[0-9]{1,20}", key)):
        raise refusals.unusual("A storage with an odd key.")
    if type(count) is not int or not 0 <= count < 1 << 48:
        raise refusals.unusual("A storage with an odd length.")
    return StorageRef(DTYPES[kind.name], key, count)

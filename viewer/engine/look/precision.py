"""In which precision a model computes: float32, or half of it where the user prefers speed."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext

import torch

VARIABLE = "CAMSCOPE_HALF"  # "1": set by --half and by the options, read before every pass
FULL = "float32"


def precision_name(device: torch.device) -> str:
    """Return how a model computes on a device now: "float32", "bfloat16" or "float16"."""
    return str(_half_of(device)).removeprefix("torch.") if _is_half() else FULL


def device_words(device: torch.device) -> str:
    """Return what the status bar calls a device: its name, and its precision if that is less."""
    kinds = {"cpu": "CPU", "mps": "Apple GPU"}
    name = kinds.get(device.type) or torch.cuda.get_device_name(device)
    precision = precision_name(device)
    return name if precision == FULL else f"{name} · {precision}"


def whole_float32() -> None:
    """Let NVIDIA's convolutions compute in float32 where they would silently round to 10 bits.

    With TF32, torch's own choice for them, maps of a GPU differ from those of the CPU.
    """
    torch.backends.cudnn.allow_tf32 = False


def half_where_wanted(device: torch.device) -> AbstractContextManager[object]:
    """Give a context in which passes run in half precision, if the user wants it.

    Weights stay float32; torch chooses the operations that are safe in half of it. bfloat16 has the
    range of float32, so that small gradients do not vanish; a GPU without it takes float16.
    """
    if not _is_half():
        return nullcontext()
    return torch.autocast(device.type, dtype=_half_of(device))


def _is_half() -> bool:
    return os.environ.get(VARIABLE) == "1"


def _half_of(device: torch.device) -> torch.dtype:
    old_gpu = device.type == "cuda" and not torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.float16 if old_gpu else torch.bfloat16

"""Which device computes: the best there is, or the one that was asked for."""

from __future__ import annotations

import logging
import os

import torch

from viewer.core.errors import UserError

VARIABLE = "CAMSCOPE_DEVICE"  # set by --device and by the options, read where an engine is made
_WANTING = ("out of memory", "allocate memory", "not enough memory", "ALLOC_FAILED", "ALLOCATION_F")
ROOM_BYTES = 4 << 30  # of a GPU: VGG-16 takes 2.6 GB for 32 pictures of 224 px

log = logging.getLogger(__name__)


def choose_device(name: str = "auto") -> torch.device:
    """Return a device that can be used; "auto" is what the environment says, else the best.

    Raises:
        UserError: there is no such device here.
    """
    if name == "auto":
        name = os.environ.get(VARIABLE, "auto")
    if name == "auto":
        return torch.device(next(kind for kind in ("cuda", "mps", "cpu") if computes(kind)))
    if not computes(name):
        raise UserError(
            f"There is no device “{name}” that torch can use here.",
            hint="Choose auto or cpu; a GPU needs a build of torch made for it.",
        )
    return torch.device(name)


def computes(name: str) -> bool:
    """Tell whether torch computes on a device; it may list a GPU that it has no code for."""
    kind = name.partition(":")[0]
    if kind == "cpu":
        return True
    there = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}
    if kind not in there or not there[kind]():
        return False
    try:
        return torch.ones(2, device=name).sum().item() == 2
    except (RuntimeError, AssertionError):
        log.warning("%s is there, and torch cannot use it", name, exc_info=True)
        return False


def wants_memory(error: BaseException) -> bool:
    """Tell whether it was for want of memory that torch or NumPy failed.

    Only some devices and libraries raise a class of their own then; the others say so.
    """
    told = str(error)
    return isinstance(error, (MemoryError, torch.OutOfMemoryError)) or (
        isinstance(error, RuntimeError) and any(words in told for words in _WANTING)
    )


def has_room(device: torch.device) -> bool:
    """Tell whether this is an NVIDIA GPU with much memory free."""
    return device.type == "cuda" and torch.cuda.mem_get_info(device)[0] >= ROOM_BYTES


def give_memory_back(device: torch.device) -> None:
    """Let other programs have the memory of a GPU that torch keeps for later."""
    if device.type != "cpu":
        torch.get_device_module(device).empty_cache()

"""Which device computes: the best there is, or the one that was asked for."""

from __future__ import annotations

import os

import torch

from viewer.core.errors import UserError

VARIABLE = "CAMSCOPE_DEVICE"  # set by --device and by the options, read where an engine is made


def choose_device(name: str = "auto") -> torch.device:
    """Return a device that can be used; "auto" is what the environment says, else the best.

    Raises:
        UserError: there is no such device here.
    """
    if name == "auto":
        name = os.environ.get(VARIABLE, "auto")
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": _has_mps()}
    if name == "auto":
        return torch.device(next(kind for kind in ("cuda", "mps", "cpu") if there[kind]))
    if not there.get(name.partition(":")[0], False):
        raise UserError(
            f"There is no device “{name}” that torch can use here.",
            hint="Choose auto or cpu; a GPU needs a build of torch made for it.",
        )
    return torch.device(name)


def _has_mps() -> bool:
    return torch.backends.mps.is_available()

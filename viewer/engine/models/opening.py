"""Open a model by its reference, and make it ready to be explained."""

from __future__ import annotations

from dataclasses import replace

import torch

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.ready import make_ready, printed
from viewer.engine.models.users.users_file import open_file
from viewer.engine.models.zoo.lite0 import open_lite0
from viewer.engine.models.zoo.published_models import open_zoo


def open_model(ref: ModelRef, device: torch.device) -> OpenedModel:
    """Open a model, frozen and in evaluation mode, on a device.

    Raises:
        UserError: it cannot be opened.
    """
    opened = _read(ref, device)
    tree = opened.tree or printed(opened.module)
    make_ready(opened.module, device)
    return replace(opened, tree=tree)


def _read(ref: ModelRef, device: torch.device) -> OpenedModel:
    if ref.source == "file":
        return open_file(ref, device)
    if ref.source == "default":
        return open_lite0()
    if ref.source == "memory":
        raise UserError(
            "This model was only in the memory of a program.",
            hint="Save it to a file there, and open that.",
        )
    return open_zoo(f"{ref.source}:{ref.name}")

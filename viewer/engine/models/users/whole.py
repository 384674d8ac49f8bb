"""Make a whole network from a file ready to use: its classes, its input and its title."""

from __future__ import annotations

import torch
from torch import nn

from viewer.engine.models.extent import extent_of
from viewer.engine.models.input_guess import guess_rule
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.prepared import answer_of
from viewer.engine.models.users.model_file import Contents
from viewer.tasks.class_reading import detect


def open_whole(module: nn.Module, contents: Contents) -> OpenedModel:
    """Return a network with the number of classes that it answers with.

    Raises:
        UserError: it does not run with a picture.
    """
    halved = any(p.is_floating_point() and p.dtype != torch.float32 for p in module.parameters())
    module.eval().to(torch.float32)
    look = extent_of(module) if module is contents.module else None
    rule, note = guess_rule(module, look)
    answer = detect(answer_of(module, rule))
    title = type(module).__name__
    if answer is not None:  # else another task may know it
        title += " (1 output)" if answer.single else f" ({answer.classes} classes)"
    return OpenedModel(
        module=module,
        title=title,
        rule=rule,
        weights_sha256=contents.sha256,
        notes=(
            *contents.notes,
            *(("Its weights were converted to 32-bit numbers.",) if halved else ()),
            *note,
        ),
    )

"""Make a whole network from a file ready to use, and find its input."""

from __future__ import annotations

import torch
from torch import nn

from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remembered_setup
from viewer.engine.models.extent import extent_of
from viewer.engine.models.input_guess import find_input
from viewer.engine.models.names_inside import names_inside
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.ready import make_ready, printed
from viewer.engine.models.users.model_file import Contents


def open_whole(
    module: nn.Module,
    contents: Contents,
    device: torch.device,
    setup: ModelSetup | None = None,
) -> OpenedModel:
    """Return a network with the pass that has shown what it takes and answers.

    Args:
        module: the file's own, or one that its weights were loaded into.
        contents: the file's.
        device: where it is to compute.
        setup: the user's word on it; None: as remembered for its weights.

    Raises:
        UserError: it does not run with a picture.
    """
    halved = any(p.is_floating_point() and p.dtype != torch.float32 for p in module.parameters())
    tree = printed(module)
    make_ready(module, device)
    extent = extent_of(module) if module is contents.module else None
    word = setup or remembered_setup(contents.sha256) or ModelSetup()
    names = contents.payload.class_names or names_inside(module)
    guess = find_input(module, word, extent)
    return OpenedModel(
        module=module,
        title=type(module).__name__,
        counted=True,
        rule=guess.look.rule,
        weights_sha256=contents.sha256,
        class_names=names,
        tree=tree,
        look=guess.look,
        notes=(
            *contents.notes,
            *(("Its weights were converted to 32-bit numbers.",) if halved else ()),
            *guess.notes,
        ),
    )

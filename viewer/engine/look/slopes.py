"""The gradient of a score with respect to the picture itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.look.outputs import read_each
from viewer.engine.look.relus import Relus
from viewer.engine.look.still import Check, hooked, undisturbed, watch
from viewer.methods.look import Backwards


def input_gradient(
    model: nn.Module,
    picture: Tensor,
    score: Callable[[Tensor], Tensor],
    check: Check,
    way: Backwards = "plain",
) -> tuple[float, Tensor]:
    """Return a picture's score and d(score) / d(picture), (C, H, W).

    Args:
        model: answers with logits (1, classes).
        picture: (1, C, H, W).
        score: what is explained, of logits (classes,).
        check: called before every module; what it raises ends the pass.
        way: how ReLUs are gone back through.

    Raises:
        UserError: there is no gradient, or no ReLU to go back through in another way.
    """
    x, relus = picture.detach().clone(), None if way == "plain" else Relus(way)
    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        handles.extend(watch(model, check))
        x.requires_grad_()
        with relus or nullcontext():
            scalar = score(read_each(model(x), 1)[0].float())
        if not scalar.requires_grad:
            raise UserError(
                "The model switches gradients off on the way from the picture to its answer.",
                hint="Choose a method without gradients, such as RISE.",
            )
        (slope,) = torch.autograd.grad(scalar, x)
    if relus is not None and not relus.met:
        raise UserError(
            "This method is defined for models with ReLUs, and this model has none.",
            hint="Choose the plain gradient, or integrated gradients.",
        )
    return float(scalar.detach()), slope[0]

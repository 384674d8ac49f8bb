"""Make a whole network from a file ready to use: its classes, its input and its title."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.geometry import InputRule
from viewer.engine.models.imagenet import name_classes
from viewer.engine.models.model_file import Contents
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.published import ANY_MODEL, timm_input_rule
from viewer.engine.outputs import read_logits

USUAL_SIZES = {"Inception3": 299}  # of torchvision's classes; the others take 224
FORWARD_ERRORS = (
    RuntimeError,  # also NotImplementedError, and out of memory
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
)


class DoesNotRun(UserError):  # noqa: N818 - a refusal like the others
    """A network that fails with an empty picture, as old files do with today's code."""


def open_whole(module: nn.Module, contents: Contents) -> OpenedModel:
    """Return a network with the number of classes that it answers with.

    Raises:
        UserError: it does not run with a picture, or is no classifier.
    """
    halved = any(p.is_floating_point() and p.dtype != torch.float32 for p in module.parameters())
    module.eval().to(torch.float32)
    rule, note = _rule(module)
    classes = read_logits(answer(module, rule)).numel()
    labels, unnamed = name_classes(classes, unnamed_because="the file holds none")
    return OpenedModel(
        module=module,
        title=f"{type(module).__name__} ({classes} classes)",
        labels=labels,
        rule=rule,
        weights_sha256=contents.sha256,
        notes=(
            *contents.notes,
            *(("Its weights were converted to 32-bit numbers.",) if halved else ()),
            *note,
            *unnamed,
        ),
    )


def _rule(module: nn.Module) -> tuple[InputRule, tuple[str, ...]]:
    """Return the input rule that a timm network carries, or else ImageNet's usual one."""
    for key in ("pretrained_cfg", "default_cfg"):
        config = getattr(module, key, None)
        rule = timm_input_rule(config) if isinstance(config, dict) and config else None
        if rule is not None:
            return rule, ()
    side = getattr(module, "image_size", None)  # of torchvision's ViTs
    if type(side) is not int or not 1 <= side <= 4096:
        side = USUAL_SIZES.get(type(module).__name__, ANY_MODEL.size[0])
    rule = InputRule(size=(side, side), shorter_side=round(side * 256 / 224))
    note = (
        "The file does not say how its pictures were prepared: CamScope takes ImageNet's usual way,"
        f" {side}×{side} pixels."
    )
    return rule, (note,)


def answer(module: nn.Module, rule: InputRule) -> Tensor | object:
    """Return the answer to an empty picture.

    Raises:
        DoesNotRun: the network fails.
    """
    width, height = rule.size
    try:
        with torch.inference_mode():
            return module(torch.zeros(1, 3, height, width))
    except FORWARD_ERRORS as error:
        raise DoesNotRun(
            f"This {type(module).__name__} does not run with a colour picture of"
            f" {width}×{height} pixels.",
            hint="It may come from another version of torchvision or timm: save its state_dict(),"
            " and open that with --arch NAME.",
            detail=repr(error)[:500],
        ) from error

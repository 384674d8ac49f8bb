"""Find out what pictures a network takes when its file does not say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.core.maps.geometry import MAX_SIDE, InputRule
from viewer.engine.look.device import wants_memory
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.preprocess import blank_input
from viewer.engine.models.extent import Look
from viewer.engine.models.recognising.grey import grey_rule
from viewer.engine.models.zoo.published import ANY_MODEL, timm_input_rule

USUAL_SIZES = {"Inception3": 299}  # of torchvision's classes; the others take 224
TRIED_SIDES = (224, 32, 28, 64, 96, 128, 256, 299, 48, 112, 160, 192, 227, 384, 512)
CROP = 256 / 224  # the shorter side before the crop, as torchvision's models were trained
SMALL = 100  # pixels; pictures for smaller inputs are resized and not cropped


def guess_rule(module: nn.Module, look: Look | None = None) -> tuple[InputRule, tuple[str, ...]]:
    """Return a network's input rule, and a note where it is a guess.

    A timm network carries its rule. Else the colours are told by its first convolution, and the
    size is the first usual one that it runs with.

    Args:
        module: in evaluation mode.
        look: called before the network runs with a rule; what it raises ends the guessing.

    Raises:
        UserError: its first layer takes neither one nor three channels.
    """
    carried = _carried(module)
    channels = _channels(module)
    if carried is not None and channels == 3:
        if look is not None:
            look(carried)
        return carried, ()
    base = ANY_MODEL if channels == 3 else grey_rule(ANY_MODEL)
    rule = next((rule for rule in _rules(module, base) if _runs(module, rule, look)), base)
    width, height = rule.size
    ways = "ImageNet's usual way" if channels == 3 else "grey with one channel"
    note = (
        f"The file does not say how its pictures were prepared: CamScope takes {ways},"
        f" {width}×{height} pixels. Model > Model setup changes that."
    )
    return rule, (note,)


def _carried(module: nn.Module) -> InputRule | None:
    """Return the rule in the settings that a timm network carries."""
    for key in ("pretrained_cfg", "default_cfg"):
        config = getattr(module, key, None)
        rule = timm_input_rule(config) if isinstance(config, dict) and config else None
        if rule is not None:
            return rule
    return None


def _channels(module: nn.Module) -> int:
    """Return the channels that the first convolution takes; 3 without any."""
    first = next((part for part in module.modules() if isinstance(part, nn.Conv2d)), None)
    channels = first.in_channels if first is not None else 3
    if channels in (1, 3):
        return channels
    raise UserError(
        f"This network takes pictures of {channels} channels.",
        hint="CamScope shows pictures in colour or in grey: networks of 3 or 1 channels open.",
    )


def _rules(module: nn.Module, base: InputRule) -> Iterator[InputRule]:
    """Yield the rules to try, the likeliest size first."""
    told = getattr(module, "image_size", None)  # of torchvision's ViTs
    first = told if type(told) is int and 1 <= told <= MAX_SIDE else None
    usual = USUAL_SIZES.get(type(module).__name__)
    for side in dict.fromkeys((first, usual, *TRIED_SIDES)):
        if side is not None:
            shorter = round(side * CROP) if side >= SMALL else side
            yield replace(base, size=(side, side), shorter_side=shorter)


def _runs(module: nn.Module, rule: InputRule, look: Look | None) -> bool:
    if look is not None:
        look(rule)
    try:
        with torch.inference_mode():
            module(blank_input(rule))
    except FORWARD_ERRORS as error:
        if wants_memory(error):
            raise
        return False
    return True

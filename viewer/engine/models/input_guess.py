"""Find out what pictures a network takes: as its file says, as its layers say, or by trying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from torch import nn

from viewer.core.errors import UserError
from viewer.core.maps.geometry import MAX_SIDE, InputRule, Size
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.first_look import (
    FIVE_DIMENSIONS,
    ONE_PICTURE,
    DoesNotRun,
    FirstLook,
    look_first,
)
from viewer.engine.models.built_size import built_sizes, possible_sizes
from viewer.engine.models.detectors import own_preparation
from viewer.engine.models.extent import Look
from viewer.engine.models.flattened import flattened_sizes
from viewer.engine.models.recognising.grey import grey_rule
from viewer.engine.models.zoo.published import ANY_MODEL, timm_input_rule

USUAL_SIZES = {"Inception3": 299}  # of torchvision's classes; the others take 224
TRIED_SIDES = (224, 32, 28, 64, 96, 128, 256, 299, 48, 112, 160, 192, 227, 384, 512)
CROP = 256 / 224  # the shorter side before the crop, as torchvision's models were trained
SMALL = 100  # pixels; pictures for smaller inputs are resized and not cropped


@dataclass(frozen=True, slots=True)
class Guess:
    """A rule that a network runs with, the pass that has shown it, and what to tell of it."""

    look: FirstLook
    notes: tuple[str, ...]


def find_input(module: nn.Module, setup: ModelSetup, extent: Look | None = None) -> Guess:
    """Find the rule that a network runs with, by running it.

    The user's word is the only one tried; else what the file and the layers say, then the usual.

    Args:
        module: in evaluation mode.
        setup: what the user has said of it.
        extent: asked before the network runs with a rule; what it raises ends the search.

    Raises:
        DoesNotRun: with none of them; it says why the likeliest failed.
        UserError: it takes neither one nor three channels, or volumes.
    """
    channels = _channels(module)
    carried = _carried(module)
    base = (carried or ANY_MODEL) if channels == 3 else grey_rule(carried or ANY_MODEL)
    rules = iter((setup.rule,)) if setup.rule is not None else _rules(module, base, carried)
    failed: DoesNotRun | None = None
    likeliest: InputRule | None = None
    for rule in rules:
        likeliest = likeliest or rule
        if extent is not None and not extent(rule):
            continue
        try:
            look = look_first(module, rule, setup)
            return Guess(look, () if setup.rule else _told(rule, carried, channels))
        except DoesNotRun as error:
            failed = failed or error
    if failed is None and likeliest is not None:  # the true pass says why
        return Guess(look_first(module, likeliest, setup), _told(likeliest, carried, channels))
    raise failed or AssertionError


def _told(rule: InputRule, carried: InputRule | None, channels: int) -> tuple[str, ...]:
    """Say where a rule is another one than the file's own settings."""
    width, height = rule.size
    if carried is not None and channels == 3:
        note = (
            f"The file's settings speak of {carried.size[0]}×{carried.size[1]} pixels, but the"
            f" network was built for {width}×{height}: these are taken."
        )
        return () if rule.size == carried.size else (note,)
    ways = "ImageNet's usual way" if channels == 3 else "grey with one channel"
    note = (
        f"The file does not say how its pictures were prepared: CamScope takes {ways},"
        f" {width}×{height} pixels. Model > Model setup changes that."
    )
    return (note,)


def _carried(module: nn.Module) -> InputRule | None:
    """Return the rule in the settings that a network of timm or a detector carries."""
    own = own_preparation(module)
    if own is not None:
        return own
    for key in ("pretrained_cfg", "default_cfg"):
        config = getattr(module, key, None)
        rule = timm_input_rule(config) if isinstance(config, dict) and config else None
        if rule is not None:
            return rule
    return None


def _channels(module: nn.Module) -> int:
    """Return the channels that the first convolution takes; 3 without any."""
    kinds = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
    first = next((part for part in module.modules() if isinstance(part, kinds)), None)
    if isinstance(first, nn.Conv3d):
        raise UserError(FIVE_DIMENSIONS, hint=ONE_PICTURE)
    channels = first.in_channels if isinstance(first, nn.Conv2d) else 3
    if channels in (1, 3):
        return channels
    raise UserError(
        f"This network takes pictures of {channels} channels.",
        hint="CamScope shows pictures in colour or in grey: networks of 3 or 1 channels open.",
    )


def _rules(module: nn.Module, base: InputRule, carried: InputRule | None) -> Iterator[InputRule]:
    """Yield the rules to try, the likeliest first, each size once."""
    seen: set[Size] = set()
    for size in _sizes(module, base, carried):
        if size not in seen:
            seen.add(size)
            yield resized(base, size, carried)


def _sizes(module: nn.Module, base: InputRule, carried: InputRule | None) -> Iterator[Size]:
    built = built_sizes(module)
    usual = USUAL_SIZES.get(type(module).__name__)
    yield from (one.size for one in built if one.sure)
    yield from [carried.size] if carried is not None else ()
    yield from (one.size for one in built)
    yield from [(usual, usual)] if usual is not None else ()
    yield base.size
    yield from (size for size in possible_sizes(module) if max(size) <= MAX_SIDE)
    yield from flattened_sizes(module, base, TRIED_SIDES)
    yield from ((side, side) for side in TRIED_SIDES)


def resized(base: InputRule, size: Size, carried: InputRule | None) -> InputRule:
    """Return a rule for pictures of another size, cut out of as much more as before."""
    width, height = size
    if size == base.size:
        return base
    if width != height:
        return replace(base, size=size, shorter_side=None)
    if carried is not None:
        part = (carried.shorter_side or carried.size[1]) / carried.size[1]
        return replace(base, size=size, shorter_side=int(height * part))
    shorter = round(height * CROP) if height >= SMALL else height
    return replace(base, size=size, shorter_side=shorter)

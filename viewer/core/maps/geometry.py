"""The invertible way from original pixels to model input: resize, crop, and back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

Size = tuple[int, int]  # width, height in pixels
Box = tuple[float, float, float, float]  # left, top, right, bottom in original-image pixels
InputMode = Literal["default", "whole", "stretch", "native"]
Interpolation = Literal["nearest", "bilinear", "bicubic"]
Colours = Literal["rgb", "bgr", "grey", "single"]
INTERPOLATIONS: tuple[Interpolation, ...] = ("nearest", "bilinear", "bicubic")
COLOURS: tuple[Colours, ...] = ("rgb", "bgr", "grey", "single")
MAX_SIDE = 4096  # of a model's input
INPUT_MODES: tuple[InputMode, ...] = ("default", "whole", "stretch", "native")
MAX_INPUT_PIXELS = 16_000_000  # a model's activations take a hundred times the picture's memory

_FIXED_NOTE = "This model accepts only {} × {} pixels: the picture was stretched to that size."
_HUGE_NOTE = "The picture is too large for its own pixels: it was scaled to the model's size."
_BAND_NOTE = "The picture is too long and narrow: it was stretched to the model's size."
_BORDER_NOTE = "The picture is smaller than the model's input: it stands on black."


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRule:
    """How a model wants its picture: resize, centre crop, then (value * white / 255 - mean) / std.

    ``mean`` and ``std`` are in the order of the model's own channels, on the scale of ``white``.
    """

    size: Size
    shorter_side: int | None  # length of the shorter side before the crop; None: squash to size
    interpolation: Interpolation = "bilinear"
    mean: tuple[float, ...] = (0.485, 0.456, 0.406)
    std: tuple[float, ...] = (0.229, 0.224, 0.225)
    colours: Colours = "rgb"  # grey: the same luminance three times; single: once
    white: int = 1  # what the model takes for white before mean and std: 1 or 255

    @property
    def channels(self) -> int:
        """How many channels the model's input has."""
        return 1 if self.colours == "single" else 3

    def checked(self) -> InputRule:
        """Return the rule, if a model's input can be made by it.

        Raises:
            ValueError: a number or a word is out of its range; the sentence says which.
        """
        sides = (*self.size, 1 if self.shorter_side is None else self.shorter_side)
        if len(self.size) != 2 or not all(type(s) is int and 1 <= s <= MAX_SIDE for s in sides):
            raise ValueError(f"The size must be 1 to {MAX_SIDE} pixels.")
        if self.interpolation not in INTERPOLATIONS or self.colours not in COLOURS:
            raise ValueError("The interpolation or the colours are not known.")
        if self.white not in (1, 255):
            raise ValueError("White is 1 or 255.")
        if not len(self.mean) == len(self.std) == self.channels:
            raise ValueError(f"Mean and deviation need {self.channels} numbers each.")
        if not all(map(math.isfinite, (*self.mean, *self.std))) or min(self.std) <= 0:
            raise ValueError("Mean and deviation must be numbers, the deviation above zero.")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """The invertible way from original pixels to model input: resize to ``resized``, then crop.

    Pixel coordinates are continuous: the first pixel covers 0..1, its centre is at 0.5.
    """

    original: Size
    resized: Size
    offset: tuple[int, int]  # left, top of the crop inside the resized picture
    input: Size
    mode: InputMode = "default"  # what was really done, after any fallback
    note: str = ""  # a sentence when something else was done than what was asked

    @property
    def box(self) -> Box:
        """The rectangle of the original that the model saw, in original pixels."""
        left, top = self.to_original(0.0, 0.0)
        right, bottom = self.to_original(float(self.input[0]), float(self.input[1]))
        return left, top, right, bottom

    def to_original(self, x: float, y: float) -> tuple[float, float]:
        """Map a point of the model input to the original picture."""
        return (
            (x + self.offset[0]) * self.original[0] / self.resized[0],
            (y + self.offset[1]) * self.original[1] / self.resized[1],
        )

    def to_input(self, x: float, y: float) -> tuple[float, float]:
        """Map a point of the original picture to the model input."""
        return (
            x * self.resized[0] / self.original[0] - self.offset[0],
            y * self.resized[1] / self.original[1] - self.offset[1],
        )


def plan_geometry(
    original: Size, rule: InputRule, mode: InputMode, *, fixed_size: bool = False
) -> Geometry:
    """Plan how one picture becomes the model's input.

    ``default`` resizes the shorter side and crops the centre, as the model was trained;
    ``whole`` resizes the same way and crops nothing; ``stretch`` squashes to ``rule.size``;
    ``native`` keeps the file's own pixels. A model of fixed size cannot take ``whole`` or
    ``native``: those fall back to ``stretch``, and the note says so. So does a picture that
    would grow beyond ``MAX_INPUT_PIXELS``: a band of 65,000 x 1 pixels, for instance.

    A negative offset means a border: a picture smaller than the crop stands on black, as in
    torchvision's CenterCrop.

    Args:
        original: width and height of the upright picture.
        rule: how the model was trained.
        mode: what the user asks for.
        fixed_size: the model accepts only ``rule.size``.
    """
    if min(original) < 1:
        raise ValueError(f"A picture cannot be {original[0]} x {original[1]} pixels.")
    if mode == "stretch" or (mode == "default" and rule.shorter_side is None):
        return _uncropped(original, rule.size, mode)
    if mode == "default":
        return _cropped(original, rule)
    wanted = original if mode == "native" else _scaled(original, rule)
    if fixed_size and wanted != rule.size:
        return _stretched(original, rule, _FIXED_NOTE.format(*rule.size))
    if _pixels(wanted) <= MAX_INPUT_PIXELS:
        return _uncropped(original, wanted, mode)
    smaller = _scaled(original, rule)
    if mode == "native" and _pixels(smaller) <= MAX_INPUT_PIXELS:
        return replace(_uncropped(original, smaller, "whole"), note=_HUGE_NOTE)
    return _stretched(original, rule, _BAND_NOTE)


def _cropped(original: Size, rule: InputRule) -> Geometry:
    resized = _scaled(original, rule)
    if _pixels(resized) > MAX_INPUT_PIXELS:
        return _stretched(original, rule, _BAND_NOTE)
    left, top = map(_centred, resized, rule.size)
    note = _BORDER_NOTE if left < 0 or top < 0 else ""
    return Geometry(
        original=original, resized=resized, offset=(left, top), input=rule.size, note=note
    )


def _uncropped(original: Size, size: Size, mode: InputMode) -> Geometry:
    return Geometry(original=original, resized=size, offset=(0, 0), input=size, mode=mode)


def _stretched(original: Size, rule: InputRule, note: str) -> Geometry:
    return replace(_uncropped(original, rule.size, "stretch"), note=note)


def _scaled(original: Size, rule: InputRule) -> Size:
    """Scale the shorter side as torchvision's Resize does: the longer side is cut, not rounded."""
    width, height = original
    side = min(rule.size) if rule.shorter_side is None else rule.shorter_side
    if width <= height:
        return side, int(side * height / width)
    return int(side * width / height), side


def _centred(length: int, crop: int) -> int:
    """Return where a centred crop begins, as torchvision's CenterCrop does; negative: a border."""
    if crop > length:
        return -((crop - length) // 2)
    return round((length - crop) / 2.0)


def _pixels(size: Size) -> int:
    return size[0] * size[1]

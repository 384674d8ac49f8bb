"""The invertible way from original pixels to model input: resize, crop, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = tuple[int, int]  # width, height in pixels
Box = tuple[float, float, float, float]  # left, top, right, bottom in original-image pixels
InputMode = Literal["default", "whole", "stretch", "native"]
Interpolation = Literal["nearest", "bilinear", "bicubic"]
INPUT_MODES: tuple[InputMode, ...] = ("default", "whole", "stretch", "native")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRule:
    """How a model wants its picture: resize, centre crop, then (value / 255 - mean) / std, RGB."""

    size: Size
    shorter_side: int | None  # length of the shorter side before the crop; None: squash to size
    interpolation: Interpolation = "bilinear"
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)


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
    ``native``: those fall back to ``stretch``, and the note says so.
    """
    raise NotImplementedError

"""How a detector's numbers become boxes: where they stand, by which formula, and what counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

Layout = Literal["found", "cells", "columns", "rows", "queries"]
Form = Literal["centre", "corners", "tanh", "sigmoid", "anchors", "exp", "sides"]
Unit = Literal["pixels", "shares"]
Made = Literal["probabilities", "sigmoid", "softmax"]

LAYOUTS: dict[Layout, str] = {
    "found": "boxes that the model has found by itself",
    "cells": "a grid of cells",
    "columns": "a column for each box",
    "rows": "a row for each box",
    "queries": "a query for each box",
}
FORMS: dict[Form, str] = {
    "centre": "centre and size",
    "corners": "two corners",
    "tanh": "centre (tanh t + cell) / cells, size sigmoid t",
    "sigmoid": "centre (sigmoid t + cell) / cells, size exp t × anchor",
    "anchors": "centre (2 sigmoid t - 0.5 + cell) / cells, size (2 sigmoid t)² × anchor",
    "exp": "centre (t + cell) / cells, size exp t / cells",
    "sides": "distances from the cell's centre to the four sides, in cells",
}
WANTING_ANCHORS: frozenset[Form] = frozenset({"anchors", "sigmoid"})
MOST_CHANNELS = 100_000
MOST_SCALES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRule:
    """How boxes are decoded from what a detector returns; plain data, part of a model's setup.

    Confidence is objectness ** powers[0] * class ** powers[1].
    """

    layout: Layout = "rows"
    form: Form = "centre"
    unit: Unit = "pixels"  # of the model's input, or shares of it; cells give shares
    box: int = 0  # the first of four channels
    objectness: int = -1  # its channel; -1: there is none
    classes: int = 4  # the first channel of the classes; they go on to the end
    made: Made = "probabilities"  # what becomes of objectness and classes before they are those
    nothing: bool = False  # the last class means that there is nothing
    powers: tuple[float, float] = (1.0, 1.0)
    strides: tuple[float, ...] = ()  # pixels of a cell, one for each scale
    anchors: tuple[tuple[float, ...], ...] = ()  # width, height, width, … in pixels, by scale
    threshold: float = 0.5  # of confidence, for boxes to be shown
    overlap: float = 0.45  # of boxes of one class, from which only the best stays; 1: all stay

    def checked(self) -> BoxRule:
        """Return the rule, if boxes can be decoded by it.

        Raises:
            ValueError: a word or a number is out of its range.
        """
        words = ((self.layout, Layout), (self.form, Form), (self.unit, Unit), (self.made, Made))
        if not all(word in get_args(known) for word, known in words):
            raise ValueError("A word of the rule is not known.")
        first = (self.box, self.classes)
        if not all(0 <= place < MOST_CHANNELS for place in first) or self.objectness < -1:
            raise ValueError("Channels are counted from 0.")
        numbers = (*self.powers, *self.strides, *(n for scale in self.anchors for n in scale))
        if len(self.powers) != 2 or not all(math.isfinite(n) and n >= 0 for n in numbers):
            raise ValueError("Powers, strides and anchors are numbers from 0 on.")
        if not (0 <= self.threshold <= 1 and 0 < self.overlap <= 1):
            raise ValueError("Threshold and overlap lie between 0 and 1.")
        if any(not scale or len(scale) % 2 for scale in self.anchors):
            raise ValueError("An anchor has a width and a height.")
        if self.form in WANTING_ANCHORS and not len(self.anchors) == len(self.strides) > 0:
            raise ValueError("Anchors want a stride for each scale.")
        return self

    @property
    def anchors_a_cell(self) -> int:
        """How many boxes a cell gives."""
        return len(self.anchors[0]) // 2 if self.anchors else 1

    @property
    def words(self) -> str:
        """The rule in words, as ``camscope inspect`` prints it."""
        parts = ["class" if self.powers[1] == 1 else f"class^{self.powers[1]:g}"]
        if self.objectness >= 0:
            parts.insert(0, f"objectness^{self.powers[0]:g}")
        if self.powers[0] == 1 and len(parts) > 1:
            parts[0] = "objectness"
        made = "" if self.made == "probabilities" else f" after {self.made}"
        unit = "pixels of the input" if self.unit == "pixels" else "shares of the input"
        return (
            f"{LAYOUTS[self.layout]}; {FORMS[self.form]}, in {unit};"
            f" confidence {' × '.join(parts)}{made};"
            f" threshold {self.threshold:g}, overlap {self.overlap:g}"
        )

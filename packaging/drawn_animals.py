"""Draw cats and dogs: sample pictures, and what the sample model learns from.

Cats and dogs have the same colours, poses and grounds; ears, snout and eyes alone tell them apart.
Nothing is taken from photographs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

FINER = 3  # drawn so many times larger, then reduced: smooth edges
FURS = ("#c98a4b", "#7b6a5c", "#e4d3b8", "#4d4a4b", "#b5b0a8", "#a35f3a", "#d9b27c", "#8f8f96")
GROUNDS = ("#b9d7ea", "#d8e8c8", "#f0e2cf", "#cfc9df", "#dfe5e8", "#e8cfcb", "#9fb8a5", "#8d97b0")
Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Animal:
    """One animal: its head's centre and radius in shares of the picture's height, and its look."""

    kind: str  # "cat" or "dog"
    centre: Point
    radius: float
    fur: str
    tilt: float = 0.0  # of the head, in shares of its radius


def some_animal(kind: str, centre: Point, radius: float, chance: random.Random) -> Animal:
    """Return an animal of a kind with a look of its own."""
    fur, tilt = chance.choice(FURS), chance.uniform(-0.12, 0.12)
    return Animal(kind, centre, radius, fur, tilt)


def draw(size: tuple[int, int], animals: Sequence[Animal], chance: random.Random) -> Image.Image:
    """Draw animals before a ground with some things in it, as an RGB picture of a size."""
    width, height = size
    picture = Image.new("RGB", (width * FINER, height * FINER), chance.choice(GROUNDS))
    pen = ImageDraw.Draw(picture)
    _ground(pen, picture.size, chance)
    for animal in animals:
        _Pen(pen, animal, height * FINER).draw(chance)
    return picture.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.4))


def _ground(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: random.Random) -> None:
    """Draw a floor and some cushions, balls and boxes, which say nothing of the animal."""
    width, height = size
    floor = int(height * chance.uniform(0.7, 0.85))
    pen.rectangle((0, floor, width, height), fill=shade(chance.choice(GROUNDS), 0.75))
    for _ in range(chance.randint(1, 5)):
        radius = height * chance.uniform(0.03, 0.12)
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        box = (x - radius, y - radius, x + radius, y + radius)
        colour = shade(chance.choice(FURS + GROUNDS), chance.uniform(0.6, 1.2))
        shape = chance.choice((pen.ellipse, pen.rectangle, _triangle(pen)))
        shape(box, fill=colour)


def _triangle(pen: ImageDraw.ImageDraw):  # noqa: ANN202 - called like ImageDraw's own
    def shape(box: tuple[float, float, float, float], fill: Colour) -> None:
        left, top, right, bottom = box
        pen.polygon([(left, bottom), (right, bottom), ((left + right) / 2, top)], fill=fill)

    return shape


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws one animal in shares of its head's radius."""

    pen: ImageDraw.ImageDraw
    animal: Animal
    height: int

    def draw(self, chance: random.Random) -> None:
        fur, dark = shade(self.animal.fur, 1.0), shade(self.animal.fur, 0.72)
        light = shade(self.animal.fur, 1.25)
        self._body(fur, dark, light)
        if self.animal.kind == "cat":
            self._cat(fur, dark, light, chance)
        else:
            self._dog(fur, dark, light)

    def _body(self, fur: Colour, dark: Colour, light: Colour) -> None:
        self._oval(0, 2.0, 1.05, 1.5, dark)
        self._oval(0, 2.0, 0.97, 1.42, fur)
        self._oval(0, 2.1, 0.5, 1.0, light)
        for side in (-1, 1):
            self._oval(side * 0.5, 3.25, 0.36, 0.26, fur, edge=dark)

    def _cat(self, fur: Colour, dark: Colour, light: Colour, chance: random.Random) -> None:
        for side in (-1, 1):
            ear = [(side * 0.95, -0.35), (side * 0.25, -0.85), (side * 0.88, -1.5)]
            self._polygon(ear, dark)
            self._polygon([(x * 0.93, y * 0.9) for x, y in ear], shade("#e3a6a0", 1.0))
        self._oval(0, 0, 1.0, 0.86, dark)
        self._oval(0, 0, 0.95, 0.81, fur)
        for number in (-1, 0, 1):
            self._line([(number * 0.2, -0.78), (number * 0.16, -0.45)], dark, 0.09)
        eye = chance.choice(("#8fbf3f", "#d8b22f", "#6fb7c9"))
        for side in (-1, 1):
            self._oval(side * 0.42, -0.08, 0.21, 0.17, shade(eye, 1.0))
            self._oval(side * 0.42, -0.08, 0.05, 0.16, (20, 20, 20))
            self._oval(side * 0.16, 0.36, 0.22, 0.18, light)
            for lift in (-0.1, 0.02, 0.14):
                whisker = [(side * 0.3, 0.36 + lift / 2), (side * 1.3, 0.3 + lift * 2)]
                self._line(whisker, (245, 245, 245), 0.03)
        self._polygon([(-0.12, 0.17), (0.12, 0.17), (0, 0.3)], shade("#c9716f", 1.0))

    def _dog(self, fur: Colour, dark: Colour, light: Colour) -> None:
        self._oval(0, 0, 0.86, 1.0, dark)
        self._oval(0, 0, 0.81, 0.95, fur)
        for side in (-1, 1):
            self._oval(side * 0.95, 0.12, 0.32, 0.82, dark)
            self._oval(side * 0.95, 0.16, 0.24, 0.7, shade(self.animal.fur, 0.6))
            self._oval(side * 0.34, -0.22, 0.15, 0.17, (35, 25, 20))
            self._oval(side * 0.34 + 0.05, -0.28, 0.05, 0.05, (250, 250, 250))
        self._oval(0, 0.62, 0.2, 0.42, shade("#dd7f86", 1.0))
        self._oval(0, 0.38, 0.48, 0.42, light)
        self._oval(0, 0.16, 0.22, 0.16, (30, 28, 30))
        self._line([(0, 0.3), (0, 0.6)], (60, 45, 40), 0.05)

    def _place(self, x: float, y: float) -> Point:
        unit = self.animal.radius * self.height
        lean = self.animal.tilt * max(0.0, 1 - y)
        centre = self.animal.centre
        return centre[0] * self.height + (x + lean) * unit, centre[1] * self.height + y * unit

    def _oval(  # noqa: PLR0917 - a place and a size, as everybody writes them
        self, x: float, y: float, rx: float, ry: float, fill: Colour, edge: Colour | None = None
    ) -> None:
        unit = self.animal.radius * self.height
        cx, cy = self._place(x, y)
        box = (cx - rx * unit, cy - ry * unit, cx + rx * unit, cy + ry * unit)
        self.pen.ellipse(box, fill=fill, outline=edge, width=max(1, int(unit * 0.04)))

    def _polygon(self, points: Sequence[Point], fill: Colour) -> None:
        self.pen.polygon([self._place(x, y) for x, y in points], fill=fill)

    def _line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        unit = self.animal.radius * self.height
        self.pen.line([self._place(x, y) for x, y in points], fill, max(1, int(width * unit)))


def shade(colour: str, by: float) -> Colour:
    """Return a colour made lighter (above 1) or darker."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    red, green, blue = (min(255, int(part * by)) for part in parts)
    return red, green, blue

"""Draw a street without anybody in it: sky, houses, trees, pavements and a road.

Lengths are in shares of the picture's height; a picture is half as wide again as it is high.
"""

from __future__ import annotations

import random

from PIL import Image, ImageDraw

WIDTH = 1.5  # of a picture that is 1 high
GROUND = 0.60  # where the houses stand
KERB, VERGE = 0.655, 0.93  # where the road begins and ends
MIDDLE = 0.81  # the line between its lanes
WALLS = ("#e7d3b1", "#d9b99b", "#c9cfc0", "#e3c2b4", "#cdb9a5", "#b9c4cc", "#e8e0cf", "#c98f74")
ROOFS = ("#8c4a3c", "#6d5a55", "#7d3f38", "#5d636b", "#94604a")
CROWNS = ("#5f8f4e", "#4f7f4a", "#75a05a", "#8aa64f", "#4a7350")
AWNINGS = ("#b5483f", "#3f6f8f", "#4f7f5a", "#c58a2f")
SKIES = (("#8fbbe0", "#e6f0f6"), ("#a9c7de", "#f3ecdf"), ("#b8c3cc", "#e4e7e8"))
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]


def houses(unit: int, chance: random.Random) -> Image.Image:
    """Draw an empty street, as an RGB picture that is so many pixels high."""
    picture = _sky(unit, *chance.choice(SKIES))
    ground = _Ground(picture, unit, chance)
    ground.clouds()
    at = -chance.uniform(0, 0.15)
    while at < WIDTH:
        width = chance.uniform(0.2, 0.36)
        ground.house(at, width)
        at += width + (chance.uniform(0.04, 0.14) if chance.random() < 0.25 else 0.0)
    ground.road()
    for _ in range(chance.randint(0, 3)):
        ground.tree(chance.uniform(0.05, WIDTH - 0.05))
    return picture


def shade(colour: str, by: float = 1.0) -> Colour:
    """Return a colour made lighter (above 1) or darker."""
    red, green, blue = (min(255, int(int(colour[at : at + 2], 16) * by)) for at in (1, 3, 5))
    return red, green, blue


def _sky(unit: int, above: str, below: str) -> Image.Image:
    """Return a picture that goes from one colour to another down to the ground."""
    size = (round(unit * WIDTH), unit)
    fade = Image.linear_gradient("L").resize((size[0], round(unit * GROUND)))
    picture = Image.new("RGB", size, below)
    picture.paste(Image.new("RGB", fade.size, above), mask=fade.point(lambda value: 255 - value))
    return picture


class _Ground:
    """What stands where nothing moves."""

    def __init__(self, picture: Image.Image, unit: int, chance: random.Random) -> None:
        self._pen, self._unit, self._chance = ImageDraw.Draw(picture), unit, chance

    def clouds(self) -> None:
        """Some clouds."""
        for _ in range(self._chance.randint(1, 4)):
            x, y = self._chance.uniform(0, WIDTH), self._chance.uniform(0.03, 0.16)
            for _ in range(4):
                far, radius = self._chance.uniform(-0.09, 0.09), self._chance.uniform(0.02, 0.04)
                self._oval(x + far, y, radius * 1.8, radius, (244, 247, 249))

    def house(self, left: float, width: float) -> None:
        """A house with a roof, rows of windows, and a door or a shop."""
        chance, storeys = self._chance, self._chance.randint(2, 3)
        wall = chance.choice(WALLS)
        top = GROUND - 0.10 - 0.115 * storeys
        self._roof(left, width, top)
        self._bar((left, top, left + width, GROUND), shade(wall))
        self._bar((left, GROUND - 0.115, left + width, GROUND - 0.108), shade(wall, 0.82))
        columns = max(2, round(width / 0.085))
        step = width / columns
        for storey in range(storeys):
            for column in range(columns):
                x = left + step * (column + 0.5)
                self._window(x, top + 0.028 + 0.115 * storey, wall)
        if chance.random() < 0.5:
            self._shop(left, width)
        else:
            self._doors(left, step, columns, wall)

    def tree(self, x: float) -> None:
        """A tree on the pavement."""
        chance, colour = self._chance, self._chance.choice(CROWNS)
        foot, height = GROUND + 0.03, chance.uniform(0.26, 0.36)
        self._bar((x - 0.008, foot - height * 0.5, x + 0.008, foot), shade("#6a4f3b"))
        self._oval(x, foot, 0.03, 0.006, shade("#8d8779"))
        middle = foot - height * 0.68
        for by in (0.82, 1.0, 1.12):
            for _ in range(5):
                across, down = chance.uniform(-0.05, 0.05), chance.uniform(-0.06, 0.06)
                lift = 0.025 * (by - 0.82) / 0.3
                radius = chance.uniform(0.035, 0.055) * (1.25 - 0.4 * (by - 0.82) / 0.3)
                self._oval(x + across - lift, middle + down - lift, radius, radius,
                           shade(colour, by))  # fmt: skip

    def road(self) -> None:
        """Two pavements, and a road with a broken line."""
        paving, asphalt = "#bdb8ae", "#63666a"
        self._bar((0, GROUND, WIDTH, KERB), shade(paving))
        for number in range(31):
            x = number * 0.05
            self._line([(x, GROUND), (x - 0.012, KERB)], 0.0015, shade(paving, 0.9))
        self._bar((0, KERB, WIDTH, KERB + 0.010), shade(paving, 1.15))
        self._bar((0, KERB + 0.010, WIDTH, KERB + 0.016), shade(paving, 0.65))
        self._bar((0, KERB + 0.016, WIDTH, VERGE), shade(asphalt))
        self._bar((0, MIDDLE, WIDTH, VERGE), shade(asphalt, 1.05))
        first = self._chance.uniform(-0.15, 0)
        for number in range(9):
            x = first + number * 0.2
            dash = [(x, MIDDLE - 0.004), (x + 0.11, MIDDLE - 0.004), (x + 0.105, MIDDLE + 0.005),
                    (x - 0.005, MIDDLE + 0.005)]  # fmt: skip
            self._area(dash, (226, 224, 214))
        self._bar((0, VERGE, WIDTH, VERGE + 0.012), shade(paving, 1.15))
        self._bar((0, VERGE + 0.012, WIDTH, 1), shade(paving, 1.03))

    def _roof(self, left: float, width: float, top: float) -> None:
        colour, rise = self._chance.choice(ROOFS), self._chance.uniform(0.05, 0.08)
        if self._chance.random() < 0.6:
            slope = min(width / 2, 0.05)
            corners = [(left - 0.008, top), (left + slope, top - rise),
                       (left + width - slope, top - rise), (left + width + 0.008, top)]  # fmt: skip
            self._area(corners, shade(colour))
            chimney = left + width * self._chance.choice((0.3, 0.7))
            self._bar((chimney, top - rise - 0.03, chimney + 0.022, top - rise), shade(colour, 0.8))
        self._bar((left - 0.006, top - 0.012, left + width + 0.006, top), shade(colour, 0.85))

    def _window(self, x: float, y: float, wall: str) -> None:
        glass = "#7f97a6" if self._chance.random() < 0.85 else "#e9d9a4"
        self._bar((x - 0.021, y - 0.004, x + 0.021, y + 0.064), shade(wall, 1.12))
        self._bar((x - 0.017, y, x + 0.017, y + 0.06), shade(glass))
        self._area([(x - 0.017, y + 0.03), (x + 0.008, y), (x + 0.017, y), (x - 0.017, y + 0.042)],
                   shade(glass, 1.15))  # fmt: skip
        self._bar((x - 0.0015, y, x + 0.0015, y + 0.06), shade(wall, 1.12))
        self._bar((x - 0.025, y + 0.064, x + 0.025, y + 0.069), shade(wall, 0.75))

    def _shop(self, left: float, width: float) -> None:
        inner = (left + 0.02, left + width - 0.02)
        self._bar((inner[0], GROUND - 0.095, inner[1], GROUND), shade("#4f5a60"))
        self._bar((inner[0] + 0.008, GROUND - 0.075, inner[1] - 0.05, GROUND - 0.02),
                  shade("#a9bdc6"))  # fmt: skip
        self._bar((inner[1] - 0.042, GROUND - 0.078, inner[1] - 0.008, GROUND), shade("#8da3ad"))
        colour, stripes = self._chance.choice(AWNINGS), 8
        step = (inner[1] - inner[0]) / stripes
        for number in range(stripes):
            x = inner[0] + number * step
            above, below, lean = GROUND - 0.105, GROUND - 0.07, step * 0.02
            corners = [(x, above), (x + step, above), (x + step + lean, below), (x - lean, below)]
            self._area(corners, shade(colour) if number % 2 else shade("#f0ebe0"))

    def _doors(self, left: float, step: float, columns: int, wall: str) -> None:
        door = self._chance.randrange(columns)
        for column in range(columns):
            x = left + step * (column + 0.5)
            if column == door:
                self._bar((x - 0.022, GROUND - 0.095, x + 0.022, GROUND), shade(wall, 1.12))
                self._bar((x - 0.018, GROUND - 0.09, x + 0.018, GROUND), shade("#6b4a35"))
                self._bar((x - 0.012, GROUND - 0.08, x + 0.012, GROUND - 0.05), shade("#8a9aa3"))
            else:
                self._window(x, GROUND - 0.085, wall)

    def _bar(self, box: Box, colour: Colour) -> None:
        self._pen.rectangle([side * self._unit for side in box], fill=colour)

    def _area(self, points: list[Point], colour: Colour) -> None:
        self._pen.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=colour)

    def _oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        box = (x - rx, y - ry, x + rx, y + ry)
        self._pen.ellipse([side * self._unit for side in box], fill=colour)

    def _line(self, points: list[Point], width: float, colour: Colour) -> None:
        each = [(x * self._unit, y * self._unit) for x, y in points]
        self._pen.line(each, colour, max(1, round(width * self._unit)))

"""Draw streets with persons, bicycles, cars, buses and traffic lights, and say where these are.

Nothing is taken from photographs. Lengths are in shares of the picture's height; a picture is half
as wide again as it is high.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawn_houses import WIDTH, Box, Colour, Point, houses, shade
from PIL import Image, ImageDraw, ImageFilter

KINDS = ("person", "bicycle", "car", "bus", "traffic light")
FINER = 3  # drawn so many times larger, then reduced: smooth edges
FAR_LANE, NEAR_LANE = 0.765, 0.895  # where wheels stand
HIDDEN, APART = 0.35, 0.06  # how much of a thing may be behind another; how far middles are apart
PAINTS = ("#b8322c", "#2f5d9b", "#e9e6df", "#3b3f45", "#d7a52a", "#4f8a6d", "#8a9199", "#6b2f4a")
COATS = ("#c2463e", "#2f6690", "#e0a83b", "#4d7f5b", "#7b4f86", "#d9d4c7", "#31363d", "#d97b4f")
TROUSERS = ("#2d3440", "#46536b", "#5b4636", "#22252a", "#7d7466")
SKINS = ("#f0c9a8", "#d9a47a", "#a8714a", "#71482f", "#e6b592")
HAIRS = ("#2b211b", "#5a3a22", "#a8814a", "#1b1b1d", "#8a8580")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a detector is to find: its kind, where it stands, and its look."""

    kind: str
    left: float
    foot: float
    height: float
    colour: str
    look: int  # a number that all chances of its look come from
    facing: int = 1  # -1: to the left
    rides: bool = False  # a person on a bicycle

    @property
    def length(self) -> float:
        """How wide it is for its height."""
        lengths = {"bicycle": 1.72, "car": 2.75, "bus": 2.55, "traffic light": 0.46}
        return lengths.get(self.kind, 0.62 if self.rides else 0.44)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        right = self.left + self.length * self.height
        return self.left, self.foot - self.height, right, self.foot


def street(chance: random.Random) -> list[Thing]:
    """Return the things of a street, the farthest first; none is much behind another."""
    things: list[Thing] = []
    wanted = [
        *(_traffic_light(chance) for _ in range(chance.randint(0, 2))),
        *(_walker(chance, near=False) for _ in range(chance.randint(1, 4))),
        *(_parked(chance) for _ in range(chance.randint(0, 2))),
        *(_vehicle(chance, near=False) for _ in range(chance.randint(1, 3))),
        *(_vehicle(chance, near=True) for _ in range(chance.randint(0, 2))),
        *(_rider(chance) for _ in range(chance.randint(0, 1))),
        *(_walker(chance, near=True) for _ in range(chance.randint(0, 2))),
    ]
    for group in wanted:
        if all(_apart(one, other) for one in group for other in things):
            things.extend(group)
    return things


def painted(things: Sequence[Thing], chance: random.Random, height: int) -> Image.Image:
    """Draw a street with things on it, as an RGB picture of a height in pixels."""
    unit = height * FINER
    picture = houses(unit, chance)
    pen = ImageDraw.Draw(picture)
    for thing in things:
        brush = Brush(pen, unit, thing)
        DRAWN[thing.kind](brush, random.Random(thing.look))
    small = picture.resize((round(height * WIDTH), height), Image.Resampling.LANCZOS)
    return small.filter(ImageFilter.GaussianBlur(0.35))


def _apart(one: Thing, other: Thing) -> bool:
    """Tell whether a thing hides little of another that is farther away, or as far."""
    hidden = HIDDEN if one.foot > other.foot + 0.01 else 0.0
    (x, y), (other_x, other_y) = _middle(one.box), _middle(other.box)
    far = max(abs(x - other_x), abs(y - other_y)) > APART
    return far and _shared(one.box, other.box) <= hidden * _area(other.box)


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _standing(
    chance: random.Random, kind: str, foot: float, height: float, colours: Sequence[str],
    *, rides: bool = False,
) -> Thing:  # fmt: skip
    """Return a thing somewhere across the picture, wholly within it."""
    plain = Thing(kind, 0, foot, height, chance.choice(colours), chance.randrange(1 << 30),
                  chance.choice((-1, 1)), rides)  # fmt: skip
    left = chance.uniform(0.01, WIDTH - 0.01 - plain.length * height)
    return Thing(kind, left, foot, height, plain.colour, plain.look, plain.facing, rides)


def _traffic_light(chance: random.Random) -> tuple[Thing]:
    return (_standing(chance, "traffic light", chance.uniform(0.36, 0.40), 0.11, ("#2b2f33",)),)


def _walker(chance: random.Random, *, near: bool) -> tuple[Thing]:
    foot = chance.uniform(0.955, 0.985) if near else chance.uniform(0.618, 0.645)
    height = chance.uniform(0.30, 0.34) if near else chance.uniform(0.165, 0.195)
    return (_standing(chance, "person", foot, height, COATS),)


def _parked(chance: random.Random) -> tuple[Thing]:
    return (_standing(chance, "bicycle", chance.uniform(0.63, 0.645), 0.10, PAINTS),)


def _vehicle(chance: random.Random, *, near: bool) -> tuple[Thing]:
    bus = chance.random() < 0.35
    foot, scale = (NEAR_LANE, 1.22) if near else (FAR_LANE, 1.0)
    height = (0.27 if bus else chance.uniform(0.125, 0.14)) * scale
    return (_standing(chance, "bus" if bus else "car", foot, height, PAINTS),)


def _rider(chance: random.Random) -> tuple[Thing, Thing]:
    """Return a bicycle on the near lane, and who sits on it."""
    bicycle = _standing(chance, "bicycle", NEAR_LANE + 0.015, 0.145, PAINTS)
    height = 0.245
    middle = bicycle.left + bicycle.length * bicycle.height / 2 - 0.01 * bicycle.facing
    rider = replace(bicycle, kind="person", foot=bicycle.foot - 0.03, height=height, rides=True,
                    left=0.0, colour=chance.choice(COATS))  # fmt: skip
    rider = replace(rider, left=middle - rider.length * height / 2)
    return bicycle, rider


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws one thing: x from its back to its front and y downwards, both in its heights."""

    pen: ImageDraw.ImageDraw
    unit: float
    thing: Thing

    def place(self, x: float, y: float) -> Point:
        """Return where a place of the thing lies in the picture, in pixels."""
        thing = self.thing
        across = x if thing.facing > 0 else thing.length - x
        top = thing.foot - thing.height
        return (
            (thing.left + across * thing.height) * self.unit,
            (top + y * thing.height) * self.unit,
        )

    def area(self, points: Sequence[Point], colour: str, by: float = 1.0) -> None:
        """Fill an outline."""
        self.pen.polygon([self.place(x, y) for x, y in points], fill=shade(colour, by))

    def bar(self, box: Box, colour: str, by: float = 1.0, round_by: float = 0.0) -> None:
        """Fill a rectangle, with round corners if wanted."""
        (x, y), (right, bottom) = self.place(*box[:2]), self.place(*box[2:])
        own = (min(x, right), y, max(x, right), bottom)
        self.pen.rounded_rectangle(own, round_by * self.scale, fill=shade(colour, by))

    def disc(self, x: float, y: float, radius: float, colour: str, by: float = 1.0) -> None:
        """Fill a circle."""
        self._circle(x, y, radius, fill=shade(colour, by))

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        """Draw a circle's line."""
        self._circle(x, y, radius, outline=shade(colour), width=self._wide(width))

    def line(self, points: Sequence[Point], width: float, colour: str, by: float = 1.0) -> None:
        """Draw a line with round ends and corners."""
        each = [self.place(x, y) for x, y in points]
        self.pen.line(each, shade(colour, by), self._wide(width), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, colour, by)

    @property
    def scale(self) -> float:
        """The thing's height in pixels."""
        return self.thing.height * self.unit

    def _circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        width: int = 1,
    ) -> None:
        (cx, cy), own = self.place(x, y), radius * self.scale
        box = (cx - own, cy - own, cx + own, cy + own)
        self.pen.ellipse(box, fill=fill, outline=outline, width=width)

    def _wide(self, width: float) -> int:
        return max(1, round(width * self.scale))


def smooth(points: Sequence[Point], times: int = 2) -> list[Point]:
    """Round the corners of an outline by cutting each of them, as Chaikin does."""
    found = list(points)
    for _ in range(times):
        pairs = zip(found, [*found[1:], found[0]], strict=True)
        found = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairs
            for share in (0.2, 0.8)
        ]
    return found


def _car(brush: Brush, chance: random.Random) -> None:
    paint, glass = brush.thing.colour, "#3d4f5b"
    _shadow(brush)
    roof = chance.uniform(0.0, 0.04)
    back = chance.choice((0.30, 0.62))  # an estate car, or a saloon
    body = [(0.02, 0.84), (0.0, 0.50), (0.06, 0.42), (back, 0.38), (back + 0.22, roof + 0.03),
            (back + 0.4, roof), (1.62, roof), (1.80, roof + 0.05), (2.14, 0.39), (2.60, 0.46),
            (2.73, 0.58), (2.75, 0.84)]  # fmt: skip
    brush.area(smooth(body), paint)
    brush.area([(0.02, 0.70), (2.74, 0.70), (2.74, 0.84), (0.02, 0.84)], paint, 0.8)
    first = [(back + 0.14, 0.37), (back + 0.32, roof + 0.09), (1.16, roof + 0.09), (1.16, 0.37)]
    second = [(1.24, 0.37), (1.24, roof + 0.09), (1.62, roof + 0.09), (1.97, 0.37)]
    for window in (first, second):
        brush.area(window, glass)
    brush.area([(1.30, 0.37), (1.42, roof + 0.09), (1.54, roof + 0.09), (1.42, 0.37)], glass, 1.5)
    brush.line([(1.20, 0.40), (1.20, 0.76)], 0.015, paint, 0.6)
    for x in (1.05, 1.75):
        brush.line([(x, 0.47), (x + 0.1, 0.47)], 0.025, paint, 0.6)
    brush.bar((2.60, 0.52, 2.73, 0.60), "#f7eec2", round_by=0.03)
    brush.bar((0.01, 0.48, 0.10, 0.58), "#a51f1c", round_by=0.03)
    for x in (0.56, 2.18):
        _wheel(brush, x, 0.80, 0.20)


def _bus(brush: Brush, chance: random.Random) -> None:
    paint, glass = brush.thing.colour, "#41545f"
    _shadow(brush)
    brush.bar((0.0, 0.0, 2.55, 0.92), paint, round_by=0.07)
    brush.bar((0.0, 0.70, 2.55, 0.78), paint, 0.75)
    brush.bar((0.08, 0.14, 2.08, 0.47), glass, 0.85, round_by=0.03)
    for number in range(5):
        left = 0.10 + 0.395 * number
        brush.bar((left, 0.16, left + 0.37, 0.45), glass, round_by=0.03)
        shine = [(left + 0.05, 0.45), (left + 0.15, 0.16), (left + 0.24, 0.16), (left + 0.14, 0.45)]
        brush.area(shine, glass, 1.35)
        if chance.random() < 0.6:
            brush.disc(left + 0.19, 0.38, 0.045, chance.choice(SKINS), 0.8)
    brush.bar((2.13, 0.14, 2.34, 0.86), glass, 0.8, round_by=0.02)
    brush.line([(2.235, 0.16), (2.235, 0.85)], 0.014, paint, 0.9)
    brush.bar((2.40, 0.14, 2.55, 0.52), glass, 0.9, round_by=0.02)
    brush.bar((1.50, 0.035, 2.10, 0.11), "#1f2326", round_by=0.01)
    for x in (1.56, 1.68, 1.80, 1.92):
        brush.line([(x, 0.072), (x + 0.07, 0.072)], 0.03, "#f2b338")
    brush.bar((2.46, 0.72, 2.55, 0.80), "#f7eec2", round_by=0.02)
    brush.bar((0.0, 0.70, 0.05, 0.82), "#a51f1c", round_by=0.02)
    for x in (0.52, 1.92):
        _wheel(brush, x, 0.885, 0.115)


def _wheel(brush: Brush, x: float, y: float, radius: float) -> None:
    brush.disc(x, y, radius, "#1d1e20")
    brush.disc(x, y, radius * 0.62, "#9aa0a5")
    brush.disc(x, y, radius * 0.5, "#6f767c")
    brush.disc(x, y, radius * 0.16, "#c9cdd0")


def _shadow(brush: Brush) -> None:
    left, right = sorted((brush.place(0, 1)[0], brush.place(brush.thing.length, 1)[0]))
    foot, deep = brush.place(0, 0.97)[1], 0.09 * brush.scale
    brush.pen.ellipse((left - deep, foot - deep, right + deep, foot + deep), fill=shade("#4c4e52"))


def _bicycle(brush: Brush, _chance: random.Random) -> None:
    paint = brush.thing.colour
    for x in (0.36, 1.36):
        brush.ring(x, 0.64, 0.36, 0.055, "#222426")
        brush.disc(x, 0.64, 0.05, "#222426")
    crank, saddle, head = (0.80, 0.66), (0.68, 0.20), (1.20, 0.20)
    for ends in ((crank, saddle), (saddle, head), (head, crank), (crank, (0.36, 0.64)),
                 ((0.36, 0.64), saddle), (head, (1.36, 0.64))):  # fmt: skip
        brush.line(ends, 0.06, paint)
    brush.line([(0.55, 0.13), (0.80, 0.13)], 0.07, "#222426")
    brush.line([saddle, (0.66, 0.13)], 0.05, "#222426")
    brush.line([head, (1.16, 0.06), (1.30, 0.03)], 0.05, "#222426")


def _person(brush: Brush, chance: random.Random) -> None:
    if brush.thing.rides:
        _rides(brush, chance)
        return
    coat, legs = brush.thing.colour, chance.choice(TROUSERS)
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    step = chance.uniform(0.03, 0.13)
    for side, dark in ((-1, 0.8), (1, 1.0)):
        ankle = (0.22 + side * step, 0.955)
        knee = (0.225 + side * step * 0.5 + 0.01, 0.74)
        brush.line([(0.22, 0.54), knee, ankle], 0.085, legs, dark)
        brush.line([ankle, (ankle[0] + 0.045, 0.968)], 0.05, "#2a2523")
    swing = chance.uniform(-0.08, 0.08)
    brush.line([(0.20, 0.24), (0.17 - swing, 0.38), (0.19 - swing * 2, 0.50)], 0.06, coat, 0.72)
    torso = [(0.13, 0.20), (0.30, 0.20), (0.33, 0.40), (0.31, 0.60), (0.13, 0.60), (0.12, 0.38)]
    brush.area(smooth(torso), coat)
    brush.line([(0.23, 0.25), (0.25 + swing, 0.38), (0.26 + swing * 1.5, 0.49)], 0.06, coat, 0.85)
    brush.disc(0.26 + swing * 1.5, 0.51, 0.027, skin)
    brush.line([(0.22, 0.15), (0.22, 0.20)], 0.06, skin, 0.9)
    brush.disc(0.215, 0.085, 0.083, hair)
    brush.disc(0.235, 0.100, 0.070, skin)
    if chance.random() < 0.4:
        brush.line([(0.15, 0.09), (0.13, 0.20)], 0.05, hair)
    if chance.random() < 0.4:
        bag = 0.26 + swing * 1.5
        brush.bar((bag - 0.06, 0.53, bag + 0.07, 0.64), chance.choice(COATS), 0.8, round_by=0.02)


def _rides(brush: Brush, chance: random.Random) -> None:
    coat, legs, skin = brush.thing.colour, chance.choice(TROUSERS), chance.choice(SKINS)
    brush.line([(0.20, 0.52), (0.40, 0.66), (0.33, 0.90), (0.39, 0.92)], 0.075, legs, 0.75)
    brush.line([(0.20, 0.52), (0.44, 0.60), (0.36, 0.80), (0.43, 0.82)], 0.075, legs)
    back = [(0.12, 0.55), (0.16, 0.34), (0.28, 0.18), (0.40, 0.22), (0.34, 0.40), (0.30, 0.56)]
    brush.area(smooth(back), coat)
    brush.line([(0.33, 0.25), (0.42, 0.40), (0.56, 0.43)], 0.055, coat, 0.8)
    brush.disc(0.57, 0.43, 0.026, skin)
    brush.line([(0.36, 0.20), (0.39, 0.15)], 0.055, skin, 0.9)
    brush.disc(0.415, 0.085, 0.068, skin)
    helmet = [(0.33, 0.08), (0.35, 0.02), (0.43, 0.0), (0.50, 0.04), (0.51, 0.075)]
    brush.area(smooth(helmet, 1), chance.choice(COATS))


def _light(brush: Brush, chance: random.Random) -> None:
    foot = (0.645 - brush.thing.foot) / brush.thing.height + 1
    brush.line([(0.23, 0.98), (0.23, foot)], 0.07, "#3d4246")
    brush.bar((0.02, 0.0, 0.44, 1.0), "#24282b", round_by=0.1)
    burning = chance.randrange(3)
    for number, colour in enumerate(("#f0402f", "#f5b82e", "#3fd06a")):
        brush.disc(0.23, 0.20 + 0.30 * number, 0.125, colour, 1.0 if number == burning else 0.3)


DRAWN = {
    "person": _person,
    "bicycle": _bicycle,
    "car": _car,
    "bus": _bus,
    "traffic light": _light,
}

"""What is being drawn, point by point, before it is a shape: a box, a polygon or a brush's way."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from viewer.core.pictures.drawn import DrawingTool, DrawnShape

Point = tuple[float, float]
STEP = 0.25  # of a brush's radius: points of its way that are nearer tell nothing
FEWEST_CORNERS = 3
SIZES_PX = (4.0, 400.0)  # least and largest width of the brush, on the screen


@dataclass(slots=True)
class DrawingPen:
    """Takes points of the picture, and makes a shape of them.

    Args:
        tool: what is drawn.
        radius: of the brush, in pixels of the picture.
        points: so far; of a polygon its corners.
        down: whether a box or a brush's way is being drawn.
    """

    tool: DrawingTool = "brush"
    radius: float = 1.0
    points: list[Point] = field(default_factory=list[Point])
    down: bool = False

    @property
    def at_work(self) -> bool:
        """Whether something has been begun."""
        return bool(self.points)

    @property
    def shape(self) -> DrawnShape:
        """What there would be if it ended now."""
        radius = self.radius if self.tool == "brush" else 0.0
        return DrawnShape(tool=self.tool, points=tuple(self.points), radius=radius)

    def press(self, point: Point, *, near: float = 0.0) -> DrawnShape | None:
        """Begin at a point, or set a polygon's corner; on its first corner it is closed.

        Args:
            point: of the picture.
            near: so far from the first corner a point still means it.

        Returns:
            the polygon, if this closed it.
        """
        if self.tool != "polygon":
            self.points, self.down = [point], True
            return None
        if len(self.points) >= FEWEST_CORNERS and math.dist(point, self.points[0]) <= near:
            return self.finish()
        if not self.points or point != self.points[-1]:
            self.points.append(point)
        return None

    def move(self, point: Point) -> bool:
        """Go on to a point, and tell whether that changed anything."""
        if not self.down:
            return False
        if self.tool == "box":
            self.points[1:] = [point]
            return True
        far = math.dist(point, self.points[-1]) >= max(STEP * self.radius, 0.5)
        if far:
            self.points.append(point)
        return far

    def release(self, point: Point) -> DrawnShape | None:
        """End a box or a brush's way at a point; a polygon goes on."""
        if not self.down:
            return None
        self.move(point)
        return self.finish()

    def finish(self) -> DrawnShape | None:
        """End what is drawn; None: it encloses nothing."""
        shape = self.shape
        if self.tool == "polygon" and len(self.points) < FEWEST_CORNERS:
            return None
        self.drop()
        return shape if shape.points and shape.is_whole else None

    def back(self) -> bool:
        """Take a polygon's last corner back, or all of what else is drawn."""
        if self.tool == "polygon" and self.points:
            self.points.pop()
            return True
        return self.drop()

    def drop(self) -> bool:
        """Give up what is drawn, and tell whether there was anything."""
        was = self.at_work
        self.points, self.down = [], False
        return was

"""Where panes and their levels strips go: in a row, in a column, or as suits the picture best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize

from viewer.ui.looks.design import GAP_PX
from viewer.ui.panes.pane_lines import FOOTER_PX, TITLE_PX

Arrangement = Literal["row", "column", "automatic"]
Place = tuple[int, int]  # row and column, from 0
WORTH_TURNING = 1.5  # a grid lies on its side where that makes its pictures so much larger
MOST_ACROSS = 4  # panes in one row or column; more make a grid
MOST_STRIPS = 4  # with more panes the pictures get the strips' room
STRIP_PX = QSize(240, 64)  # its width when it stands beside the pane, its height when below


@dataclass(frozen=True, slots=True)
class Cell:
    """One pane and the strip that belongs to it, empty where there is no room for strips."""

    pane: QRect
    strip: QRect


def arrange(
    room: QRect,
    count: int,
    *,
    picture: tuple[int, int],
    arrangement: Arrangement,
    places: Sequence[Place] = (),
    strips: bool = True,
) -> list[Cell]:
    """Divide the room among the panes so that the picture becomes as large as it can.

    Args:
        room: all there is, in logical pixels.
        count: how many panes.
        picture: width and height of the picture; (0, 0) is taken as 4:3.
        arrangement: "automatic" also tries grids and takes the best; ties go to the row. So it
            is with more panes than one row or column can hold.
        places: row and column of each pane where they make a grid, as `grid_places` says; a row
            or column that is asked for and can hold all goes before.
        strips: whether there shall be strips where they have room.
    """
    if places and (count > MOST_ACROSS or arrangement == "automatic"):
        turned = [(column, row) for row, column in places]
        upright, lying = _grid(room, places), _grid(room, turned)
        larger = _scale(lying[0].pane, picture) / max(_scale(upright[0].pane, picture), 1e-6)
        return lying if larger > WORTH_TURNING else upright
    fixed = {"row": (count,), "column": (1,)} if count <= MOST_ACROSS else {}
    columns = fixed.get(arrangement, range(count, 0, -1))
    plans = [plan for number in columns for plan in _plans(room, count, number, strips)]
    return max(plans, key=lambda plan: _worth(plan, picture))


def grid_places(columns: int, heats: int, *, original: bool, extra: bool) -> list[Place]:
    """Return row and column of each pane of a grid: the original and what is extra stand first.

    Args:
        columns: of heat maps; 0: they are no grid, and there are no places.
        heats: how many heat maps there are, row by row.
        original: whether the picture alone is shown; it begins the first column.
        extra: whether one more pane follows the maps, such as their difference.
    """
    if not columns:
        return []
    first = 1 if original or extra else 0
    alone = [(0, 0)] if original else []
    maps = [(pane // columns, first + pane % columns) for pane in range(heats)]
    return [*alone, *maps, *([(len(alone), 0)] if extra else [])]


def _grid(room: QRect, places: Sequence[Place]) -> list[Cell]:
    """Give every place of a grid the same room, without strips."""
    rows, columns = (1 + max(each) for each in zip(*places, strict=True))
    rooms = _rooms(room, rows, columns)
    return [Cell(rooms[row * columns + column], QRect()) for row, column in places]


def _rooms(room: QRect, rows: int, columns: int) -> list[QRect]:
    """Divide a room into equal ones, row by row."""
    width = (room.width() - GAP_PX * (columns - 1)) // columns
    height = (room.height() - GAP_PX * (rows - 1)) // rows
    return [
        QRect(
            room.x() + place % columns * (width + GAP_PX),
            room.y() + place // columns * (height + GAP_PX),
            width,
            height,
        )
        for place in range(rows * columns)
    ]


def _plans(room: QRect, count: int, columns: int, strips: bool) -> Iterator[list[Cell]]:
    """Give the plans for one number of columns: strips below the panes, beside them, or none."""
    rooms = _rooms(room, -(-count // columns), columns)[:count]
    if count > MOST_STRIPS or not strips:
        yield [Cell(each, QRect()) for each in rooms]
        return
    yield [_below(each) for each in rooms]
    yield [_beside(each) for each in rooms]


def _below(cell: QRect) -> Cell:
    pane = cell.adjusted(0, 0, 0, -STRIP_PX.height())
    return Cell(pane, QRect(pane.left(), pane.bottom() + 1, cell.width(), STRIP_PX.height()))


def _beside(cell: QRect) -> Cell:
    pane = cell.adjusted(0, 0, -STRIP_PX.width() - GAP_PX, 0)
    bottom = cell.bottom() + 1 - FOOTER_PX
    strip = QRect(pane.right() + 1 + GAP_PX, bottom - STRIP_PX.height(), *STRIP_PX.toTuple())
    return Cell(pane, strip)


def _worth(plan: list[Cell], picture: tuple[int, int]) -> tuple[float, int]:
    """Rate a plan by the picture's size, and among equals by how few places stay empty."""
    columns = len({cell.pane.left() for cell in plan})
    return round(_scale(plan[0].pane, picture), 3), -(-len(plan) % columns)


def _scale(pane: QRect, picture: tuple[int, int]) -> float:
    width, height = picture if all(picture) else (4, 3)
    return min(pane.width() / width, (pane.height() - TITLE_PX - FOOTER_PX) / height)

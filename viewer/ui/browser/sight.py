"""Which rows of the browser are in sight, in list and grid: their thumbnails are wanted."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.ui.browser.kept_thumbnails import SIDES_PX, side_for
from viewer.ui.browser.picture_grid import PictureGrid
from viewer.ui.browser.picture_list import PictureList

MARGIN_ROWS = 4  # beyond the visible ones, whose thumbnails are asked for too


def rows_in_sight(views: Iterable[PictureList | PictureGrid | None], count: int) -> list[int]:
    """Return the rows that are shown, from the top down, with some around them.

    Args:
        views: of the same rows; one that is hidden shows none.
        count: of all rows.
    """
    rows: set[int] = set()
    for view in views:
        if view is not None and view.isVisible() and count:
            first, last = view.visible_rows()
            rows |= set(range(max(0, first - MARGIN_ROWS), min(count, last + MARGIN_ROWS + 1)))
    return sorted(rows)


def side_in_sight(grid: PictureGrid | None) -> int:
    """Return how large thumbnails must be made for what is in sight.

    Args:
        grid: while it is hidden, there is the list alone, for which the smallest will do.
    """
    if grid is None or not grid.isVisible():
        return SIDES_PX[0]
    return side_for(grid.delegate.side_px * grid.devicePixelRatioF())

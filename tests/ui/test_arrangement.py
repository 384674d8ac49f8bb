"""Panes are equally large, never overlap, and automatic is never worse than row or column."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect

from viewer.ui.panes.arrangement import arrange, grid_places

PICTURES = [(900, 600), (600, 900), (4000, 500), (500, 4000), (0, 0)]


def fit_scale(cell, picture):
    return min(cell.pane.width() / picture[0], (cell.pane.height() - 52) / picture[1])


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("arrangement", ["row", "column", "automatic"])
@pytest.mark.parametrize("count", [1, 3, 4])
def test_cells_are_equal_apart_and_inside(picture, arrangement, count):
    room = QRect(3, 5, 1051, 617)
    cells = arrange(room, count, picture=picture, arrangement=arrangement)
    assert len({cell.pane.size().toTuple() for cell in cells}) == 1
    places = [place for cell in cells for place in (cell.pane, cell.strip)]
    assert all(room.contains(place) for place in places)
    assert not any(a.intersects(b) for a, b in itertools.combinations(places, 2))


def test_row_and_column_are_what_they_say():
    room = QRect(0, 0, 1050, 700)
    row = arrange(room, 3, picture=(600, 900), arrangement="row")
    assert len({cell.pane.top() for cell in row}) == 1
    column = arrange(room, 3, picture=(600, 900), arrangement="column")
    assert len({cell.pane.left() for cell in column}) == 1


@pytest.mark.parametrize("picture", PICTURES[:-1])
@pytest.mark.parametrize("size", [(1050, 560), (700, 900), (1800, 400)])
def test_automatic_makes_the_picture_largest(picture, size):
    room = QRect(0, 0, *size)
    scales = {
        kind: fit_scale(arrange(room, 3, picture=picture, arrangement=kind)[0], picture)
        for kind in ("row", "column", "automatic")
    }
    assert scales["automatic"] == max(scales.values())


def test_a_panorama_goes_into_a_column():
    cells = arrange(QRect(0, 0, 1050, 700), 3, picture=(4000, 500), arrangement="automatic")
    assert len({cell.pane.left() for cell in cells}) == 1


def test_many_panes_make_a_grid_without_strips_and_with_few_empty_places():
    for arrangement in ("row", "column", "automatic"):
        cells = arrange(QRect(0, 0, 1100, 690), 9, picture=(500, 400), arrangement=arrangement)
        assert len({cell.pane.left() for cell in cells}) == 3
        assert all(cell.strip.isEmpty() for cell in cells)
    few = arrange(QRect(0, 0, 2300, 1330), 9, picture=(500, 412), arrangement="row")
    assert len({cell.pane.top() for cell in few}) == 3
    assert len({cell.pane.left() for cell in few}) == 3


def test_a_grid_keeps_a_method_in_its_column_and_the_original_in_its_own():
    places = grid_places(2, 6, original=True, extra=True)
    cells = arrange(
        QRect(0, 0, 1050, 690), 8, picture=(500, 500), arrangement="automatic", places=places
    )
    original, *maps, difference = (cell.pane for cell in cells)
    lefts = [pane.left() for pane in maps]
    assert lefts == [lefts[0], lefts[1]] * 3
    assert original.left() < lefts[0] < lefts[1]
    assert [pane.top() for pane in maps[::2]] == [pane.top() for pane in maps[1::2]]
    assert original.top() == maps[0].top()
    assert difference.topLeft().toTuple() == (original.left(), maps[2].top())
    assert len({pane.size().toTuple() for pane in (original, *maps, difference)}) == 1


def test_a_long_grid_lies_on_its_side_where_its_pictures_become_larger():
    places = grid_places(2, 16, original=False, extra=False)
    room = QRect(0, 0, 1200, 600)
    cells = arrange(room, 16, picture=(500, 500), arrangement="automatic", places=places)
    assert len({cell.pane.top() for cell in cells}) == 2
    assert len({cell.pane.top() for cell in cells[::2]}) == 1


def test_a_row_that_is_asked_for_and_can_hold_all_goes_before_a_grid():
    places = grid_places(2, 4, original=False, extra=False)
    room = QRect(0, 0, 1200, 600)
    row = arrange(room, 4, picture=(500, 500), arrangement="row", places=places)
    assert len({cell.pane.top() for cell in row}) == 1

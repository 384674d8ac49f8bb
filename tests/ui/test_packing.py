"""Rows of several pictures stand close: as high as their picture, in columns of the widest."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from viewer.ui.looks.design import GAP_PX
from viewer.ui.panes.packing import pack
from viewer.ui.panes.picture_rows import PictureRows


def test_a_wide_picture_takes_no_more_height_than_its_column_lets_it_fill():
    """Columns of 300; 900 × 300 is shown at a third. Three rows share 916: 300 each."""
    sizes = pack(QSize(916, 916), [(900, 300), (300, 100), (450, 300)], 3)
    assert sizes == [QSize(916, 100 + 52), QSize(916, 100 + 52), QSize(916, 200 + 52)]


def test_columns_are_as_wide_as_the_widest_picture_needs():
    """Of the 300 of a row 248 are the picture's: 248 and 372 wide, where 600 would be free."""
    sizes = pack(QSize(1208, 916), [(100, 100), (150, 100), (100, 100)], 2)
    assert sizes == [QSize(2 * 372 + 8, 300)] * 3


def test_slender_pictures_leave_their_titles_room():
    assert pack(QSize(1208, 608), [(100, 400), (100, 400)], 2) == [QSize(2 * 240 + 8, 300)] * 2


def test_a_picture_that_is_not_there_yet_keeps_its_share():
    assert pack(QSize(608, 916), [(0, 0), (300, 100), (0, 0)], 2) == [
        QSize(608, 300),
        QSize(608, 100 + 52),
        QSize(608, 300),
    ]


def test_rows_stay_legible_where_there_is_no_room():
    assert pack(QSize(100, 90), [(0, 0)] * 5, 3)[0] == QSize(100 - (100 - 16) % 3, 200)


@pytest.mark.parametrize("size", [(900, 300), (300, 900)])
def test_rows_on_the_page_stand_below_one_another_without_gaps(qtbot, size):
    page = PictureRows()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    paths = [Path(f"/pictures/{number}.png") for number in range(3)]
    page.set_pictures(paths, 2)
    with qtbot.waitExposed(page):
        page.show()
    for path in paths:
        picture = QImage(QSize(*size), QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.blue)
        page.set_levels(path, [picture])
    rows = list(page.rows.values())
    gaps = [GAP_PX, GAP_PX]
    qtbot.waitUntil(lambda: [b.y() - a.y() - a.height() for a, b in pairwise(rows)] == gaps)
    for row in rows:
        assert [pane.y() for pane in row.panes] == [0, 0, 0]
        assert [pane.height() for pane in row.panes] == [row.height()] * 3
        shown = row.view.picture_size[1] * row.view.scale
        assert row.height() - 52 == pytest.approx(shown, abs=4)
        assert row.panes[1].x() == row.panes[0].width() + GAP_PX

"""The rows of a result folder in any order, filtered, growing, and drawn from the store."""

from __future__ import annotations

import numpy as np
import pytest
from given_results import COUNT, FAILED, METHODS, drawn_results, raw_map, write_shard
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.heat_style import HeatStyle, opacities
from viewer.core.maps.overlay import overlay
from viewer.results.browsing import ResultTable
from viewer.results.drawing import GREY, drawn_row
from viewer.results.filters import RowFilter, parse_filters

pytest.importorskip("pyarrow")


@pytest.fixture
def data(tmp_path):
    """Pictures of the rows; the last one is not there, and the first one has another size."""
    folder = tmp_path / "data"
    folder.mkdir()
    for place in range(COUNT - 1):
        pixels = np.full((60, 90 if place else 91, 3), 10 * place, np.uint8)
        Image.fromarray(pixels).save(folder / f"p{place}.png")
    return folder


@pytest.fixture
def table(tmp_path, data):
    (tmp_path / "out").mkdir()
    drawn_results(tmp_path / "out", data)
    table = ResultTable.open(tmp_path / "out")
    table.read_all()
    return table


def places(table):
    return [row["place"] for row in table.rows(0, len(table))]


def test_all_rows_are_there_in_the_order_of_the_plan(table):
    assert places(table) == [0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6]
    assert len(table) == table.total == 2 * COUNT - 1
    assert table.is_complete


@pytest.mark.parametrize("down", [False, True])
def test_any_column_sorts_and_what_has_no_value_is_last(table, down):
    table.sort("spread", down=down)
    found = table.column("spread")
    assert found[-1] is None
    assert found[:-1] == sorted(found[:-1], reverse=down)
    table.sort("picture", down=down)
    names = table.column("picture")
    assert names == sorted(names, reverse=down)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("spread > 0.3", {2, 4, 6}),
        ("spread <= 0.3", {0, 1, 5}),
        ("predicted ~ CLASS 1", {1, 5}),
        ("predicted = class 1, spread >= 0.3", {1}),
        ("predicted != class 1", {0, 2, 4, 6}),
        ("p3", {3}),
        ("failure ~ damaged", {3}),
        ("", set(range(COUNT))),
    ],
)
def test_rows_are_filtered_by_what_is_typed(table, typed, kept):
    table.keep(parse_filters(typed))
    assert set(places(table)) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [("speed > 3", "no column “speed”"), ("spread > far", "with a number"), ("spread ~ 1", "with")],
)
def test_what_cannot_be_filtered_is_told(typed, told):
    with pytest.raises(UserError, match=told):
        parse_filters(typed)


def test_a_folder_that_grows_is_read_on_and_keeps_order_and_filter(tmp_path, data):
    (tmp_path / "out").mkdir()
    store = drawn_results(tmp_path / "out", data, shards=(2,))
    table = ResultTable.open(tmp_path / "out")
    assert table.shards == (1, 3)
    table.keep([RowFilter("method", "=", "layer_cam")])
    table.sort("spread", down=True)
    write_shard(store, 0, data)
    copy = table.copy()
    assert copy.read_all() == 1
    assert (len(table), len(copy)) == (3, 5)
    found = copy.column("spread")
    assert found == sorted(found, reverse=True)
    assert copy.read_all() == 0
    assert not copy.is_complete


def test_the_map_of_each_row_is_its_own(table):
    for row in table.rows(0, len(table)):
        raw = table.map_of(row)
        if row["place"] == FAILED:
            assert raw is None
        else:
            assert (raw == raw_map(row["place"], METHODS.index(row["method"]))).all()


def test_a_row_is_drawn_over_its_picture_from_the_store(table):
    style = HeatStyle()
    row = next(row for row in table.rows(0, len(table)) if row["place"] == 2)
    drawn = drawn_row(table, row, style)
    picture = np.full((60, 90, 3), 20, np.uint8)
    expected = overlay(
        picture,
        raw_map(2, METHODS.index(row["method"])),
        (10.0, 0.0, 70.0, 60.0),
        table=colour_table(style.table_key),
        opacity=opacities(style),
    )
    assert drawn.remark == ""
    assert (drawn.pixels == expected).all()


@pytest.mark.parametrize(
    ("place", "remark"), [(0, "has another size now"), (COUNT - 1, "no longer there")]
)
def test_a_picture_that_is_another_now_is_not_shown_under_the_map(table, place, remark):
    row = next(row for row in table.rows(0, len(table)) if row["place"] == place)
    drawn = drawn_row(table, row, HeatStyle(opacity=0.0))
    assert remark in drawn.remark
    assert drawn.pixels.shape == (60, 90, 3)
    assert (drawn.pixels[:, 10:70] == GREY).all()


def test_a_row_that_failed_says_why_and_shows_the_picture(table):
    row = next(row for row in table.rows(0, len(table)) if row["place"] == FAILED)
    drawn = drawn_row(table, row, HeatStyle())
    assert drawn.remark == "The picture is damaged or cut short."
    assert (drawn.pixels == 10 * FAILED).all()

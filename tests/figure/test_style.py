"""A style's widths are met to the pixel, and its words, numbers, marks and crops are where told."""

from dataclasses import replace

import numpy as np
import pytest

from viewer.core.errors import UserError
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import overlay, paint_over
from viewer.core.maps.shapes import Shape
from viewer.figure.arrangement import arrange, letters
from viewer.figure.choices import FigureKind
from viewer.figure.layout import plan
from viewer.figure.lines import lines_of
from viewer.figure.painting import outlines, peak_box, peak_point, true_outlines
from viewer.figure.render import TRUE, pixels, render
from viewer.figure.style import FigureStyle

MM = 1 / 25.4
BARE = FigureStyle(kind="map", width="own", heads=False, bars=False)


@pytest.mark.parametrize("size", [(240, 160), (160, 240)])
@pytest.mark.parametrize(
    ("width", "inches"),
    [
        ("85mm", (85 * MM, None)),
        ("175mm", (175 * MM, None)),
        ("slide", (40 / 3, 7.5)),
        ("a4", (210 * MM, 297 * MM)),
    ],
)
def test_a_figure_is_as_wide_as_told(make_row, size, width, inches):
    rows = [make_row(size, target="dog"), make_row(size, target="cat")]
    style = FigureStyle(kind="table", width=width, dpi=300, title="A title", numbering=True)
    layout = plan(arrange(rows, style), style)
    assert layout.size[0] == round(inches[0] * 300)
    if inches[1]:
        assert layout.size[1] == round(inches[1] * 300)
    for rect in (each for row in layout.panels for each in row):
        assert rect.left >= 0
        assert rect.left + rect.width <= layout.size[0]
        assert rect.top + rect.height <= layout.size[1]
        assert rect.width / rect.height == pytest.approx(size[0] / size[1], rel=0.02)


def test_more_than_a_page_holds_is_refused_in_words(make_row):
    with pytest.raises(UserError, match="one page"):
        render([make_row()] * 60, FigureStyle(kind="table", width="a4"))
    raws = {name: np.eye(3, dtype=np.float32) for name in ("grad_cam", "layer_cam", "eigen_cam")}
    wide = replace(make_row(raws=raws), name="n" * 60)
    many = replace(wide, maps=tuple(replace(wide.maps[0], pane=n) for n in range(14)))
    with pytest.raises(UserError, match="columns"):
        render([many], FigureStyle(kind="table", width="85mm"))


def test_own_pixels_are_the_pictures(make_row):
    row = make_row((240, 160))
    style = FigureStyle(
        kind="map", width="own", heat=HeatStyle(opacity=0.0), heads=False, bars=False
    )
    picture = pixels(render([row], style))[..., :3]
    found = [
        (y, x)
        for y in range(picture.shape[0] - 159)
        for x in range(60)
        if np.array_equal(picture[y, x : x + 240], row.picture[0])
    ]
    ((y, x),) = found
    np.testing.assert_array_equal(picture[y : y + 160, x : x + 240], row.picture)


def test_a_crop_shows_its_part_and_the_map_stays_in_place(make_row):
    row = make_row((240, 160), crop=True)
    part = replace(row, crop=(60, 40, 180, 160))
    style = FigureStyle(
        kind="map", width="own", heads=False, bars=False, heat=HeatStyle(opacity=1.0)
    )
    whole = overlay(
        row.picture,
        row.maps[0].raw,
        row.maps[0].geometry.box,
        table=colour_table(style.heat.colour_map),
        opacity=1.0,
    )
    picture = pixels(render([part], style))[..., :3]
    margin = round(0.15 * 150)
    shown = picture[margin : margin + 120, margin : margin + 120]
    expected = whole[40:160, 60:180]
    inside = (slice(2, -2), slice(2, -2))  # the outline of what the model saw lies on the rim
    np.testing.assert_allclose(shown[inside], expected[inside], atol=1)


def test_marks_are_where_the_map_is_highest(make_row):
    raw = np.zeros((8, 8), np.float32)
    raw[1, 6], raw[6, 1] = 2.0, 1.9  # the box surrounds one island, not both
    heat = make_row((240, 160), raws={"grad_cam": raw}).maps[0]
    assert peak_point(heat) == pytest.approx((6.5 * 30, 1.5 * 20))
    box = peak_box(heat)
    assert box is not None
    left, top, right, bottom = box
    assert left < 195 < right
    assert top < 30 < bottom
    assert left > 150
    assert bottom < 60
    flat = replace(heat, raw=np.ones((2, 2), np.float32))
    assert peak_point(flat) is None
    assert peak_box(flat) is None


@pytest.mark.parametrize("mark", ["cross", "box"])
def test_a_mark_is_drawn_and_told(make_row, mark):
    plain, marked = (
        render([make_row()], FigureStyle(mark=each, heat=HeatStyle(opacity=1.0)))
        for each in ("none", mark)
    )
    assert (pixels(plain)[:300] != pixels(marked)[:300]).any()
    assert any(mark in text.get_text() for text in marked.texts)


def test_panels_are_numbered_in_reading_order(make_row):
    rows = [make_row(target="dog"), make_row(target="cat")]
    texts = [each.get_text() for each in render(rows, FigureStyle(numbering=True)).texts]
    assert [text for text in texts if text.startswith("(")] == letters()[:6]
    assert letters()[25:27] == ["(z)", "(aa)"]


def test_an_original_stands_once_where_only_class_or_layer_differ(make_row):
    row = make_row()
    rows = [row, replace(row)]
    cases: list[tuple[FigureKind, int | None]]
    cases = [("table", -1), ("layers", None), ("classes", None)]
    for kind, second in cases:
        panels = [line.panels for line in lines_of(rows, FigureStyle(kind=kind))]
        assert [each[0] for each in panels] == [-1, second]
    assert [line.panels for line in lines_of(rows, FigureStyle(kind="map"))] == [[0], [0]]


def test_one_map_alone_has_numbers_at_its_bar(make_row):
    texts = [each.get_text() for each in render([make_row()], FigureStyle(kind="map")).texts]
    assert {"0", "4"} <= set(texts)
    assert "high" not in texts


def test_heads_captions_and_bars_can_be_left_out(make_row):
    style = FigureStyle(heads=False, captions=False, bars=False)
    figure = render([make_row()], style)
    assert figure.texts == []
    assert len(figure.axes) == 3


def test_a_group_has_its_chinese_name_in_a_chinese_figure(make_explanation, make_parts):
    from viewer.core.asks.target import ClassGroup

    parts = make_parts()
    each = parts.explanations[0]
    model = replace(each.model, groups=(ClassGroup(name="dog", members=(1,), name_zh="狗"),))
    parts = replace(parts, explanations=[replace(each, model=model)])
    assert parts.rows(FigureStyle(lang="zh_CN"))[0].target == "狗 0.62"
    assert parts.rows(FigureStyle())[0].target == "dog 0.62"


@pytest.mark.parametrize("scaling", ["map", "method", "fixed"])
def test_bars_tell_the_scales_there_are(make_row, scaling):
    rows = [make_row(), make_row(target="cat")]
    style = FigureStyle(heat=HeatStyle(scaling=scaling, fixed=(0.0, 7.5)))
    sheet = arrange(rows, style)
    right = {"map": [("low", "high")], "method": [], "fixed": [("0", "7.5")]}
    below = {"method": [None, ("0", "4"), ("0", "3")]}  # in the last line: a scale to a column
    assert [(bar.low, bar.high) for bar in sheet.bars] == right[scaling]
    assert not any(sheet.feet[0])
    told = [bar and (bar.low, bar.high) for bar in sheet.feet[1]]
    assert told == below.get(scaling, [None] * 3)
    assert len(render(rows, style).axes) == 6 + len(sheet.bars) + 3 - told.count(None)


def test_a_figure_is_painted_as_the_panes_are(make_row):
    row = make_row()
    heat = HeatStyle(
        threshold=0.4, proportional=True, cells=True, clip_percent=5, extent="positive"
    )
    style = replace(BARE, heat=heat)
    picture = pixels(render([row], style))[..., :3]
    margin = round(0.15 * 150)
    expected = paint_over(row.picture, row.maps[0], heat)
    np.testing.assert_array_equal(picture[margin : margin + 160, margin : margin + 240], expected)
    words = " ".join(text.get_text() for text in render([row], FigureStyle(heat=heat)).texts)
    for told in ("40%", "5%", "zero", "opaque", "cells"):
        assert told in words


@pytest.mark.parametrize("size", [(240, 160), (160, 240)])
def test_shapes_are_drawn_where_they_stand_also_in_a_cut_out(make_row, size):
    width, height = size
    row = make_row(size)
    box = Shape(points=((40, 60), (80, 60), (80, 100), (40, 100)))
    heat = replace(row.maps[0], shapes=(box,))
    (line,) = outlines(row, heat, (2 * width, 2 * height))
    assert line.tolist() == [[80, 120], [160, 120], [160, 200], [80, 200], [80, 120]]
    (line,) = outlines(replace(row, crop=(30, 50, 90, 110)), heat, (60, 60))
    assert line.tolist() == [[10, 10], [50, 10], [50, 50], [10, 50], [10, 10]]
    style = FigureStyle(kind="map")
    bare, drawn = render([row], style), render([replace(row, maps=(heat,))], style)
    assert (pixels(bare) != pixels(drawn)).any()


@pytest.mark.parametrize("size", [(240, 160), (160, 240)])
def test_true_objects_are_outlined_in_green_on_the_original_and_every_map(make_row, size):
    row = make_row(size)
    box = Shape(points=((40, 60), (80, 60), (80, 100), (40, 100)))
    maps = tuple(replace(heat, truth=(box,)) for heat in row.maps)
    (line,) = true_outlines(replace(row, crop=(30, 50, 90, 110)), maps[0], (60, 60))
    assert line.tolist() == [[10, 10], [50, 10], [50, 50], [10, 50], [10, 10]]
    figure = render([replace(row, maps=maps)], FigureStyle(kind="row"))
    drawn = [[line.get_color() for line in axes.lines] for axes in figure.axes[: 1 + len(maps)]]
    assert all(TRUE in colours for colours in drawn)


def test_a_contour_line_is_drawn_where_the_value_is(make_row):
    plain, lined = (
        render([make_row()], FigureStyle(heat=HeatStyle(contour=each))) for each in (0.0, 0.5)
    )
    assert (pixels(plain)[:300] != pixels(lined)[:300]).any()
